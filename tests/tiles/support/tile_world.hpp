// Sets of tiles for the tests of archives.
#pragma once

#include <map>
#include <string>

#include "core/tile.hpp"
#include "tiles/gzip.hpp"
#include "tiles/mvt.hpp"
#include "tiles/support/tile_archive.hpp"
#include "tiles/tile_archive.hpp"

namespace covmap::tests {

inline core::TilesetInfo tileset(int maxzoom) {
    core::TilesetInfo info;
    info.name = "Lot – «4G»";
    info.description = "who has 4G";
    info.attribution = "© ARCEP";
    info.maxzoom = maxzoom;
    info.west = -1.5;
    info.south = 43.25;
    info.east = 2.5;
    info.north = 45.75;
    info.layers = {{"commune", "", 0, maxzoom, {{"code", "String"}, {"population", "Number"}, {"copy", "Boolean"}}}};
    info.extra_json = R"({"covmap":{"people":12.5}})";
    return info;
}

/// A tile with one point that says `text`.
inline std::string tile_that_says(const std::string& text) {
    tiles::MvtLayer layer("commune");
    layer.add(1, core::TileGeometry::point, {{{2048, 2048}}}, std::vector<tiles::TileProperty>{{"code", text}});
    std::string tile;
    layer.append_to(tile);
    return tile;
}

/// By number along the curve: the bytes of a tile, not packed.
using TileContents = std::map<std::uint64_t, std::string>;

inline void write_tiles(tiles::TileArchive& archive, const TileContents& tiles, int maxzoom) {
    for (const auto& [id, tile] : tiles) archive.add(core::tile_of(id), tiles::gzipped(tile));
    archive.finish(tileset(maxzoom));
}

inline TileContents tiles_in(test::TileArchive& archive) {
    TileContents found;
    archive.for_each([&](core::TileId id, std::string_view bytes) { found.emplace(core::hilbert_id(id), bytes); });
    return found;
}

}  // namespace covmap::tests
