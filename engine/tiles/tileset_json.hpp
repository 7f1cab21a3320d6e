// What a set of tiles tells about itself, as JSON. Private to the room.
#pragma once

#include <string>

#include "core/tile.hpp"

namespace covmap::tiles {

/// What viewers show as HTML, and where MBTiles asks for it: the credits as text in it, for they come from a job.
std::string attribution_html(const core::TilesetInfo& info);

/// `vector_layers` and the members of `extra_json`: what MBTiles keeps in its row «json».
std::string vector_layers_json(const core::TilesetInfo& info);

/// The same with name, description, attribution and type: the metadata of PMTiles.
std::string tileset_json(const core::TilesetInfo& info);

}  // namespace covmap::tiles
