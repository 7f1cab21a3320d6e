#include "tiles/tile_paths.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "shapes/thin.hpp"
#include "tiles/tile_layer.hpp"

namespace covmap::tiles {

namespace {

using shapes::Path;

struct Extent {
    core::Point low{1, 1}, high{0, 0};
    void add(core::Point p) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    [[nodiscard]] double longer_side() const { return std::max({0.0, high.x - low.x, high.y - low.y}); }
};

Extent extent_of(const core::MultiPolygon& parts) {
    Extent extent;
    for (const core::Polygon& part : parts)
        for (const Path& path : part)
            for (const core::Point p : path) extent.add(p);
    return extent;
}

using CutPaths = std::function<void(core::TileId, std::vector<Path>&&)>;

/// Halves the map until it is down at the tiles of the zoom; `margin`: what goes on around each, on the unit square.
void cut_paths(const std::vector<Path>& paths, core::TileId tile, int zoom, double margin, const CutPaths& tell) {
    const double side = std::ldexp(1.0, -tile.z);
    std::vector<Path> inside = shapes::paths_in_box(paths, {tile.x * side - margin, tile.y * side - margin},
                                                    {(tile.x + 1) * side + margin, (tile.y + 1) * side + margin});
    if (inside.empty()) return;
    if (tile.z == zoom) return tell(tile, std::move(inside));
    for (std::uint32_t quarter = 0; quarter < 4; ++quarter)
        cut_paths(inside, {tile.z + 1, 2 * tile.x + quarter % 2, 2 * tile.y + quarter / 2}, zoom, margin, tell);
}

/// The smallest tile that holds all of the paths with their margin: where the halving begins.
core::TileId tile_around(const std::vector<Path>& paths, int zoom, double margin) {
    Extent extent;
    for (const Path& path : paths)
        for (const core::Point p : path) extent.add(p);
    core::TileId tile;
    const auto column = [](double v, int z) { return std::floor(std::ldexp(v, z)); };
    while (tile.z < zoom) {
        const int z = tile.z + 1;
        const double x = column(extent.low.x - margin, z), y = column(extent.low.y - margin, z), last = std::ldexp(1.0, z) - 1;
        if (x < 0 || y < 0 || x > last || y > last || x != column(extent.high.x + margin, z) ||
            y != column(extent.high.y + margin, z))
            break;
        tile = {z, static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y)};
    }
    return tile;
}

TileParts in_tile(const std::vector<Path>& paths, core::TileId tile) {
    const double units = units_of_world(tile.z);
    TileParts parts;
    for (const Path& path : paths) {
        std::vector<core::TilePoint>& part = parts.emplace_back();
        for (const core::Point p : path)
            part.push_back(
                {static_cast<std::int32_t>(std::lround(p.x * units - static_cast<double>(tile.x) * core::kTileExtent)),
                 static_cast<std::int32_t>(std::lround(p.y * units - static_cast<double>(tile.y) * core::kTileExtent))});
    }
    return parts;
}

}  // namespace

double units_of_world(int zoom) { return std::ldexp(static_cast<double>(core::kTileExtent), zoom); }

double longer_side(const core::MultiPolygon& paths) { return extent_of(paths).longer_side(); }

void cut_paths_along_tiles(const core::MultiPolygon& paths, double tolerance, int zoom, const TileOfPaths& tell) {
    const double unit = 1 / units_of_world(zoom), margin = kTileBuffer * unit;
    std::vector<Path> thin;
    for (const core::Polygon& part : paths)
        for (const Path& path : part) thin.push_back(shapes::thinned_path(path, tolerance * unit));
    cut_paths(thin, tile_around(thin, zoom, margin), zoom, margin,
              [&](core::TileId tile, std::vector<Path>&& inside) { tell(tile, in_tile(inside, tile)); });
}

}  // namespace covmap::tiles
