#include "tiles/tile_lines.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "tiles/tile_paths.hpp"

namespace covmap::tiles {

LineTiles::LineTiles(core::TileLayerInfo info, const std::vector<TileShape>& shapes, TileColumns columns)
    : m_info(std::move(info)), m_shapes(shapes), m_columns(std::move(columns)) {
    m_info.fields.emplace_back("copy", "Boolean");
    for (const TileShape& shape : shapes) m_sizes.push_back(longer_side(shape.polygons));
}

void LineTiles::cut(std::uint32_t shape, int zoom, std::vector<Piece>& pieces) const {
    const core::TileId home = place_in_tile(m_shapes[shape].anchor, zoom).tile;
    bool at_home = false;
    cut_paths_along_tiles(m_shapes[shape].polygons, kTolerance, zoom, [&](core::TileId tile, TileParts&& inside) {
        at_home = at_home || tile == home;
        pieces.push_back({shape, core::hilbert_id(tile), tile != home, std::move(inside)});
    });
    // Its anchor's corner of a tile was thinned away: it counts in the first that shows it.
    if (!at_home && !pieces.empty()) pieces.front().copy = false;
}

void LineTiles::to_zoom(int zoom, std::uint32_t layer, std::vector<TilePlacement>& placements) {
    m_pixel = kPixel / units_of_world(zoom);
    m_detail = zoom == m_info.maxzoom ? TileDetail::all : TileDetail::main;
    std::vector<std::vector<Piece>> by_shape(m_shapes.size());
    tbb::parallel_for(std::size_t{0}, m_shapes.size(), [&](std::size_t s) {
        if (m_shapes[s].from_zoom <= zoom && m_sizes[s] >= m_pixel) cut(static_cast<std::uint32_t>(s), zoom, by_shape[s]);
    });
    m_pieces.clear();
    for (std::vector<Piece>& pieces : by_shape)
        for (Piece& piece : pieces) {
            placements.push_back({piece.tile, layer, static_cast<std::uint32_t>(m_pieces.size())});
            m_pieces.push_back(std::move(piece));
        }
}

void LineTiles::draw(core::TileId, std::span<const TilePlacement> items, int steps, MvtLayer& out) const {
    constexpr int kStepsOfColumns = static_cast<int>(TileDetail::all);
    const double least = steps <= kStepsOfColumns ? 0 : m_pixel * std::ldexp(1.0, 2 * (steps - kStepsOfColumns));
    for (const TilePlacement& item : items) {
        const Piece& piece = m_pieces[item.item];
        if (m_sizes[piece.shape] < least) continue;
        const std::size_t row = m_shapes[piece.shape].row;
        const TileDetail best = piece.copy ? TileDetail::main : m_detail;
        const auto detail = static_cast<TileDetail>(std::max(0, static_cast<int>(best) - steps));
        TileProperties properties = m_columns.properties(row, detail);
        if (piece.copy) properties.emplace_back("copy", true);
        out.add(row + 1, core::TileGeometry::line, piece.parts, properties);
    }
}

}  // namespace covmap::tiles
