#include "tiles/tile_rings.hpp"

#include <algorithm>
#include <cmath>

#include "shapes/grid_repair.hpp"
#include "tiles/tile_clip.hpp"
#include "tiles/tile_simple.hpp"

namespace covmap::tiles {

namespace {

std::vector<core::TilePoint> snapped_ring(const std::vector<core::Point>& ring, double units) {
    std::vector<core::TilePoint> points;
    for (const core::Point& p : ring)
        points.push_back(
            {static_cast<std::int32_t>(std::lround(p.x * units)), static_cast<std::int32_t>(std::lround(p.y * units))});
    return without_repetitions(std::move(points));
}

/// Polygons on the grid, as rings.
std::vector<TileRings> rings_of(const core::MultiPolygon& polygons) {
    std::vector<TileRings> all;
    for (const core::Polygon& polygon : polygons) {
        TileRings rings;
        for (const auto& ring : polygon) {
            std::vector<core::TilePoint> points = snapped_ring(ring, 1);
            if (is_area(points))
                rings.push_back(std::move(points));
            else if (rings.empty())
                break;
        }
        if (!rings.empty()) all.push_back(std::move(rings));
    }
    return all;
}

void orient(TileRings& rings) {
    for (std::size_t r = 0; r < rings.size(); ++r)
        if ((core::ring_area2(rings[r]) > 0) != (r == 0)) std::reverse(rings[r].begin() + 1, rings[r].end());
}

core::MultiPolygon to_plane(const std::vector<TileRings>& all) {
    core::MultiPolygon polygons;
    for (const TileRings& rings : all) {
        core::Polygon& polygon = polygons.emplace_back();
        for (const auto& ring : rings) {
            std::vector<core::Point>& points = polygon.emplace_back();
            for (const core::TilePoint& p : ring) points.push_back({static_cast<double>(p.x), static_cast<double>(p.y)});
            points.push_back(points.front());
        }
    }
    return polygons;
}

/// The rings themselves where they are valid; else overlaps of the polygons of one feature are united.
std::vector<TileRings> made_valid_on_grid(std::vector<TileRings>&& rings) {
    if (rings.empty()) return {};
    if (!is_surely_valid(rings))
        if (const auto repaired = shapes::repaired_on_grid(to_plane(rings))) rings = rings_of(*repaired);
    for (TileRings& one : rings) orient(one);
    return std::move(rings);
}

}  // namespace

std::vector<TileRings> snapped_to_tiles(const core::MultiPolygon& polygons, int zoom) {
    const double units = std::ldexp(static_cast<double>(core::kTileExtent), zoom);
    std::vector<TileRings> all;
    for (const core::Polygon& polygon : polygons) {
        TileRings rings;
        for (const auto& ring : polygon) {
            std::vector<core::TilePoint> points = snapped_ring(ring, units);
            if (is_area(points))
                rings.push_back(std::move(points));
            else if (rings.empty())
                break;  // the shell is gone, and its holes with it
        }
        if (!rings.empty()) all.push_back(std::move(rings));
    }
    return made_valid_on_grid(std::move(all));
}

void cut_along_tiles(const std::vector<TileRings>& polygons, int zoom, int buffer, const TilePart& tell) {
    for_each_tile(polygons, zoom, buffer, [&](core::TileId tile, std::vector<TileRings>&& rings, bool is_cut) {
        if (is_cut) rings = made_valid_on_grid(std::move(rings));
        for (TileRings& one : rings)
            for (auto& ring : one)
                for (core::TilePoint& p : ring) {
                    p.x -= static_cast<std::int32_t>(tile.x) * core::kTileExtent;
                    p.y -= static_cast<std::int32_t>(tile.y) * core::kTileExtent;
                }
        if (!rings.empty()) tell(tile, std::move(rings));
    });
}

}  // namespace covmap::tiles
