// The map tiles of a run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/map_layer.hpp"
#include "run/publish/tile_set.hpp"

namespace covmap::run {

struct TileFiles {
    std::string pmtiles, mbtiles;  ///< paths; empty: not asked for
};

/// What became of the tiles.
struct TilesReport {
    std::uint64_t tiles = 0;
    std::uint64_t largest_bytes = 0;     ///< compressed
    std::vector<std::string> coarsened;  ///< «7/64/45: coverage by 2»: tiles that would have been over kMostTileBytes
    std::vector<std::string>
        oversized;  ///< «7/64/45: 612345 bytes»: tiles over kMostTileBytes that nothing more can be left out of
    std::vector<std::string> warnings;
    bool sites = false;  ///< they have a layer of sites
};

inline constexpr std::size_t kMostTileBytes = 500'000;

/// Units, zones, places, squares of the grid and sites, from the zoom 0 to 12, or to that at which a cell has eight pixels (14 at
/// most). `layers` are those of the other maps: units with polygons, zones, places. A tile above kMostTileBytes is coarsened, its
/// largest layer first, step by step: squares 2 x 2, fewer columns, points of 2 x 2 pixels as one. Beside MBTiles a layer
/// definition for QGIS is written. The same bytes for any number of threads. Memory: outlines, the clipped outlines of one zoom,
/// some 50 bytes a square. Errors: output, cancelled.
TilesReport write_tiles(const TileSource& run, const std::vector<model::MapLayer>& layers, const TileFiles& files, int threads);

}  // namespace covmap::run
