// PMTiles, version 3. Private to the room.
#pragma once

#include <memory>
#include <string>

#include "tiles/support/tile_archive.hpp"

namespace covmap::test {

std::unique_ptr<TileArchive> open_pmtiles(const std::string& path);

}  // namespace covmap::test
