#include "run/sites/site_tables.hpp"

#include <algorithm>
#include <cmath>

#include "measure/basis.hpp"
#include "measure/tables/columns.hpp"
#include "measure/tables/new_column.hpp"
#include "measure/tables/short_names.hpp"
#include "measure/tables/table_writer.hpp"
#include "measure/words.hpp"

namespace covmap::run {

namespace {

using core::Text;
using measure::same;
using measure::TableWriter;
using measure::operator+;
using model::Column;
using model::ColumnType;

constexpr int kDegreeScale = 6;
constexpr int kThousandths = 3;  ///< of weights

class SiteColumns {
public:
    explicit SiteColumns(const SitesFound& found)
        : m_found(found),
          m_maker(*found.model),
          m_standard(measure::label_or(found.indicator().label, found.indicator().name)),
          m_discs(flat_discs(found)) {}

    /// A number of an attribute's people, «population_gain», said to be by flat discs.
    [[nodiscard]] Column people(std::size_t attribute, const std::string& suffix, const Text& label,
                                const Text& definition) const {
        Column made = m_maker.quantity(attribute);
        made.definition = made.label + definition + Text{" ; ", "; "} + m_discs;
        made.label = made.label + label;
        made.name += suffix;
        return made;
    }
    [[nodiscard]] Column share(std::size_t attribute, const std::string& suffix, const Text& label,
                               const Text& definition) const {
        Column made = people(attribute, suffix, label, definition);
        made.type = ColumnType::share;
        made.scale = 2;
        made.unit = "%";
        return made;
    }
    /// Of the run itself: who fails.
    [[nodiscard]] Column failing(std::size_t attribute) const {
        return m_maker.figure(m_found.standard, attribute,
                              m_found.indicator().low_is_good ? measure::Figure::met : measure::Figure::not_met);
    }

    [[nodiscard]] std::size_t attributes() const { return m_found.model->attributes.size(); }
    [[nodiscard]] const measure::ColumnMaker& maker() const { return m_maker; }
    [[nodiscard]] const Text& standard() const { return m_standard; }
    [[nodiscard]] const Text& discs() const { return m_discs; }
    [[nodiscard]] const SitesFound& found() const { return m_found; }

private:
    const SitesFound& m_found;
    measure::ColumnMaker m_maker;
    Text m_standard, m_discs;
};

/// «sites»: where they are, and what each one gives.
class SitesTable {
public:
    explicit SitesTable(const SiteColumns& columns)
        : m_columns(columns), m_writer("sites", "sites", model::TableKind::places), m_served(columns.attributes()) {
        add_place_columns();
        for (std::size_t a = 0; a < columns.attributes(); ++a) add_people_columns(a);
    }

    void add(std::size_t rank, const FoundSite& site) {
        const SitesFound& found = m_columns.found();
        m_writer.push(std::optional<std::int64_t>(rank));
        m_writer.push(site.at.place.id);
        m_writer.push(site.at.place.name);
        if (found.options.existing_first) {
            m_writer.push(std::optional<std::int64_t>(site.at.existing ? 1 : 0));
            m_writer.push(site.at.operators);
        }
        m_writer.push(std::optional<std::int64_t>(std::llround(site.at.place.wgs84.x * 1e6)));
        m_writer.push(std::optional<std::int64_t>(std::llround(site.at.place.wgs84.y * 1e6)));
        push_territory(site.territory);
        if (found.options.budget) m_writer.push(std::optional<std::int64_t>(site.at.cost));
        m_writer.push(std::optional<std::int64_t>(site.gain.worth));
        for (std::size_t a = 0; a < m_columns.attributes(); ++a) {
            m_served[a] += site.gain.people[a];
            m_writer.push(std::optional<std::int64_t>(site.gain.people[a]));
            if (found.options.serve > 1) m_writer.push(std::optional<std::int64_t>(site.gain.backup[a]));
            m_writer.push(std::optional<std::int64_t>(m_served[a]));
            m_writer.push(model::share_of(m_served[a], found.failing[a]));
            m_writer.push(std::optional<std::int64_t>(found.failing[a] - m_served[a]));
        }
    }

    model::Table finished() {
        const SitesFound& found = m_columns.found();
        model::Table table = std::move(m_writer.table());
        const std::string sites = std::to_string(found.sites.size());
        table.title = Text{sites + (found.sites.size() < 2 ? " site : " : " sites : "),
                           sites + (found.sites.size() == 1 ? " site: " : " sites: ")} +
                      people_text(m_served[found.attribute]) + Text{" sur ", " of "} +
                      people_text(found.failing[found.attribute]) + same(" ") + who(found) + Text{" sans « ", " without «"} +
                      m_columns.standard() + Text{" » servis (", "» served ("} + m_columns.discs() + same(")");
        measure::fill_short_names(table);
        return table;
    }

private:
    void add_place_columns() {
        const SitesFound& found = m_columns.found();
        m_writer.add(measure::new_column("rank", ColumnType::count, 0, "", {"rang", "rank"},
                                         {"dans l'ordre du choix ; 1 sert le plus", "in the order of choice; 1 serves most"}));
        m_writer.add(measure::new_column("id", ColumnType::text, 0, "", {"identifiant", "identifier"},
                                         {"du candidat ; r…c… : nœud d'une grille, site-… : mât existant",
                                          "of the candidate; r…c…: a node of a grid, site-…: an existing mast"}));
        m_writer.add(measure::new_column("name", ColumnType::text, 0, "", {"nom", "name"}, {"du candidat", "of the candidate"}));
        if (found.options.existing_first) {
            m_writer.add(measure::new_column("existing", ColumnType::flag, 0, "", {"mât existant", "existing mast"},
                                             {"un site de la carte, où aucun de ses opérateurs n'a ce qui est demandé",
                                              "a site of the map, where none of its operators has what is asked"}));
            m_writer.add(measure::new_column("operators", ColumnType::text, 0, "", {"opérateurs du mât", "operators of the mast"},
                                             {"codes ; vide : nouveau site", "codes; empty: a new site"}));
        }
        m_writer.add(measure::new_column("lon", ColumnType::quantity, kDegreeScale, "°", {"longitude", "longitude"},
                                         {"WGS 84", "WGS 84"}));
        m_writer.add(
            measure::new_column("lat", ColumnType::quantity, kDegreeScale, "°", {"latitude", "latitude"}, {"WGS 84", "WGS 84"}));
        const model::TerritorySet& set = found.model->territories;
        add_named(m_columns.maker().code(set.unit), set.unit);
        add_named(m_columns.maker().name(set.unit), set.unit + "_name");
        for (const std::string& kind : set.parent_kinds) {
            m_writer.add(m_columns.maker().parent_code(kind));
            m_writer.add(measure::with_hint(m_columns.maker().parent_name(kind), kind.substr(0, 5) + "_name"));
        }
        if (found.options.budget)
            m_writer.add(measure::new_column("cost", ColumnType::quantity, core::kWeightScale, "", {"coût", "cost"},
                                             {"dans l'unité du fichier des candidats", "in the unit of the file of candidates"}));
        m_writer.add(measure::new_column(
            "gain", ColumnType::quantity, core::kWeightScale + kThousandths, "", {"gain pondéré", "weighted gain"},
            {"ce que le choix cherche à rendre le plus grand : personnes servies, pondérées par attribut",
             "what the choice makes as large as it can: people served, weighed by attribute"}));
    }

    void add_named(Column column, const std::string& name) {
        column.name = name;
        m_writer.add(std::move(column));
    }

    void add_people_columns(std::size_t attribute) {
        const Text& standard = m_columns.standard();
        m_writer.add(m_columns.people(attribute, "_gain", {", servis en plus", ", newly served"},
                                      Text{" sans « ", " without «"} + standard +
                                          Text{" » que ce site sert le premier", "» whom this site is the first to serve"}));
        if (m_columns.found().options.serve > 1)
            m_writer.add(
                m_columns.people(attribute, "_backup", {", servis une fois de plus", ", served once more"},
                                 Text{" sans « ", " without «"} + standard +
                                     Text{" » qu'un autre site choisi sert déjà", "» whom another chosen site serves already"}));
        m_writer.add(m_columns.people(attribute, "_served", {", servis jusqu'ici", ", served so far"},
                                      Text{" sans « ", " without «"} + standard +
                                          Text{" » que ce site ou un précédent sert", "» whom this site or one before serves"}));
        m_writer.add(
            m_columns.share(attribute, "_served_pct", {", servis jusqu'ici (%)", ", served so far (%)"},
                            Text{" : part de ceux qui sont sans « ", ": share of those without «"} + standard + Text{" »", "»"}));
        m_writer.add(m_columns.people(attribute, "_left", {", encore sans", ", still without"},
                                      Text{" sans « ", " without «"} + standard +
                                          Text{" » qu'aucun de ces sites ne sert", "» whom none of these sites serves"}));
    }

    void push_territory(core::TerritoryId id) {
        const model::TerritorySet& set = m_columns.found().model->territories;
        const model::Territory* territory = id.valid() ? &set.territories[id.value] : nullptr;
        m_writer.push(territory != nullptr ? territory->code : std::string());
        m_writer.push(territory != nullptr ? territory->name : std::string());
        for (std::size_t kind = 0; kind < set.parent_kinds.size(); ++kind) {
            m_writer.push(territory != nullptr ? territory->parents[kind] : std::string());
            m_writer.push(territory != nullptr ? territory->parent_names[kind] : std::string());
        }
    }

    const SiteColumns& m_columns;
    TableWriter m_writer;
    std::vector<std::int64_t> m_served;
};

/// The discs have the rank and the gain of their site.
model::Table reach_table(const SitesFound& found, const model::Table& sites, const Text& discs) {
    TableWriter writer("sites_reach", "sites_reach", model::TableKind::wide);
    const std::string gain = found.model->attributes[found.attribute].name + "_gain";
    const Column *rank = sites.find("rank"), *id = sites.find("id"), *people = sites.find(gain);
    for (const Column* from : {rank, id, people}) {
        Column made = *from;
        made.texts.clear();
        made.numbers.clear();
        made.nulls.clear();
        writer.add(std::move(made));
    }
    for (std::size_t row = 0; row < sites.rows(); ++row) {
        writer.push(std::optional<std::int64_t>(rank->numbers[row]));
        writer.push(id->texts[row]);
        writer.push(std::optional<std::int64_t>(people->numbers[row]));
    }
    model::Table table = std::move(writer.table());
    table.title = Text{"ce que les sites atteignent : ", "what the sites reach: "} + discs;
    measure::fill_short_names(table);
    return table;
}

model::Table territory_table(const SiteColumns& columns) {
    const SitesFound& found = columns.found();
    const model::TerritorySet& set = found.model->territories;
    TableWriter writer("sites_" + set.unit, set.unit, model::TableKind::longer);
    writer.add(columns.maker().code(set.unit));
    writer.add(columns.maker().name(set.unit));
    for (const std::string& kind : set.parent_kinds) {
        writer.add(columns.maker().parent_code(kind));
        writer.add(columns.maker().parent_name(kind));
    }
    for (std::size_t a = 0; a < columns.attributes(); ++a) {
        const Text without = Text{" sans « ", " without «"} + columns.standard();
        writer.add(columns.failing(a));
        writer.add(columns.people(a, "_gain", {", servis en plus", ", newly served"},
                                  without + Text{" » que les sites choisis servent", "» whom the chosen sites serve"}));
        writer.add(columns.people(a, "_left", {", encore sans", ", still without"},
                                  without + Text{" » qu'aucun site choisi ne sert", "» whom no chosen site serves"}));
    }
    for (const TerritoryGain& gain : found.territories) {
        const model::Territory& territory = set.territories[gain.territory.value];
        writer.push(territory.code);
        writer.push(territory.name);
        for (std::size_t kind = 0; kind < set.parent_kinds.size(); ++kind) {
            writer.push(territory.parents[kind]);
            writer.push(territory.parent_names[kind]);
        }
        for (std::size_t a = 0; a < columns.attributes(); ++a) {
            const bool known = found.model->knows(a, gain.territory.value);
            for (const std::int64_t people : {gain.failing[a], gain.served[a], gain.failing[a] - gain.served[a]})
                writer.push(known ? std::optional(people) : std::nullopt);
        }
    }
    model::Table table = std::move(writer.table());
    table.title = Text{"ce que gagne chaque ", "what each "} + measure::unit_singular(set.unit) + Text{" (", " gains ("} +
                  columns.discs() + same(")");
    measure::fill_short_names(table);
    return table;
}

}  // namespace

Text flat_discs(const SitesFound& found) {
    const auto km = std::llround(found.options.radius_km * 1e6);
    return Text{"disques plats de ", "flat discs of "} + measure::decimal(km, core::kWeightScale) +
           Text{" km, sans relief", " km, no relief"};
}

Text who(const SitesFound& found) { return measure::counted(found.model->attributes[found.attribute].unit); }

Text people_text(std::int64_t quanta) {
    const std::int64_t whole = (quanta + core::kWeightQuantaPerUnit / 2) / core::kWeightQuantaPerUnit;
    return measure::grouped(quanta > 0 ? std::max<std::int64_t>(1, whole) : 0);
}

SiteTables site_tables(const SitesFound& found) {
    const SiteColumns columns(found);
    SitesTable sites(columns);
    for (std::size_t i = 0; i < found.sites.size(); ++i) sites.add(i + 1, found.sites[i]);
    SiteTables tables{sites.finished(), {}, territory_table(columns)};
    tables.reach = reach_table(found, tables.sites, columns.discs());
    return tables;
}

}  // namespace covmap::run
