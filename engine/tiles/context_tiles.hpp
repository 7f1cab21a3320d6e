// The background of a map as a layer of its tiles: water, roads, railways.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tiles/tile_layer.hpp"
#include "tiles/tile_rings.hpp"
#include "tiles/tile_shapes.hpp"

namespace covmap::tiles {

/// Areas or lines, thinned by at most kTolerance units of the tile; what is smaller than a pixel is left out. A feature has its
/// name alone. In a coarsened tile names go first, then whatever is shorter or narrower than 4, 16 … pixels.
class ContextTiles final : public TileLayer {
public:
    static constexpr double kTolerance = 4;  ///< units of kTileExtent: half a pixel

    /// `names` by row of the shapes; empty ones are not told.
    ContextTiles(core::TileLayerInfo info, std::vector<TileShape> shapes, std::vector<std::string> names, bool lines);
    [[nodiscard]] const core::TileLayerInfo& info() const override { return m_info; }
    void to_zoom(int zoom, std::uint32_t layer, std::vector<TilePlacement>& placements) override;
    void draw(core::TileId tile, std::span<const TilePlacement> items, int steps, MvtLayer& out) const override;

private:
    /// What one tile shows of one shape.
    struct Piece {
        std::uint32_t shape = 0;
        std::uint64_t tile = 0;
        TileParts parts;
    };
    void cut_lines(std::uint32_t shape, int zoom, std::vector<Piece>& pieces) const;
    void cut_areas(std::uint32_t shape, int zoom, std::vector<Piece>& pieces) const;

    core::TileLayerInfo m_info;
    std::vector<TileShape> m_shapes;
    std::vector<std::string> m_names;
    std::vector<double> m_sizes;  ///< of the shapes, on the unit square: the longer side of a line's box, the side of an area
    bool m_lines;
    double m_pixel = 0;  ///< at the zoom at hand
    std::vector<Piece> m_pieces;
};

}  // namespace covmap::tiles
