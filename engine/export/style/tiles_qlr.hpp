// A QGIS layer definition (.qlr): the tiles of a run, opened with a style.
#pragma once

#include <string>
#include <vector>

#include "core/tile.hpp"
#include "model/map_layer.hpp"

namespace covmap::exports {

/// What a layer definition is made of. Points at what the caller keeps alive.
struct TilesDefinition {
    const core::TilesetInfo& info;
    const std::vector<model::MapLayer>& layers;  ///< those of them that the tiles hold are drawn
    std::string language;
};

/// For QGIS 3.22 and later: a group of vector-tile layers over `archive`, the name of an MBTiles file in the same folder: places
/// and zones, the units by zoom with their names, the squares of the grid (switched off). Classes, labels and colours are those
/// of the other styles (style.hpp). Pure.
std::string tiles_qlr(const TilesDefinition& tiles, const std::string& archive);

/// Writes tiles_qlr() beside the archive: «tiles.mbtiles» gets «tiles.qlr». Errors: output, where = the path.
void write_tiles_qlr(const TilesDefinition& tiles, const std::string& archive_path);

}  // namespace covmap::exports
