#include "tiles/support/tile_archive.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "tiles/support/mbtiles.hpp"
#include "tiles/support/pmtiles.hpp"
#include "tiles/support/random_bytes.hpp"

namespace covmap::test {

std::unique_ptr<TileArchive> open_tile_archive(const std::string& path) {
    constexpr std::string_view kSqlite("SQLite format 3\0", 16);
    std::string beginning;
    {
        const RandomBytes file(path);
        beginning = file.slice(0, std::min<std::uint64_t>(file.size(), kSqlite.size()));
    }
    if (beginning == kSqlite) return open_mbtiles(path);
    if (beginning.starts_with("PMTiles")) return open_pmtiles(path);
    throw core::Error(core::ErrorKind::input, path, "is neither a PMTiles nor an MBTiles archive");
}

}  // namespace covmap::test
