#include "tiles/context_tiles.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <utility>

#include "shapes/thin.hpp"

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

double units_of_world(int zoom) { return std::ldexp(static_cast<double>(core::kTileExtent), zoom); }

using TileOfPaths = std::function<void(core::TileId, std::vector<Path>&&)>;

/// Halves the map until it is down at the tiles of the zoom; `margin`: what goes on around each, on the unit square.
void cut_paths(const std::vector<Path>& paths, core::TileId tile, int zoom, double margin, const TileOfPaths& tell) {
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

ContextTiles::ContextTiles(core::TileLayerInfo info, std::vector<TileShape> shapes, std::vector<std::string> names, bool lines)
    : m_info(std::move(info)), m_shapes(std::move(shapes)), m_names(std::move(names)), m_lines(lines) {
    for (const TileShape& shape : m_shapes)
        m_sizes.push_back(lines ? extent_of(shape.polygons).longer_side() : std::sqrt(area_of(shape.polygons)));
}

void ContextTiles::cut_lines(std::uint32_t shape, int zoom, std::vector<Piece>& pieces) const {
    const double unit = 1 / units_of_world(zoom), margin = kTileBuffer * unit;
    std::vector<Path> paths;
    for (const core::Polygon& part : m_shapes[shape].polygons)
        for (const Path& path : part) paths.push_back(shapes::thinned_path(path, kTolerance * unit));
    cut_paths(paths, tile_around(paths, zoom, margin), zoom, margin, [&](core::TileId tile, std::vector<Path>&& inside) {
        pieces.push_back({shape, core::hilbert_id(tile), in_tile(inside, tile)});
    });
}

void ContextTiles::cut_areas(std::uint32_t shape, int zoom, std::vector<Piece>& pieces) const {
    const core::MultiPolygon thin = shapes::thinned_areas(m_shapes[shape].polygons, kTolerance / units_of_world(zoom));
    cut_along_tiles(snapped_to_tiles(thin, zoom), zoom, kTileBuffer, [&](core::TileId tile, std::vector<TileRings>&& rings) {
        Piece& piece = pieces.emplace_back(Piece{shape, core::hilbert_id(tile), {}});
        for (TileRings& polygon : rings) std::move(polygon.begin(), polygon.end(), std::back_inserter(piece.parts));
    });
}

void ContextTiles::to_zoom(int zoom, std::uint32_t layer, std::vector<TilePlacement>& placements) {
    m_pixel = kPixel / units_of_world(zoom);
    std::vector<std::vector<Piece>> by_shape(m_shapes.size());
    tbb::parallel_for(std::size_t{0}, m_shapes.size(), [&](std::size_t s) {
        if (m_sizes[s] < m_pixel) return;
        const auto shape = static_cast<std::uint32_t>(s);
        if (m_lines)
            cut_lines(shape, zoom, by_shape[s]);
        else
            cut_areas(shape, zoom, by_shape[s]);
    });
    m_pieces.clear();
    for (std::vector<Piece>& pieces : by_shape)
        for (Piece& piece : pieces) {
            placements.push_back({piece.tile, layer, static_cast<std::uint32_t>(m_pieces.size())});
            m_pieces.push_back(std::move(piece));
        }
}

void ContextTiles::draw(core::TileId, std::span<const TilePlacement> items, int steps, MvtLayer& out) const {
    const core::TileGeometry type = m_lines ? core::TileGeometry::line : core::TileGeometry::polygon;
    const double least = steps < 2 ? 0 : m_pixel * std::ldexp(1.0, 2 * (steps - 1));
    for (const TilePlacement& item : items) {
        const Piece& piece = m_pieces[item.item];
        if (m_sizes[piece.shape] < least) continue;
        const std::size_t row = m_shapes[piece.shape].row;
        std::vector<TileProperty> properties;
        if (steps == 0 && !m_names[row].empty()) properties.emplace_back("name", m_names[row]);
        out.add(row + 1, type, piece.parts, properties);
    }
}

}  // namespace covmap::tiles
