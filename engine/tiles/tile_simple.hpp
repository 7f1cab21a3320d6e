// A quick look whether polygons on the grid are valid. Private to the room.
#pragma once

#include <vector>

#include "tiles/tile_rings.hpp"

namespace covmap::tiles {

/// True: no two segments of the rings have a point in common but the end of neighbours, each hole lies in its shell and in no
/// other hole, no shell in another polygon: valid by the OGC's rules. False: perhaps not, for rings that touch at a point may be
/// valid too. Exact, in integers. Cost: n log n in vertices for natural outlines.
bool is_surely_valid(const std::vector<TileRings>& polygons);

}  // namespace covmap::tiles
