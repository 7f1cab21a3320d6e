#include "tiles/tile_shapes.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "geodesy/web_mercator.hpp"

namespace covmap::tiles {

namespace {

/// No segment is longer than half the world: where one seems to be, the ring goes on beyond the antimeridian. Rings around a
/// pole, which do not close that way, stay as they are.
void unwrap(std::vector<core::Point>& ring) {
    std::vector<core::Point> unwrapped = ring;
    for (std::size_t i = 1; i < ring.size(); ++i) unwrapped[i].x -= std::round(unwrapped[i].x - unwrapped[i - 1].x);
    if (!ring.empty() && unwrapped.back().x == unwrapped.front().x) ring = std::move(unwrapped);
}

void shift(core::Polygon& polygon, double by) {
    for (auto& ring : polygon)
        for (core::Point& p : ring) p.x += by;
}

/// Holes beside their shell; a second one where the first reaches out of the square.
void settle(core::Polygon& polygon, core::MultiPolygon& out) {
    for (auto& ring : polygon) unwrap(ring);
    for (auto& ring : polygon) {
        const double turns = std::round(ring.front().x - polygon.front().front().x);
        for (core::Point& p : ring) p.x -= turns;
    }
    const auto [west, east] = std::minmax_element(polygon.front().begin(), polygon.front().end(),
                                                  [](const core::Point& a, const core::Point& b) { return a.x < b.x; });
    const double aside = west->x < 0 ? 1 : east->x > 1 ? -1 : 0;
    out.push_back(polygon);
    if (aside == 0) return;
    shift(polygon, aside);
    out.push_back(polygon);
}

}  // namespace

double area_of(const core::MultiPolygon& polygons) {
    double area2 = 0;
    for (const core::Polygon& polygon : polygons)
        for (const auto& ring : polygon) {
            double ring2 = 0;
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) ring2 += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
            area2 += &ring == &polygon.front() ? std::abs(ring2) : -std::abs(ring2);
        }
    return area2 / 2;
}

std::vector<TileShape> shapes_of(const model::MapLayer& layer, const ToDegrees& to_degrees) {
    std::vector<TileShape> shapes;
    for (std::size_t row = 0; row < layer.polygons.size(); ++row)
        if (const core::MultiPolygon* polygons = model::polygons_of(layer, row)) shapes.push_back({row, *polygons, {}});
    const std::string& name = layer.table->name;
    tbb::parallel_for(std::size_t{0}, shapes.size(), [&](std::size_t s) {
        core::MultiPolygon settled;
        for (core::Polygon& polygon : shapes[s].polygons) {
            to_degrees(polygon, name + " row " + std::to_string(shapes[s].row + 1));
            for (auto& ring : polygon)
                for (core::Point& p : ring) p = geodesy::web_mercator(p);
            settle(polygon, settled);
        }
        shapes[s].polygons = std::move(settled);
    });
    return shapes;
}

}  // namespace covmap::tiles
