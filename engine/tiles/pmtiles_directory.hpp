// The directories and the header of a PMTiles archive, version 3. Private to the room.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/tile.hpp"

namespace covmap::tiles {

/// Tiles `id` to `id + run - 1` have the same bytes.
struct PmtilesEntry {
    std::uint64_t id = 0;
    std::uint64_t offset = 0;  ///< from the start of the tile data; of a leaf directory, from the start of these
    std::uint32_t length = 0;
    std::uint32_t run = 1;  ///< 0: a leaf directory whose first tile is `id`
};

/// Everything before the tile data: clients ask for this much at first.
inline constexpr std::uint64_t kPmtilesHead = 16384;
inline constexpr std::uint64_t kPmtilesHeader = 127;

/// Compressed directories.
struct PmtilesDirectories {
    std::string root;  ///< at most kPmtilesHead - kPmtilesHeader bytes
    std::string leaves;
};
/// `entries` in ascending order. Those that do not fit into the root go to leaves of 4,096, or twice as many until the root fits.
PmtilesDirectories pmtiles_directories(std::span<const PmtilesEntry> entries);

struct PmtilesSection {
    std::uint64_t offset = 0, length = 0;
};
struct PmtilesSections {
    PmtilesSection root, metadata, leaves, tiles;
    std::uint64_t addressed = 0, entries = 0, contents = 0;
};
/// 127 bytes: gzip throughout, MVT, clustered; the centre at the lowest zoom.
std::string pmtiles_header(const PmtilesSections& sections, const core::TilesetInfo& info);

}  // namespace covmap::tiles
