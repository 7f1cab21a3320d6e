// Polygons on the integer grid of a zoom's tiles: snapped, kept valid, and cut along the tiles.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/polygon.hpp"
#include "core/tile.hpp"

namespace covmap::tiles {

/// Rings of one polygon, the shell first, without closing vertices. In tile coordinates (y down) the shell has a positive area by
/// the surveyor's formula and holes a negative one, as vector tiles ask.
using TileRings = std::vector<std::vector<core::TilePoint>>;

/// Polygons of the unit square of web maps on the grid of kTileExtent x 2^zoom units: each vertex goes to the nearest place, the
/// same for all who share it. Where that makes a polygon invalid (a narrow part closes) it is repaired on the grid, which moves
/// no vertex of a valid part by more than one unit. What falls to a point or a line is gone: the result may be empty. Errors:
/// check.
std::vector<TileRings> snapped_to_tiles(const core::MultiPolygon& polygons, int zoom);

/// Tells each tile that the polygons reach with `buffer` units around it, in the order of columns and rows, what lies there,
/// relative to the tile's corner. Cost: vertices times the logarithm of tiles.
using TilePart = std::function<void(core::TileId, std::vector<TileRings>&&)>;
void cut_along_tiles(const std::vector<TileRings>& polygons, int zoom, int buffer, const TilePart& tell);

}  // namespace covmap::tiles
