// The header and the directories of a PMTiles archive, checked. Private to the room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tiles/support/tile_archive.hpp"

namespace covmap::test {

struct PmtilesSection {
    std::uint64_t offset = 0, length = 0;
};

struct PmtilesHeader {
    PmtilesSection root, metadata, leaves, tiles;
    bool packed_inside = false;  ///< directories and metadata, by gzip
    bool packed_tiles = false;
    TilesetHead head;  ///< without its metadata
};

inline constexpr std::uint64_t kPmtilesHeaderBytes = 127;

/// `bytes`: the first 127 of a file of `size` bytes. Errors: input, where = the path.
PmtilesHeader pmtiles_header(std::string_view bytes, std::uint64_t size, const std::string& path);

/// Tiles `id` to `id + run - 1`; run 0: a leaf directory whose first tile is `id`.
struct PmtilesEntry {
    std::uint64_t id = 0, run = 0, length = 0, offset = 0;
};

/// `bytes` are not packed. Entries ascend and lie within [first, end) and within their section. Errors: input, where = the path.
std::vector<PmtilesEntry> pmtiles_directory(std::string_view bytes, const PmtilesHeader& header, std::uint64_t first,
                                            std::uint64_t end, const std::string& path);

}  // namespace covmap::test
