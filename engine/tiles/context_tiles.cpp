#include "tiles/context_tiles.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "shapes/thin.hpp"
#include "tiles/tile_paths.hpp"

namespace covmap::tiles {

ContextTiles::ContextTiles(core::TileLayerInfo info, std::vector<TileShape> shapes, std::vector<std::string> names, bool lines)
    : m_info(std::move(info)), m_shapes(std::move(shapes)), m_names(std::move(names)), m_lines(lines) {
    for (const TileShape& shape : m_shapes)
        m_sizes.push_back(lines ? longer_side(shape.polygons) : std::sqrt(area_of(shape.polygons)));
}

void ContextTiles::cut_lines(std::uint32_t shape, int zoom, std::vector<Piece>& pieces) const {
    cut_paths_along_tiles(m_shapes[shape].polygons, kTolerance, zoom, [&](core::TileId tile, TileParts&& inside) {
        pieces.push_back({shape, core::hilbert_id(tile), std::move(inside)});
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
