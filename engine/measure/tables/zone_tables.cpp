#include "measure/tables/zone_tables.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "measure/presence.hpp"
#include "measure/tables/operators_wide.hpp"
#include "measure/tables/short_names.hpp"
#include "measure/tables/table_writer.hpp"
#include "measure/tables/titles.hpp"
#include "measure/tables/zone_columns.hpp"
#include "model/square_id.hpp"

namespace covmap::measure {
namespace {

using Sums = std::vector<std::int64_t>;  ///< white, then grey; the area last in each

std::optional<std::int64_t> rounded(double value, double units) {
    if (!std::isfinite(value)) return std::nullopt;
    return std::llround(value * units);
}

Sums sums_of(const std::vector<model::ZonePart>& parts, std::size_t columns) {
    Sums sums(columns, 0);
    for (const model::ZonePart& part : parts)
        for (std::size_t c = 0; c < columns; ++c) sums[c] += part.values[c];
    return sums;
}

/// What one parent (or the territories themselves) has of a zone.
struct Main {
    std::string code, name;
    std::int64_t weight = -1;
};

class ZoneTable {
public:
    ZoneTable(const model::RunModel& model, const model::ZonesSpec& spec, const model::ZoneSet& set)
        : m_model(model),
          m_spec(spec),
          m_set(set),
          m_columns(model, spec),
          m_writer("zones_" + spec.name, "zones", model::TableKind::zones),
          m_stride(model.attributes.size() + 1) {
        while (m_rank < model.attributes.size() && model.attributes[m_rank].name != spec.attribute) ++m_rank;
        add_columns();
        for (std::size_t z = 0; z < set.zones.size(); ++z) add(set.zones[z], static_cast<std::int64_t>(z + 1));
        add_scattered();
    }

    model::Table finished() {
        model::Table table = std::move(m_writer.table());
        table.title = title();
        fill_short_names(table);
        return table;
    }

private:
    void add_columns() {
        m_writer.add(m_columns.text("id", {"identifiant", "identifier"},
                                    {"stable d'un calcul à l'autre : la norme, le territoire et le carré le plus peuplé",
                                     "stable from run to run: the standard, the unit and the most populated square"}));
        m_writer.add(m_columns.text("name", {"zone", "zone"}, {"commune principale et numéro", "main commune and a number"}));
        m_writer.add(m_columns.count("rank", {"rang", "rank"},
                                     {"par « " + m_spec.attribute + " » décroissant", "by falling «" + m_spec.attribute + "»"}));
        if (ranks_within())
            m_writer.add(m_columns.count("rank_within",
                                         Text{"rang dans : ", "rank within its "} + unit_singular(m_spec.within),
                                         {"parmi les zones du même territoire de « within »", "among the zones of its unit of «within»"}));
        const model::TerritorySet& set = m_model.territories;
        m_writer.add(m_columns.maker().code(set.unit));
        m_writer.table().columns.back().name = set.unit;
        m_writer.add(m_columns.maker().name(set.unit));
        m_writer.table().columns.back().name = set.unit + "_name";
        m_writer.add(m_columns.count(set.unit + "_count", Text{"nombre : ", "number of "} + unit_plural(set.unit),
                                     {"territoires qu'elle touche", "territories it reaches"}));
        for (const std::string& kind : set.parent_kinds) {
            m_writer.add(m_columns.maker().parent_code(kind));
            m_writer.add(with_hint(m_columns.maker().parent_name(kind), kind.substr(0, 5) + "_name"));
            if (kind != m_spec.within)
                m_writer.add(m_columns.share(kind + "_pct",
                                             unit_singular(kind) + Text{" (part de la zone, %)", " (part of the zone, %)"},
                                             {"part de la zone, en « " + m_spec.attribute + " », dans ce parent, le premier",
                                              "part of the zone, by «" + m_spec.attribute + "», in this parent, its largest"}));
        }
        for (std::size_t a = 0; a < m_stride; ++a)
            for (const char* suffix : {"", "_white", "_grey"})
                m_writer.add(m_columns.failing(a + 1 == m_stride ? ColumnMaker::kArea : a, suffix));
        add_outline();
        m_writer.add(m_columns.text("operators", {"opérateurs présents", "operators present"},
                                    {"avec une couche quelconque dans la zone", "with any layer in the zone"}));
        m_writer.add(m_columns.text("best_technology", {"meilleure technologie", "best technology"},
                                    {"trouvée quelque part dans la zone", "found somewhere in the zone"}));
        m_writer.add(m_columns.text("best_level", {"meilleur niveau", "best level"},
                                    {"de cette technologie dans la zone", "of that technology in the zone"}));
        m_writer.add(m_columns.text("square", {"carré le plus peuplé", "most populated square"},
                                    {"point de départ des distances", "where the distances begin"}));
        m_writer.add(m_columns.measure("lon", 6, "°", {"longitude", "longitude"}, {"d'un point intérieur", "of a point inside"}));
        m_writer.add(m_columns.measure("lat", 6, "°", {"latitude", "latitude"}, {"d'un point intérieur", "of a point inside"}));
        add_away("served", {"carré desservi le plus proche", "nearest served square"});
        for (const std::string& code : m_set.site_operators)
            add_away("site_" + site_word(code),
                     Text{"site le plus proche : ", "nearest site: "} + same(m_model.operator_name(code)));
        m_writer.add(m_columns.flag("secret", {"secret", "secret"},
                                    {"valeurs sous le minimum publiable", "values below what may be published"}));
    }

    void add_outline() {
        m_writer.add(
            m_columns.measure("outline_km2", core::kAreaScale, "km²", {"surface du contour", "area of the outline"},
                              {"surface des sous-carrés dessinés, dont la moitié au moins n'est pas remplie ; le contour "
                               "contient aussi des endroits desservis, et ce que disent les colonnes _outside est à côté",
                               "area of the sub-cells drawn, of which at least half is not met; the outline also holds "
                               "places that are served, and what the columns _outside tell stands beside it"}));
        for (std::size_t a = 0; a < m_stride; ++a)
            m_writer.add(m_columns.failing(a + 1 == m_stride ? ColumnMaker::kArea : a, "_outside"));
    }

    void add_away(const std::string& name, const Text& what) {
        m_writer.add(m_columns.measure(name + "_km", 3, "km", what, {"distance géodésique", "geodesic distance"}));
        m_writer.add(m_columns.measure(name + "_bearing", 1, "°", what + Text{" (cap)", " (bearing)"},
                                       {"depuis le nord, dans le sens des aiguilles", "clockwise from north"}));
    }

    /// Is there a unit that zones never cross, in which they have a rank of their own?
    [[nodiscard]] bool ranks_within() const { return m_spec.within != "all"; }

    /// Two operators of one name are told apart by their codes.
    [[nodiscard]] std::string site_word(const std::string& code) const {
        const auto same_name = std::count_if(m_set.site_operators.begin(), m_set.site_operators.end(), [&](const std::string& o) {
            return column_word(m_model.operator_name(o), o) == column_word(m_model.operator_name(code), code);
        });
        return same_name > 1 ? column_word(code, code) : column_word(m_model.operator_name(code), code);
    }

    [[nodiscard]] std::int64_t weight(const model::ZonePart& part) const {
        return part.values[m_rank] + part.values[m_stride + m_rank];
    }

    /// The unit with the most of it; equals by code.
    template <class CodeName>
    [[nodiscard]] Main main_of(const std::vector<model::ZonePart>& parts, const CodeName& code_name) const {
        std::map<std::string, Main> units;
        for (const model::ZonePart& part : parts) {
            const auto [code, name] = code_name(m_model.territories.territories[part.territory.value]);
            Main& unit = units[code];
            unit.code = code;
            unit.name = name;
            unit.weight = std::max<std::int64_t>(unit.weight, 0) + weight(part);
        }
        Main best;
        for (const auto& [code, unit] : units)
            if (unit.weight > best.weight) best = unit;
        return best;
    }

    void push_place(const std::vector<model::ZonePart>& parts, std::int64_t total, bool scattered) {
        const Main commune = main_of(parts, [](const model::Territory& t) { return std::pair(t.code, t.name); });
        m_writer.push(scattered ? std::string() : commune.code);
        m_writer.push(scattered ? std::string() : commune.name);
        m_writer.push(std::optional<std::int64_t>(static_cast<std::int64_t>(parts.size())));
        for (std::size_t k = 0; k < m_model.territories.parent_kinds.size(); ++k) {
            const bool within = m_model.territories.parent_kinds[k] == m_spec.within;
            const Main parent =
                main_of(parts, [k](const model::Territory& t) { return std::pair(t.parents[k], t.parent_names[k]); });
            m_writer.push(scattered && !within ? std::string() : parent.code);
            m_writer.push(scattered && !within ? std::string() : parent.name);
            if (!within) m_writer.push(scattered ? std::nullopt : model::share_of(parent.weight, total));
        }
    }

    void push_values(const Sums& sums, bool secret) {
        for (std::size_t a = 0; a < m_stride; ++a) {
            const bool hidden = secret && a + 1 < m_stride;
            for (const std::int64_t value : {sums[a] + sums[m_stride + a], sums[a], sums[m_stride + a]})
                m_writer.push(hidden ? std::nullopt : std::optional<std::int64_t>(value));
        }
    }

    [[nodiscard]] bool is_secret(const Sums& sums) const {
        for (std::size_t a = 0; a + 1 < m_stride; ++a) {
            const auto least = m_model.job.publish_min.find(m_model.attributes[a].name);
            const std::int64_t value = sums[a] + sums[m_stride + a];
            if (least != m_model.job.publish_min.end() && value > 0 && value < least->second) return true;
        }
        return false;
    }

    void add(const model::Zone& zone, std::int64_t rank) {
        const Sums sums = sums_of(zone.parts, 2 * m_stride);
        const bool secret = is_secret(sums);
        m_writer.push(zone.id);
        m_writer.push(zone.name);
        m_writer.push(std::optional<std::int64_t>(rank));
        if (ranks_within()) m_writer.push(std::optional<std::int64_t>(++m_ranked[zone.unit]));
        push_place(zone.parts, sums[m_rank] + sums[m_stride + m_rank], false);
        push_values(sums, secret);
        m_writer.push(std::optional<std::int64_t>(zone.outline_area));
        for (std::size_t a = 0; a < m_stride; ++a)
            m_writer.push(secret && a + 1 < m_stride ? std::nullopt : std::optional<std::int64_t>(zone.outside[a]));
        const Presence presence = presence_of(zone.present, m_model.catalogue);
        std::string operators;
        for (const std::string& code : presence.operators)
            operators += (operators.empty() ? "" : ", ") + m_model.operator_name(code);
        m_writer.push(operators);
        m_writer.push(presence.technology);
        m_writer.push(presence.level);
        m_writer.push(model::square_id(m_model.frame.lattice, zone.row, zone.col));
        m_writer.push(rounded(zone.lon_lat.x, 1e6));
        m_writer.push(rounded(zone.lon_lat.y, 1e6));
        push_away(zone.served);
        for (const auto& site : zone.sites) push_away(site);
        m_writer.push(std::optional<std::int64_t>(secret ? 1 : 0));
    }

    void push_away(const std::optional<model::Away>& away) {
        m_writer.push(away ? rounded(away->distance_m, 1) : std::nullopt);
        m_writer.push(away && away->distance_m > 0 ? rounded(away->bearing_deg, 10) : std::nullopt);
    }

    // One row for each unit, so that the columns add up to what fails.
    void add_scattered() {
        std::map<std::uint32_t, std::vector<model::ZonePart>> by_unit;
        for (const model::ZonePart& part : m_set.scattered) by_unit[unit_of(part.territory)].push_back(part);
        for (const auto& [unit, parts] : by_unit) {
            const Sums sums = sums_of(parts, 2 * m_stride);
            const model::ZoneUnit& where = m_set.units[unit];
            m_writer.push(m_spec.fails + "_" + where.code + "_scattered");
            m_writer.push(Text{"épars", "scattered"}.in(m_model.job.output.language) +
                          (where.name.empty() ? "" : " (" + where.name + ")"));
            m_writer.push(std::nullopt);
            if (ranks_within()) m_writer.push(std::nullopt);
            push_place(parts, 0, true);
            push_values(sums, false);
            for (std::size_t outline = 0; outline < 1 + m_stride; ++outline) m_writer.push(std::nullopt);
            for (int text = 0; text < 4; ++text) m_writer.push(std::string());
            for (std::size_t number = 0; number < 4 + 2 * m_set.site_operators.size(); ++number) m_writer.push(std::nullopt);
            m_writer.push(std::optional<std::int64_t>(0));
        }
    }

    [[nodiscard]] std::uint32_t unit_of(core::TerritoryId id) const {
        const std::string code =
            model::zone_unit(m_model.territories, m_model.territories.territories[id.value], m_spec.within).code;
        const auto at = std::lower_bound(m_set.units.begin(), m_set.units.end(), code,
                                         [](const model::ZoneUnit& u, const std::string& c) { return u.code < c; });
        return static_cast<std::uint32_t>(at - m_set.units.begin());
    }

    /// «no 4G: 1,204 people in 17 zones, 31 scattered».
    [[nodiscard]] Text title() const {
        Sums zones(2 * m_stride, 0);
        for (const model::Zone& zone : m_set.zones)
            for (const model::ZonePart& part : zone.parts)
                for (std::size_t c = 0; c < zones.size(); ++c) zones[c] += part.values[c];
        const Sums scattered = sums_of(m_set.scattered, 2 * m_stride);
        const std::int64_t in_zones = zones[m_rank] + zones[m_stride + m_rank],
                           apart = scattered[m_rank] + scattered[m_stride + m_rank];
        const auto count = static_cast<std::int64_t>(m_set.zones.size());
        const Text name = m_spec.label.en.empty() && m_spec.label.fr.empty() ? Text{"sans ", "no "} + m_columns.standard()
                                                                             : label_or(m_spec.label, m_spec.name);
        return name + Text{" : ", ": "} + quantity_text(m_model, m_rank, in_zones) + Text{" dans ", " in "} + grouped(count) +
               Text{count <= 1 ? " zone" : " zones", count == 1 ? " zone" : " zones"} + Text{" ; épars : ", "; scattered: "} +
               quantity_text(m_model, m_rank, apart);
    }

    const model::RunModel& m_model;
    const model::ZonesSpec& m_spec;
    const model::ZoneSet& m_set;
    ZoneColumns m_columns;
    TableWriter m_writer;
    std::size_t m_stride;
    std::size_t m_rank = 0;
    std::map<std::uint32_t, std::int64_t> m_ranked;  ///< zones so far, by unit
};

}  // namespace

model::Table zone_table(const model::RunModel& model, const model::ZonesSpec& spec, const model::ZoneSet& set) {
    return ZoneTable(model, spec, set).finished();
}

model::Table zone_parts_table(const model::RunModel& model, const model::ZonesSpec& spec, const model::ZoneSet& set) {
    const std::size_t stride = model.attributes.size() + 1;
    const ZoneColumns columns(model, spec);
    TableWriter writer("zones_" + spec.name + "_communes", "zones", model::TableKind::longer);
    writer.add(columns.text("zone", {"zone", "zone"},
                            {"identifiant de la zone ; vide : épars", "identifier of the zone; empty: scattered"}));
    writer.add(columns.count("rank", {"rang", "rank"}, {"de la zone", "of the zone"}));
    writer.add(columns.maker().code(model.territories.unit));
    writer.add(columns.maker().name(model.territories.unit));
    for (const std::string& kind : model.territories.parent_kinds) {
        writer.add(columns.maker().parent_code(kind));
        writer.add(with_hint(columns.maker().parent_name(kind), kind.substr(0, 5) + "_name"));
    }
    for (std::size_t a = 0; a < stride; ++a)
        for (const char* suffix : {"", "_white", "_grey"})
            writer.add(columns.failing(a + 1 == stride ? ColumnMaker::kArea : a, suffix));
    const auto add = [&](const std::string& zone, std::optional<std::int64_t> rank, const model::ZonePart& part) {
        const model::Territory& territory = model.territories.territories[part.territory.value];
        writer.push(zone);
        writer.push(rank);
        writer.push(territory.code);
        writer.push(territory.name);
        for (std::size_t k = 0; k < model.territories.parent_kinds.size(); ++k) {
            writer.push(territory.parents[k]);
            writer.push(territory.parent_names[k]);
        }
        for (std::size_t a = 0; a < stride; ++a) {
            const std::int64_t white = part.values[a], grey = part.values[stride + a];
            const auto least =
                a + 1 < stride ? model.job.publish_min.find(model.attributes[a].name) : model.job.publish_min.end();
            const bool secret =
                !zone.empty() && least != model.job.publish_min.end() && white + grey > 0 && white + grey < least->second;
            for (const std::int64_t value : {white + grey, white, grey})
                writer.push(secret ? std::nullopt : std::optional<std::int64_t>(value));
        }
    };
    for (std::size_t z = 0; z < set.zones.size(); ++z)
        for (const model::ZonePart& part : set.zones[z].parts) add(set.zones[z].id, static_cast<std::int64_t>(z + 1), part);
    for (const model::ZonePart& part : set.scattered) add({}, std::nullopt, part);
    model::Table table = std::move(writer.table());
    table.title = {"parts des territoires dans les zones", "parts of the territories in the zones"};
    fill_short_names(table);
    return table;
}

}  // namespace covmap::measure
