// The commands of a feature in a vector tile. Private to the room.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <vector>

#include "core/tile.hpp"

namespace covmap::test {

/// What is wrong with a tile, before it is known which tile.
struct TileFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Parts of the feature. Throws TileFault where the commands break Mapbox Vector Tile 2.1, 4.3.
std::vector<std::vector<core::TilePoint>> tile_parts(core::TileGeometry type, const std::vector<std::uint32_t>& commands);

}  // namespace covmap::test
