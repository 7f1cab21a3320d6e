// What a set of tiles tells about itself, as JSON. Private to the room.
#pragma once

#include <string>

#include "core/tile.hpp"

namespace covmap::tiles {

/// `vector_layers` and the members of `extra_json`: what MBTiles keeps in its row «json».
std::string vector_layers_json(const core::TilesetInfo& info);

/// The same with name, description, attribution and type: the metadata of PMTiles.
std::string tileset_json(const core::TilesetInfo& info);

}  // namespace covmap::tiles
