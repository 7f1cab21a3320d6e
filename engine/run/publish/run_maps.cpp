#include "run/publish/run_maps.hpp"

#include "measure/measurement/contradictions.hpp"
#include "shapes/dissolve.hpp"

namespace covmap::run {

namespace {

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

model::MapLayer stretch_layer(const model::Table& table, const model::StretchSet& set) {
    model::MapLayer layer{&table, {}, "EPSG:4326", {}};
    for (const model::Stretch& stretch : set.stretches) layer.polygons.push_back(&stretch.paths);
    return layer;
}

/// The stretches of a table.
const model::StretchSet& stretches_of(const model::Table& table, const model::Job& job, const CellFindings& findings) {
    std::size_t l = 0;
    while ("lines_" + job.lines.at(l).name + "_stretches" != table.name) ++l;
    return findings.stretches.at(l);
}

core::MultiPolygon square(std::int64_t north, std::int64_t east, std::int64_t side) {
    const auto at = [&](std::int64_t x, std::int64_t y) {
        return core::Point{static_cast<double>(east + x * side), static_cast<double>(north + y * side)};
    };
    return {{{at(0, 0), at(0, 1), at(1, 1), at(1, 0), at(0, 0)}}};
}

/// The squares of each contradiction as one area.
model::MapLayer measured_layer(const model::RunModel& model, const model::Table& table,
                               std::vector<std::vector<core::MultiPolygon>>& kept) {
    model::MapLayer layer{&table, {}, "EPSG:3035", {}};
    for (std::size_t m = 0; m < model.measured.size(); ++m) {
        if (table.name != "measurement_" + model.measured[m].name + "_zones") continue;
        const auto zones = measure::contradictions(model.measured[m], model.job.measurement[m]);
        std::vector<core::MultiPolygon>& areas = kept.emplace_back();
        areas.reserve(zones.size());
        for (const measure::Contradiction& zone : zones) {
            std::vector<core::MultiPolygon> squares;
            std::vector<const core::MultiPolygon*> members;
            squares.reserve(zone.squares.size());
            for (const auto& [north, east] : zone.squares)
                members.push_back(&squares.emplace_back(square(north, east, zone.side_m)));
            layer.polygons.push_back(&areas.emplace_back(shapes::dissolve(members)));
            layer.crs = zone.crs;
        }
    }
    return layer;
}

}  // namespace

RunMaps::RunMaps(const model::RunModel& model, const std::vector<model::Table>& tables, const CellFindings& findings,
                 model::Geometry&& geometry, const std::vector<model::ContextShapes>& context)
    : m_units(model, std::move(geometry)), m_outlines(findings.zones.size()), m_context(model.job, context) {
    std::size_t zones = 0, places = 0;
    m_measured.reserve(model.measured.size());
    for (const model::Table& table : tables) {
        if (table.kind == model::TableKind::wide) {
            contents.layers.push_back(unit_layer(table));
        } else if (table.kind == model::TableKind::zones && table.unit == measure::kMeasuredUnit) {
            contents.layers.push_back(measured_layer(model, table, m_measured));
        } else if (table.kind == model::TableKind::zones) {
            contents.layers.push_back(zone_layer(model, table, findings.zones[zones], m_outlines[zones]));
            ++zones;
        } else if (table.kind == model::TableKind::places) {
            contents.layers.push_back(place_layer(table, findings.places[places++]));
        } else if (table.kind == model::TableKind::stretches) {
            contents.layers.push_back(stretch_layer(table, stretches_of(table, model.job, findings)));
        } else {
            contents.tables.push_back(&table);
        }
    }
    contents.layers.insert(contents.layers.end(), m_context.layers.begin(), m_context.layers.end());
}

model::MapLayer RunMaps::unit_layer(const model::Table& table) const {
    model::MapLayer layer{&table, {}, m_units.crs(), {}};
    for (const std::string& code : table.columns.front().texts) layer.polygons.push_back(m_units.find(table.unit, code));
    return layer;
}

}  // namespace covmap::run
