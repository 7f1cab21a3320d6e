// Lines that are findings, uncovered stretches of roads, as a layer of map tiles.
#pragma once

#include <cstdint>
#include <vector>

#include "tiles/tile_columns.hpp"
#include "tiles/tile_layer.hpp"
#include "tiles/tile_shapes.hpp"

namespace covmap::tiles {

/// Lines with the columns of their rows, thinned by at most kTolerance units of the tile; what is shorter than a pixel is left
/// out. In tiles other than that of its anchor a line says `copy`, so that lengths add up. In a coarsened tile columns go first,
/// then whatever is shorter than 4, 16 … pixels.
class LineTiles final : public TileLayer {
public:
    static constexpr double kTolerance = 3;  ///< units of kTileExtent: 0.4 pixels

    /// The shapes and the table outlive it. All columns are written at the last zoom of `info`.
    LineTiles(core::TileLayerInfo info, const std::vector<TileShape>& shapes, TileColumns columns);
    [[nodiscard]] const core::TileLayerInfo& info() const override { return m_info; }
    void to_zoom(int zoom, std::uint32_t layer, std::vector<TilePlacement>& placements) override;
    void draw(core::TileId tile, std::span<const TilePlacement> items, int steps, MvtLayer& out) const override;

private:
    /// What one tile shows of one line.
    struct Piece {
        std::uint32_t shape = 0;
        std::uint64_t tile = 0;
        bool copy = false;
        TileParts parts;
    };
    void cut(std::uint32_t shape, int zoom, std::vector<Piece>& pieces) const;

    core::TileLayerInfo m_info;
    const std::vector<TileShape>& m_shapes;
    TileColumns m_columns;
    std::vector<double> m_sizes;  ///< of the shapes: the longer side of the box, on the unit square
    double m_pixel = 0;           ///< at the zoom at hand
    TileDetail m_detail = TileDetail::main;
    std::vector<Piece> m_pieces;
};

}  // namespace covmap::tiles
