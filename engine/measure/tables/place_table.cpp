#include "measure/tables/place_table.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "measure/presence.hpp"
#include "measure/tables/columns.hpp"
#include "measure/tables/new_column.hpp"
#include "measure/tables/operators_wide.hpp"
#include "measure/tables/short_names.hpp"
#include "measure/tables/table_writer.hpp"
#include "measure/words.hpp"
#include "model/indicator.hpp"

namespace covmap::measure {
namespace {

using model::Column;
using model::ColumnType;

class PlaceTable {
public:
    PlaceTable(const model::RunModel& model, const model::PlacesSpec& spec)
        : m_model(model),
          m_spec(spec),
          m_maker(model),
          m_writer(spec.name, "places", model::TableKind::places),
          m_operators(operators_of_markets(model)) {
        for (const model::IndicatorSpec& indicator : model.job.indicator) {
            std::vector<model::CompiledIndicator>& by_market = m_indicators.emplace_back();
            for (const model::Market& market : model.markets) by_market.emplace_back(indicator, model.catalogue, market);
            m_basis.push_back(basis_of(indicator, model.catalogue));
        }
        add_columns();
    }

    void add(const model::Place& place, const model::PlaceFinding& finding) {
        m_writer.push(place.id);
        m_writer.push(place.name);
        m_writer.push(std::optional<std::int64_t>(std::llround(place.wgs84.x * 1e6)));
        m_writer.push(std::optional<std::int64_t>(std::llround(place.wgs84.y * 1e6)));
        const bool inside = finding.territory.valid();
        push_territory(inside ? &m_model.territories.territories[finding.territory.value] : nullptr);
        const std::uint32_t market = inside ? m_model.market_of[finding.territory.value] : 0;
        for (std::size_t i = 0; i < m_indicators.size(); ++i) {
            m_writer.push(inside ? state_of(m_indicators[i][market], finding.signature) : std::string());
            const std::optional<double> served = i < finding.served_m.size() ? finding.served_m[i] : std::nullopt;
            m_writer.push(served ? std::optional<std::int64_t>(std::llround(*served)) : std::nullopt);
        }
        push_offers(finding);
        for (std::size_t z = 0; z < m_model.job.zones.size(); ++z)
            m_writer.push(z < finding.zone.size() ? finding.zone[z] : std::string());
    }

    model::Table finished(std::size_t places) {
        model::Table table = std::move(m_writer.table());
        table.title = label_or(m_spec.label, m_spec.name) + Text{" : ", ": "} + grouped(static_cast<std::int64_t>(places)) +
                      Text{places < 2 ? " lieu" : " lieux", places == 1 ? " place" : " places"};
        std::set<std::string> names;
        for (Column& column : table.columns)  // two codes may make one word
            for (int n = 2; !names.insert(column.name).second; ++n) column.name += "_" + std::to_string(n);
        fill_short_names(table);
        return table;
    }

private:
    [[nodiscard]] Column column(const std::string& name, ColumnType type, int scale, const std::string& unit, const Text& label,
                                const Text& definition) const {
        return of_source(new_column(name, type, scale, unit, label, definition), m_spec.source);
    }

    void add_columns() {
        m_writer.add(column("id", ColumnType::text, 0, "", {"identifiant", "identifier"},
                            {"du lieu, comme dans la source", "of the place, as in the source"}));
        m_writer.add(column("name", ColumnType::text, 0, "", {"nom", "name"}, {"du lieu", "of the place"}));
        m_writer.add(column("lon", ColumnType::quantity, 6, "°", {"longitude", "longitude"}, {"WGS 84", "WGS 84"}));
        m_writer.add(column("lat", ColumnType::quantity, 6, "°", {"latitude", "latitude"}, {"WGS 84", "WGS 84"}));
        const model::TerritorySet& set = m_model.territories;
        m_writer.add(m_maker.code(set.unit));
        m_writer.table().columns.back().name = set.unit;
        m_writer.add(m_maker.name(set.unit));
        m_writer.table().columns.back().name = set.unit + "_name";
        for (const std::string& kind : set.parent_kinds) {
            m_writer.add(m_maker.parent_code(kind));
            m_writer.add(with_hint(m_maker.parent_name(kind), kind.substr(0, 5) + "_name"));
        }
        for (std::size_t i = 0; i < m_model.job.indicator.size(); ++i) add_indicator(m_model.job.indicator[i], m_basis[i]);
        m_writer.add(column("operators", ColumnType::text, 0, "", {"opérateurs présents", "operators present"},
                            {"avec une couche quelconque ici", "with any layer here"}));
        for (const std::string& code : m_operators) add_operator(code);
        for (const model::ZonesSpec& zones : m_model.job.zones)
            m_writer.add(column("zone_" + zones.name, ColumnType::text, 0, "",
                                Text{"zone : ", "zone: "} + label_or(zones.label, zones.name),
                                {"identifiant de la zone ; vide : aucune", "identifier of the zone; empty: none"}));
    }

    void add_indicator(const model::IndicatorSpec& spec, const Basis& basis) {
        const Text label = label_or(spec.label, spec.name);
        const Text basis_text = basis.any_claim ? same(" (") + basis.nature + same(")") : Text{};
        Column state = column(spec.name, ColumnType::text, 0, "", label,
                              Text{"meets, not ou unknown ici", "meets, not or unknown here"} + basis_text);
        state.indicator = spec.name;
        state.low_is_good = spec.low_is_good;
        if (!basis.date.empty()) state.date = basis.date;
        Column away = column(spec.name + "_km", ColumnType::quantity, 3, "km", label + Text{" : distance", ": distance"},
                             {"jusqu'au centre du carré desservi le plus proche ; 0 : ici",
                              "to the centre of the nearest served square; 0: here"});
        away.indicator = spec.name;
        away.date = state.date;
        m_writer.add(state);
        m_writer.add(away);
    }

    void add_operator(const std::string& code) {
        const std::string& name = m_model.operator_name(code);
        const std::string word = column_word(name, code);
        m_writer.add(column(word + "_technology", ColumnType::text, 0, "",
                            same(name) + Text{" : meilleure technologie", ": best technology"},
                            {"none : aucune ici ; unknown : on ne sait pas", "none: none here; unknown: it is not known"}));
        m_writer.add(column(word + "_level", ColumnType::text, 0, "", same(name) + Text{" : niveau", ": level"},
                            {"de cette technologie", "of that technology"}));
    }

    void push_territory(const model::Territory* territory) {
        m_writer.push(territory != nullptr ? territory->code : std::string());
        m_writer.push(territory != nullptr ? territory->name : std::string());
        for (std::size_t k = 0; k < m_model.territories.parent_kinds.size(); ++k) {
            m_writer.push(territory != nullptr ? territory->parents[k] : std::string());
            m_writer.push(territory != nullptr ? territory->parent_names[k] : std::string());
        }
    }

    static std::string state_of(const model::CompiledIndicator& indicator, const std::vector<std::uint64_t>& signature) {
        switch (indicator(signature)) {
            case model::State::met:
                return "meets";
            case model::State::not_met:
                return "not";
            case model::State::unknown:
                break;
        }
        return "unknown";
    }

    void push_offers(const model::PlaceFinding& finding) {
        const bool inside = finding.territory.valid();
        std::string all;
        if (inside)
            for (const std::string& code : presence_of(finding.signature, m_model.catalogue).operators)
                all += (all.empty() ? "" : ", ") + m_model.operator_name(code);
        m_writer.push(all);
        for (const std::string& code : m_operators) {
            const Offer offer = inside ? best_offer(finding.signature, m_model.catalogue, code) : Offer{};
            m_writer.push(offer.technology);
            m_writer.push(offer.level);
        }
    }

    const model::RunModel& m_model;
    const model::PlacesSpec& m_spec;
    ColumnMaker m_maker;
    TableWriter m_writer;
    std::vector<std::string> m_operators;
    std::vector<std::vector<model::CompiledIndicator>> m_indicators;
    std::vector<Basis> m_basis;
};

}  // namespace

model::Table place_table(const model::RunModel& model, const model::PlacesSpec& spec, const std::vector<model::Place>& places,
                         const std::vector<model::PlaceFinding>& findings) {
    PlaceTable table(model, spec);
    for (std::size_t i = 0; i < places.size(); ++i) table.add(places[i], findings[i]);
    return table.finished(places.size());
}

}  // namespace covmap::measure
