// Open paths cut along the tiles of a zoom. Private to the room.
#pragma once

#include <functional>

#include "core/polygon.hpp"
#include "core/tile.hpp"
#include "tiles/mvt.hpp"

namespace covmap::tiles {

/// Units of a tile along the whole world at a zoom.
double units_of_world(int zoom);

/// The longer side of the box around the paths.
double longer_side(const core::MultiPolygon& paths);

/// Each tile that the paths reach with kTileBuffer units around it, and what it shows of them. `paths` are lists of open paths on
/// the unit square of web maps; they are thinned first, by at most `tolerance` units of the tile.
using TileOfPaths = std::function<void(core::TileId, TileParts&&)>;
void cut_paths_along_tiles(const core::MultiPolygon& paths, double tolerance, int zoom, const TileOfPaths& tell);

}  // namespace covmap::tiles
