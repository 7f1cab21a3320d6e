#include "run/reuse/report_map.hpp"

#include <algorithm>
#include <limits>

#include "core/error.hpp"
#include "export/formats/reproject.hpp"
#include "shapes/dissolve.hpp"

namespace covmap::run {

namespace {

constexpr const char* kGeographic = "EPSG:4326";
constexpr double kAround = 0.75;  ///< of the place's longer side: how far neighbours are looked for

struct Box {
    double x_min = std::numeric_limits<double>::max(), y_min = x_min, x_max = std::numeric_limits<double>::lowest(),
           y_max = x_max;

    void add(const core::MultiPolygon& area) {
        for (const core::Polygon& polygon : area)
            for (const auto& ring : polygon)
                for (const core::Point p : ring) {
                    x_min = std::min(x_min, p.x);
                    x_max = std::max(x_max, p.x);
                    y_min = std::min(y_min, p.y);
                    y_max = std::max(y_max, p.y);
                }
    }
    [[nodiscard]] Box widened() const {
        const double by = kAround * std::max(x_max - x_min, y_max - y_min);
        Box box = *this;
        box.x_min -= by;
        box.y_min -= by;
        box.x_max += by;
        box.y_max += by;
        return box;
    }
    [[nodiscard]] bool meets(const Box& o) const {
        return x_min <= o.x_max && o.x_min <= x_max && y_min <= o.y_max && o.y_min <= y_max;
    }
};

bool is_in(const model::TerritorySet& set, const model::Territory& territory, const model::SheetPlace& place) {
    if (place.unit == "all") return true;
    if (place.unit == set.unit) return territory.code == place.code;
    for (std::size_t kind = 0; kind < set.parent_kinds.size(); ++kind)
        if (set.parent_kinds[kind] == place.unit) return territory.parents[kind] == place.code;
    return false;
}

/// The territories of the place, their union, and those around it.
void draw_territories(const ReopenedRun& run, const model::Sheet& sheet, model::SheetMap& map) {
    if (!run.has_geometry()) return;
    const Geometry& geometry = run.geometry();
    const model::TerritorySet& set = run.model.territories;
    std::vector<const core::MultiPolygon*> inside;
    Box box;
    for (std::size_t t = 0; t < geometry.territories.size(); ++t) {
        if (geometry.territories[t].empty() || !is_in(set, set.territories[t], sheet.place)) continue;
        inside.push_back(&geometry.territories[t]);
        box.add(geometry.territories[t]);
    }
    if (inside.empty()) return;
    exports::Reprojection to_degrees(geometry.crs, kGeographic, run.folder());
    const auto degrees = [&](core::MultiPolygon area) {
        for (core::Polygon& polygon : area) to_degrees.apply(polygon, sheet.place.code);
        return area;
    };
    map.outline = degrees(inside.size() == 1 ? *inside.front() : shapes::dissolve(inside));
    if (sheet.place.unit != set.unit)
        for (const core::MultiPolygon* member : inside) map.members.push_back(degrees(*member));
    const Box around = box.widened();
    for (std::size_t t = 0; t < geometry.territories.size(); ++t) {
        if (geometry.territories[t].empty() || is_in(set, set.territories[t], sheet.place)) continue;
        Box own;
        own.add(geometry.territories[t]);
        if (own.meets(around)) map.neighbours.push_back(degrees(geometry.territories[t]));
    }
}

/// Of the background what reaches into the picture, in degrees as the outline.
void draw_grounds(const ReopenedRun& run, model::SheetMap& map) {
    if (map.outline.empty()) return;
    Box box;
    box.add(map.outline);
    const Box around = box.widened();
    for (const model::ContextShapes& context : run.context) {
        model::SheetMap::Ground ground{run.model.job.context[context.position].kind, context.lines, {}};
        for (const core::MultiPolygon& shape : context.shapes) {
            Box own;
            own.add(shape);
            if (own.meets(around)) ground.shapes.push_back(shape);
        }
        if (!ground.shapes.empty()) map.grounds.push_back(std::move(ground));
    }
}

std::vector<model::SheetMap::Zone> drawn(const model::SheetZones& list, const model::ZoneSet& set,
                                         exports::Reprojection& to_degrees) {
    std::vector<model::SheetMap::Zone> zones;
    for (std::size_t z = 0; z < list.zones.size(); ++z) {
        const auto found = std::find_if(set.zones.begin(), set.zones.end(),
                                        [&](const model::Zone& zone) { return zone.id == list.zones[z].id; });
        if (found == set.zones.end()) continue;
        model::SheetMap::Zone zone{z < model::kMostSheetZones ? z + 1 : 0, found->outline, found->lon_lat};
        to_degrees.apply(zone.outline, found->id);
        zones.push_back(std::move(zone));
    }
    return zones;
}

}  // namespace

model::SheetMap report_map(const ReopenedRun& run, const model::Sheet& sheet) {
    model::SheetMap map;
    draw_territories(run, sheet, map);
    draw_grounds(run, map);
    if (sheet.zones.empty()) return map;
    exports::Reprojection to_degrees(run.model.frame.lattice.crs, kGeographic, run.folder());
    for (const model::SheetZones& list : sheet.zones) {
        map.zones.emplace_back();
        for (const model::ZoneSet& set : run.findings.zones)
            if (set.name == list.name) map.zones.back() = drawn(list, set, to_degrees);
    }
    return map;
}

}  // namespace covmap::run
