// Who offers what at a place, and the zones that reach into it.
#include <algorithm>
#include <map>

#include "measure/sheet/sheet_parts.hpp"
#include "measure/tables/questions.hpp"
#include "measure/words.hpp"

namespace covmap::measure {

namespace {

bool same_service(const model::SheetService& a, const model::SheetService& b) {
    return a.technology == b.technology && a.service == b.service && a.kind == b.kind && a.vintage == b.vintage;
}

/// One row of `<unit>_operators`.
struct OfferRow {
    std::string level;
    model::SheetValue people, share;
};

/// The operators of one service while their rows are gathered.
struct GatheredService {
    model::SheetService service;
    std::vector<std::vector<OfferRow>> rows;  ///< one list an operator
};

/// Places that help offer no network: how far they are is told apart.
bool is_of_access(const model::RunModel& model, const std::string& kind) {
    return std::any_of(model.job.access.begin(), model.job.access.end(),
                       [&](const model::AccessSpec& access) { return access.name == kind; });
}

void gather(const SheetTables& run, const model::Table& table, std::size_t row, std::vector<GatheredService>& services) {
    model::SheetService key{text_of(table, "technology", row),
                            text_of(table, "service", row),
                            text_of(table, "kind", row),
                            text_of(table, "vintage", row),
                            {},
                            {}};
    auto service =
        std::find_if(services.begin(), services.end(), [&](const GatheredService& g) { return same_service(g.service, key); });
    if (service == services.end()) service = services.insert(services.end(), {key, {}});
    const std::string code = text_of(table, "operator", row);
    std::vector<model::SheetOperator>& operators = service->service.operators;
    auto op = std::find_if(operators.begin(), operators.end(), [&](const model::SheetOperator& o) { return o.code == code; });
    if (op == operators.end()) {
        op = operators.insert(operators.end(),
                              {code, text_of(table, "operator_name", row), text_of(table, "nature", row), {}, {}});
        service->rows.emplace_back();
    }
    const std::string share = run.counted == "area_km2" ? "area_pct" : run.counted + "_pct";
    service->rows[static_cast<std::size_t>(op - operators.begin())].push_back(
        {text_of(table, "level", row), value_of(table, run.counted, row), value_of(table, share, row)});
}

/// The levels of the service's scale, then the other states; only those that some operator has here.
std::vector<std::string> levels_of(const GatheredService& gathered, const std::vector<Block>& blocks) {
    std::vector<std::string> order;
    for (const Block& block : blocks)
        if (block.technology == gathered.service.technology && block.service == gathered.service.service &&
            (gathered.service.kind.empty() || block.kind == gathered.service.kind) && block.vintage == gathered.service.vintage)
            order.insert(order.end(), block.levels.begin(), block.levels.end());
    for (const char* state : {"covered", "none", "unknown"}) order.emplace_back(state);
    std::erase_if(order, [&](const std::string& level) {
        return std::none_of(gathered.rows.begin(), gathered.rows.end(), [&](const std::vector<OfferRow>& rows) {
            return std::any_of(rows.begin(), rows.end(), [&](const OfferRow& row) { return row.level == level; });
        });
    });
    return order;
}

model::SheetService finished(GatheredService gathered, const std::vector<Block>& blocks) {
    model::SheetService& service = gathered.service;
    service.levels = levels_of(gathered, blocks);
    for (std::size_t o = 0; o < service.operators.size(); ++o) {
        const bool known = std::all_of(gathered.rows[o].begin(), gathered.rows[o].end(),
                                       [](const OfferRow& row) { return row.share.has_value(); });
        for (const std::string& level : service.levels) {
            OfferRow told{level, known ? model::SheetValue(0) : std::nullopt, known ? model::SheetValue(0) : std::nullopt};
            for (const OfferRow& row : gathered.rows[o])
                if (row.level == level) told = row;
            service.operators[o].people.push_back(told.people);
            service.operators[o].share.push_back(told.share);
        }
    }
    return std::move(service);
}

model::SheetValue sum(const model::SheetValue& a, const model::SheetValue& b) {
    return a && b ? model::SheetValue(*a + *b) : std::nullopt;
}

/// What the rest of the zone's row tells.
void describe(const SheetTables& run, const model::Table& table, model::SheetZone& zone) {
    const model::Column* ids = table.find("id");
    const auto at = std::find(ids->texts.begin(), ids->texts.end(), zone.id);
    if (at == ids->texts.end()) return;
    const auto row = static_cast<std::size_t>(at - ids->texts.begin());
    zone.name = text_of(table, "name", row);
    zone.people_whole = value_of(table, run.counted, row);
    zone.served_m = value_of(table, "served_km", row);
    zone.bearing = value_of(table, "served_bearing", row);
    zone.outside = value_of(table, run.counted + "_outside", row);
    zone.secret = value_of(table, "secret", row).value_or(0) != 0;
}

model::SheetZones named(const SheetTables& run, const model::ZonesSpec& spec) {
    model::SheetZones list;
    list.name = spec.name;
    for (const model::IndicatorSpec& indicator : run.model.job.indicator)
        if (indicator.name == spec.fails) list.standard = label_or(indicator.label, indicator.name);
    list.label = spec.label.fr.empty() && spec.label.en.empty() ? Text{"sans ", "without "} + list.standard
                                                                : label_or(spec.label, spec.name);
    return list;
}

/// From `zones_<name>` and the parts of its zones by territory.
model::SheetZones zones_of(const SheetTables& run, const model::ZonesSpec& spec, const model::Table& table,
                           const model::Table& parts, const model::SheetPlace& place) {
    model::SheetZones list = named(run, spec);
    const std::string where = place.unit == run.model.territories.unit ? "code" : place.unit;
    std::map<std::string, std::size_t> position;
    for (std::size_t row = 0; row < parts.rows(); ++row) {
        if (place.unit != "all" && text_of(parts, where, row) != place.code) continue;
        const model::SheetValue people = value_of(parts, run.counted, row);
        const std::string id = text_of(parts, "zone", row);
        if (id.empty()) {
            list.scattered = list.scattered ? sum(list.scattered, people) : people;
            continue;
        }
        const auto [at, fresh] = position.try_emplace(id, list.zones.size());
        if (fresh) list.zones.push_back({id, "", 0, {}, 0, value_of(parts, "rank", row), {}, {}, false});
        model::SheetZone& zone = list.zones[at->second];
        zone.people = sum(zone.people, people);
        zone.area = sum(zone.area, value_of(parts, "area_km2", row));
    }
    for (model::SheetZone& zone : list.zones) describe(run, table, zone);
    std::stable_sort(list.zones.begin(), list.zones.end(), [](const model::SheetZone& a, const model::SheetZone& b) {
        return a.people.value_or(-1) > b.people.value_or(-1);
    });
    return list;
}

}  // namespace

std::vector<model::SheetService> sheet_services(const SheetTables& run, const model::SheetPlace& place) {
    std::vector<model::SheetService> services;
    const model::Table* table = run.find(place.unit + "_operators");
    if (table == nullptr) return services;
    std::vector<GatheredService> gathered;
    for (std::size_t row = 0; row < table->rows(); ++row)
        if (text_of(*table, "code", row) == place.code && !is_of_access(run.model, text_of(*table, "kind", row)))
            gather(run, *table, row, gathered);
    const Questions questions(run.model);
    for (GatheredService& one : gathered) services.push_back(finished(std::move(one), questions.blocks()));
    return services;
}

std::vector<model::SheetWay> sheet_ways(const SheetTables& run, const model::SheetPlace& place) {
    std::vector<model::SheetWay> ways;
    const model::Table* table = run.find(place.unit);
    const std::optional<std::size_t> row = table == nullptr ? std::nullopt : row_of_code(*table, place.code);
    if (!row) return ways;
    for (const model::AccessSpec& access : run.model.job.access)
        if (table->find(access.name + "_mean_km") != nullptr)
            ways.push_back({label_or(access.label, access.name), value_of(*table, access.name + "_mean_km", *row),
                            value_of(*table, access.name + "_median_km", *row), value_of(*table, access.name + "_p90_km", *row),
                            value_of(*table, access.name + "_km_unk", *row)});
    return ways;
}

std::vector<model::SheetZones> sheet_zones(const SheetTables& run, const model::SheetPlace& place) {
    std::vector<model::SheetZones> lists;
    for (const model::ZonesSpec& spec : run.model.job.zones) {
        const model::Table *table = run.find("zones_" + spec.name), *parts = run.find("zones_" + spec.name + "_communes");
        if (table != nullptr && parts != nullptr) lists.push_back(zones_of(run, spec, *table, *parts, place));
    }
    return lists;
}

}  // namespace covmap::measure
