#include "run/publish/label_points.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <map>

#include "export/formats/reproject.hpp"
#include "run/publish/thread_reprojection.hpp"
#include "shapes/dissolve.hpp"
#include "shapes/point_inside.hpp"

namespace covmap::run {

namespace {

using Spots = std::vector<std::optional<exports::Spot>>;

constexpr const char* kDegrees = "EPSG:4326";

exports::Spot spot_of(const core::MultiPolygon& given, exports::Reprojection& to_degrees, const std::string& code) {
    core::MultiPolygon polygons = shapes::made_valid(given);
    exports::Spot spot;
    spot.lon_lat = shapes::point_inside(polygons);
    to_degrees.apply(spot.lon_lat, "territory " + code);
    bool first = true;
    for (core::Polygon& polygon : polygons) {
        polygon.resize(1);  // holes reach no farther
        to_degrees.apply(polygon, "territory " + code);
        for (const core::Point& p : polygon.front()) {
            if (first) spot.box = {p.x, p.y, p.x, p.y};
            first = false;
            spot.box.add(p);
        }
    }
    return spot;
}

double squared_distance(core::Point a, core::Point b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

std::optional<exports::Spot> spot_of_members(const std::vector<const exports::Spot*>& members) {
    if (members.empty()) return std::nullopt;
    exports::Spot spot = *members.front();
    for (const exports::Spot* member : members) spot.box.add(member->box);
    const core::Point middle{(spot.box.west + spot.box.east) / 2, (spot.box.south + spot.box.north) / 2};
    for (const exports::Spot* member : members)
        if (squared_distance(member->lon_lat, middle) < squared_distance(spot.lon_lat, middle)) spot.lon_lat = member->lon_lat;
    return spot;
}

}  // namespace

Spots territory_spots(const model::TerritorySet& set, const Geometry& geometry) {
    Spots spots(set.territories.size());
    ThreadReprojection to_degrees(geometry.crs, kDegrees, "page.json");
    tbb::parallel_for(std::size_t{0}, spots.size(), [&](std::size_t t) {
        if (!geometry.territories[t].empty())
            spots[t] = spot_of(geometry.territories[t], to_degrees.local(), set.territories[t].code);
    });
    return spots;
}

Spots unit_spots(const model::TerritorySet& set, const Spots& territories, const model::Table& table) {
    const auto kind = std::find(set.parent_kinds.begin(), set.parent_kinds.end(), table.unit);
    std::map<std::string, std::vector<const exports::Spot*>> members;
    for (std::size_t t = 0; t < territories.size(); ++t) {
        if (!territories[t]) continue;
        const model::Territory& territory = set.territories[t];
        const std::string& code = table.unit == set.unit ? territory.code
                                  : kind == set.parent_kinds.end()
                                      ? table.unit
                                      : territory.parents[static_cast<std::size_t>(kind - set.parent_kinds.begin())];
        members[code].push_back(&*territories[t]);
    }
    Spots spots;
    for (const std::string& code : table.columns.front().texts) spots.push_back(spot_of_members(members[code]));
    return spots;
}

}  // namespace covmap::run
