// MBTiles: tiles in an SQLite database. Private to the room.
#pragma once

#include <memory>
#include <string>

#include "tiles/support/tile_archive.hpp"

namespace covmap::test {

std::unique_ptr<TileArchive> open_mbtiles(const std::string& path);

}  // namespace covmap::test
