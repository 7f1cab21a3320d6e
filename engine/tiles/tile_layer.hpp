// One layer of map tiles, zoom by zoom.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/grid.hpp"
#include "core/tile.hpp"
#include "tiles/mvt.hpp"

namespace covmap::tiles {

/// Something that a tile shows.
struct TilePlacement {
    std::uint64_t tile = 0;   ///< hilbert_id
    std::uint32_t layer = 0;  ///< position of its layer
    std::uint32_t item = 0;   ///< of its layer, at this zoom
    auto operator<=>(const TilePlacement&) const = default;
};

class TileLayer {
public:
    static constexpr int kMostSteps = 5;

    virtual ~TileLayer() = default;
    [[nodiscard]] virtual const core::TileLayerInfo& info() const = 0;
    /// Works out what is shown at a zoom of the layer, and where: the items are numbered as they shall be drawn.
    virtual void to_zoom(int zoom, std::uint32_t layer, std::vector<TilePlacement>& placements) = 0;
    /// How often a tile of the zoom may be coarsened: more changes nothing, or would tell too little.
    [[nodiscard]] virtual int most_steps() const { return kMostSteps; }
    /// Draws items of one tile of the zoom. `steps` above 0: the tile was too large, it is coarsened so many times. Thread-safe.
    virtual void draw(core::TileId tile, std::span<const TilePlacement> items, int steps, MvtLayer& out) const = 0;
};

/// Smaller than that an area becomes a point: one pixel of a tile drawn at 512.
inline constexpr int kPixel = core::kTileExtent / 512;
/// Around a tile polygons go on so far.
inline constexpr int kTileBuffer = core::kTileExtent / 64;

/// The tile of a point of the unit square of web maps, and the place in it.
struct PlaceInTile {
    core::TileId tile;
    core::TilePoint at;
};
PlaceInTile place_in_tile(core::Point square, int zoom);

}  // namespace covmap::tiles
