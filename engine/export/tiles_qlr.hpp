// A QGIS layer definition (.qlr): the tiles of a run, opened with a style.
#pragma once

#include <string>

#include "core/tile.hpp"

namespace covmap::exports {

/// For QGIS 3.22 and later: one vector-tile layer of the `tiles.mbtiles` in the same folder. Units in classes of their first
/// indicator's share, zones, coverage by what the people of a square have. Errors: output, where = the path.
void write_tiles_qlr(const core::TilesetInfo& info, const std::string& language, const std::string& path);

}  // namespace covmap::exports
