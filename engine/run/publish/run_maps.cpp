#include "run/publish/run_maps.hpp"

#include <tbb/parallel_for.h>

#include "run/prepare/territory_filter.hpp"
#include "shapes/dissolve.hpp"

namespace covmap::run {

namespace {

using Members = std::map<std::string, std::vector<const core::MultiPolygon*>>;

void dissolve_into(std::map<std::string, core::MultiPolygon>& target, const Members& members) {
    std::vector<std::pair<const std::vector<const core::MultiPolygon*>*, core::MultiPolygon*>> work;
    for (const auto& [code, polygons] : members) work.emplace_back(&polygons, &target[code]);
    tbb::parallel_for(std::size_t{0}, work.size(), [&](std::size_t i) { *work[i].second = shapes::dissolve(*work[i].first); });
}

/// Polygons of the zones that have one.
model::MapLayer zone_layer(const model::RunModel& model, const model::Table& table, const model::ZoneSet& set,
                           std::vector<core::MultiPolygon>& kept) {
    model::MapLayer layer{&table, {}, model.frame.lattice.crs, {}};
    kept.reserve(set.zones.size());
    for (const model::Zone& zone : set.zones) layer.polygons.push_back(&kept.emplace_back(core::MultiPolygon{zone.outline}));
    layer.polygons.resize(table.rows(), nullptr);
    return layer;
}

model::MapLayer place_layer(const model::Table& table, const std::vector<model::Place>& places) {
    model::MapLayer layer{&table, {}, "EPSG:4326", {}};
    for (const model::Place& place : places) layer.points.emplace_back(place.wgs84);
    return layer;
}

}  // namespace

RunMaps::RunMaps(const model::RunModel& model, const std::vector<model::Table>& tables, const CellFindings& findings,
                 Geometry&& geometry)
    : m_outlines(findings.zones.size()) {
    take(model, std::move(geometry));
    std::size_t zones = 0, places = 0;
    for (const model::Table& table : tables) {
        if (table.kind == model::TableKind::wide) {
            contents.layers.push_back(unit_layer(table));
        } else if (table.kind == model::TableKind::zones) {
            contents.layers.push_back(zone_layer(model, table, findings.zones[zones], m_outlines[zones]));
            ++zones;
        } else if (table.kind == model::TableKind::places) {
            contents.layers.push_back(place_layer(table, findings.places[places++]));
        } else {
            contents.tables.push_back(&table);
        }
    }
}

void RunMaps::take(const model::RunModel& model, Geometry&& source) {
    const model::TerritorySet& set = model.territories;
    tbb::parallel_for(std::size_t{0}, source.territories.size(),
                      [&](std::size_t t) { source.territories[t] = shapes::made_valid(source.territories[t]); });
    m_crs = source.crs;
    std::vector<Members> members(set.parent_kinds.size());
    for (std::size_t t = 0; t < set.territories.size(); ++t) {
        const model::Territory& territory = set.territories[t];
        if (!is_meant(set, territory, model.job.only)) continue;
        const core::MultiPolygon& own = m_units[set.unit][territory.code] = std::move(source.territories[t]);
        for (std::size_t p = 0; p < members.size(); ++p) members[p][territory.parents[p]].push_back(&own);
    }
    for (std::size_t p = 0; p < members.size(); ++p) dissolve_into(m_units[set.parent_kinds[p]], members[p]);
    // The whole from the first parents: fewer and larger pieces.
    std::vector<const core::MultiPolygon*> pieces;
    for (const auto& [code, polygons] : m_units[set.parent_kinds.empty() ? set.unit : set.parent_kinds.front()])
        pieces.push_back(&polygons);
    m_units["all"]["all"] = shapes::dissolve(pieces);
}

model::MapLayer RunMaps::unit_layer(const model::Table& table) const {
    model::MapLayer layer{&table, {}, m_crs, {}};
    const auto unit = m_units.find(table.unit);
    for (const std::string& code : table.columns.front().texts) {
        const core::MultiPolygon* polygons = nullptr;
        if (unit != m_units.end())
            if (const auto found = unit->second.find(code); found != unit->second.end()) polygons = &found->second;
        layer.polygons.push_back(polygons);
    }
    return layer;
}

}  // namespace covmap::run
