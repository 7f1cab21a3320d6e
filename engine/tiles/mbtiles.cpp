// MBTiles 1.3: `map` says which of the `images` a tile is, the view `tiles` joins them.
#include <cassert>
#include <cmath>
#include <cstdint>
#include <utility>

#include "model/table.hpp"
#include "store/bytes/sqlite_file.hpp"
#include "store/bytes/unfinished_file.hpp"
#include "tiles/stored_tiles.hpp"
#include "tiles/tile_archive.hpp"
#include "tiles/tileset_json.hpp"

namespace covmap::tiles {

namespace {

constexpr const char* kSchema[] = {
    "PRAGMA page_size = 4096",
    "PRAGMA application_id = 0x4d504258",  // «MPBX», as the specification asks
    "PRAGMA journal_mode = OFF",           // a file that was not finished is removed
    "PRAGMA synchronous = OFF",
    "BEGIN",
    "CREATE TABLE metadata (name TEXT, value TEXT)",
    "CREATE UNIQUE INDEX metadata_name ON metadata (name)",
    "CREATE TABLE map (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_id INTEGER)",
    "CREATE TABLE images (tile_id INTEGER PRIMARY KEY, tile_data BLOB)",
    "CREATE VIEW tiles AS SELECT map.zoom_level AS zoom_level, map.tile_column AS tile_column, map.tile_row AS tile_row, "
    "images.tile_data AS tile_data FROM map JOIN images ON images.tile_id = map.tile_id",
};

store::SqliteFile& with_schema(store::SqliteFile& file) {
    for (const char* sql : kSchema) file.run(sql);
    return file;
}

std::string degrees(double value) { return model::decimal_text(std::llround(value * 1e7), 7); }

class Mbtiles : public TileArchive {
public:
    explicit Mbtiles(const std::string& path)
        : m_unfinished(path),
          m_file(m_unfinished.path(), store::SqliteFile::Mode::created, path),
          m_find(with_schema(m_file), "SELECT tile_data FROM images WHERE tile_id = ?1"),
          m_add_image(m_file, "INSERT INTO images (tile_id, tile_data) VALUES (?1, ?2)"),
          m_add_tile(m_file, "INSERT INTO map (zoom_level, tile_column, tile_row, tile_id) VALUES (?1, ?2, ?3, ?4)") {}

    void add(core::TileId id, std::string_view tile) override;
    void finish(const core::TilesetInfo& info) override;

private:
    std::int64_t stored(std::string_view tile);

    store::UnfinishedFile m_unfinished;
    store::SqliteFile m_file;
    store::SqliteStatement m_find, m_add_image, m_add_tile;
    StoredTiles<std::int64_t> m_stored;
};

std::int64_t Mbtiles::stored(std::string_view tile) {
    const auto is_same = [&](std::int64_t number) {
        m_find.bind(1, number);
        const bool same = m_find.step() && m_find.blob(0) == tile;
        m_find.reset();
        return same;
    };
    if (const auto number = m_stored.find(tile, is_same)) return *number;
    const auto number = static_cast<std::int64_t>(m_stored.size()) + 1;
    m_add_image.bind(1, number);
    m_add_image.bind(2, tile);
    m_add_image.step();
    m_stored.add(tile, number);
    return number;
}

void Mbtiles::add(core::TileId id, std::string_view tile) {
    assert(!tile.empty());
    const std::int64_t number = stored(tile);
    m_add_tile.bind(1, id.z);
    m_add_tile.bind(2, id.x);
    m_add_tile.bind(3, (std::int64_t{1} << static_cast<unsigned>(id.z)) - 1 - id.y);  // rows from south to north
    m_add_tile.bind(4, number);
    m_add_tile.step();
}

void Mbtiles::finish(const core::TilesetInfo& info) {
    const std::string bounds =
        degrees(info.west) + "," + degrees(info.south) + "," + degrees(info.east) + "," + degrees(info.north);
    const std::string centre =
        degrees((info.west + info.east) / 2) + "," + degrees((info.south + info.north) / 2) + "," + std::to_string(info.minzoom);
    const std::pair<const char*, std::string> rows[] = {
        {"name", info.name},
        {"format", "pbf"},
        {"bounds", bounds},
        {"center", centre},
        {"minzoom", std::to_string(info.minzoom)},
        {"maxzoom", std::to_string(info.maxzoom)},
        {"attribution", attribution_html(info)},
        {"description", info.description},
        {"type", "overlay"},
        {"json", vector_layers_json(info)},
    };
    for (const auto& [name, value] : rows) m_file.run("INSERT INTO metadata (name, value) VALUES (?1, ?2)", {name, value});
    m_file.run("CREATE UNIQUE INDEX map_index ON map (zoom_level, tile_column, tile_row)");
    m_file.run("COMMIT");
    m_unfinished.keep();
}

}  // namespace

std::unique_ptr<TileArchive> make_mbtiles(const std::string& path) { return std::make_unique<Mbtiles>(path); }

}  // namespace covmap::tiles
