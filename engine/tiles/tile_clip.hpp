// Rings cut at the sides of tiles, half by half. Private to the room.
#pragma once

#include <functional>
#include <vector>

#include "tiles/tile_rings.hpp"

namespace covmap::tiles {

/// Neither equal neighbours, nor the first vertex at the end.
std::vector<core::TilePoint> without_repetitions(std::vector<core::TilePoint>&& ring);

/// Of a ring without repetitions: neither a point nor a line.
bool is_area(const std::vector<core::TilePoint>& ring);

/// Each tile that the rings reach with `buffer` units around it, in grid coordinates of the zoom; `is_cut`: something was cut
/// off. The lines of the rings inside are joined along the side, by turns inside and outside; where two of them end at one place
/// the rings are cut by the method of Sutherland and Hodgman (1974), and may be invalid. Where a segment crosses a side is
/// rounded the same way in both directions, so that neighbours still meet there.
using TileOfRings = std::function<void(core::TileId, std::vector<TileRings>&&, bool is_cut)>;
void for_each_tile(const std::vector<TileRings>& polygons, int zoom, int buffer, const TileOfRings& tell);

}  // namespace covmap::tiles
