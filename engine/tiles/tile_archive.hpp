// A set of tiles in one file: PMTiles for the web, MBTiles for desktop programs.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/tile.hpp"

namespace covmap::tiles {

/// A file under construction; unless finish() has returned, the destructor removes it. The same tiles give the same bytes.
/// Not thread-safe. Errors: output, where = the path.
class TileArchive {
public:
    TileArchive() = default;
    virtual ~TileArchive() = default;
    TileArchive(const TileArchive&) = delete;
    TileArchive& operator=(const TileArchive&) = delete;

    /// In ascending order of core::hilbert_id(); gzip-compressed MVT, each tile at most once, not empty.
    virtual void add(core::TileId id, std::string_view tile) = 0;
    /// Once, after the last tile.
    virtual void finish(const core::TilesetInfo& info) = 0;
};

/// PMTiles version 3: tiles with the same bytes are stored once.
std::unique_ptr<TileArchive> make_pmtiles(const std::string& path);
/// MBTiles 1.3: an SQLite database; tiles with the same bytes are stored once.
std::unique_ptr<TileArchive> make_mbtiles(const std::string& path);

}  // namespace covmap::tiles
