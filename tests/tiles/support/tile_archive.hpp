// Tiles in one file: PMTiles version 3 and MBTiles, ours and other people's.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/tile.hpp"

namespace covmap::test {

/// What an archive tells about itself.
struct TilesetHead {
    std::string format;    ///< «PMTiles» or «MBTiles»
    std::string metadata;  ///< a JSON object: name, attribution, `vector_layers` and whatever the writer added
    int minzoom = 0, maxzoom = 0;
    double west = 0, south = 0, east = 0, north = 0;  ///< degrees, WGS 84
    std::uint64_t tiles = 0;                          ///< that have an address
    std::uint64_t contents = 0;                       ///< that differ, as far as the archive knows
};

/// An open archive of vector tiles, compressed by gzip or not at all. Not thread-safe.
/// Errors: input, where = the path: damaged files, and what is no such archive.
class TileArchive {
public:
    TileArchive() = default;
    virtual ~TileArchive() = default;
    TileArchive(const TileArchive&) = delete;
    TileArchive& operator=(const TileArchive&) = delete;

    [[nodiscard]] virtual const TilesetHead& head() const = 0;

    /// Calls `visit` with each tile and its bytes, unpacked; PMTiles in the order of core::hilbert_id(), MBTiles by zoom, column,
    /// row.
    using Visit = std::function<void(core::TileId, std::string_view)>;
    virtual void for_each(const Visit& visit) = 0;

    /// The bytes of one tile, unpacked; nothing where there is none.
    virtual std::optional<std::string> tile(core::TileId id) = 0;
};

/// Opens a .pmtiles or .mbtiles by what it begins with.
std::unique_ptr<TileArchive> open_tile_archive(const std::string& path);

}  // namespace covmap::test
