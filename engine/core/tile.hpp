// Web map tiles: their numbers along the Hilbert curve, what a feature in a tile is made of, what is told about a whole set.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace covmap::core {

/// A square of the Web Mercator world: 2^z columns from west to east, 2^z rows from north to south.
struct TileId {
    int z = 0;  ///< 0 to 26
    std::uint32_t x = 0, y = 0;

    auto operator<=>(const TileId&) const = default;
};

inline constexpr int kDeepestZoom = 26;

/// Its number in a PMTiles archive: all tiles of lower zooms, then the Hilbert curve of its own (PMTiles version 3).
std::uint64_t hilbert_id(TileId tile);
/// The other way round; `id` is one that hilbert_id() gives.
TileId tile_of(std::uint64_t id);

/// What a property of a feature holds; there is no null: such a property is left out.
using TileValue = std::variant<std::string, std::int64_t, double, bool>;

/// As Mapbox Vector Tiles number them.
enum class TileGeometry : std::uint8_t { point = 1, line = 2, polygon = 3 };

/// In steps of 1/4096 of a tile from its north-western corner, eastwards and southwards; beyond the tile in its margin.
struct TilePoint {
    std::int32_t x = 0, y = 0;

    bool operator==(const TilePoint&) const = default;
};

inline constexpr int kTileExtent = 4096;

/// Twice the area of a closed ring given without its closing vertex, by the surveyor's formula in tile coordinates:
/// positive where it runs clockwise on the screen, as outlines of polygons do; holes are negative.
std::int64_t ring_area2(const std::vector<TilePoint>& ring);

/// One layer in the metadata of a set.
struct TileLayerInfo {
    std::string name;
    std::string description = {};
    int minzoom = 0, maxzoom = 0;
    std::vector<std::pair<std::string, std::string>> fields = {};  ///< name, then «Number», «String» or «Boolean»
};

/// What a set of tiles tells about itself.
struct TilesetInfo {
    std::string name, description, attribution;  ///< plain text
    int minzoom = 0, maxzoom = 0;
    double west = 0, south = 0, east = 0, north = 0;  ///< degrees, WGS 84
    std::vector<TileLayerInfo> layers;
    std::string extra_json = {};  ///< one JSON object whose members join the metadata, or empty
};

}  // namespace covmap::core
