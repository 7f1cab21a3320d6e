#include "tiles/support/mbtiles.hpp"

#include <sqlite3.h>

#include <charconv>
#include <map>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "store/bytes/byte_input.hpp"
#include "tiles/support/gunzip.hpp"

namespace covmap::test {

namespace {

constexpr std::size_t kMostTileBytes = std::size_t{1} << 28U;  ///< of one tile, unpacked

using Rows = std::map<std::string, std::string>;

struct Closer {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using TileStatement = std::unique_ptr<sqlite3_stmt, Closer>;

class Mbtiles : public TileArchive {
public:
    explicit Mbtiles(const std::string& path);

    [[nodiscard]] const TilesetHead& head() const override { return m_head; }
    void for_each(const Visit& visit) override;
    std::optional<std::string> tile(core::TileId id) override;

private:
    [[nodiscard]] TileStatement prepared(const char* sql) const;
    [[nodiscard]] bool step(const TileStatement& statement) const;
    [[nodiscard]] std::int64_t number(const char* sql) const;
    [[nodiscard]] Rows metadata() const;
    [[nodiscard]] std::string unpacked(const TileStatement& row, int column) const;

    std::string m_path;
    std::unique_ptr<sqlite3, Closer> m_database;
    TilesetHead m_head;
};

TileStatement Mbtiles::prepared(const char* sql) const {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(m_database.get(), sql, -1, &statement, nullptr) != SQLITE_OK)
        throw core::Error(core::ErrorKind::input, m_path,
                          std::string("is no MBTiles archive (") + sqlite3_errmsg(m_database.get()) + ")");
    return TileStatement(statement);
}

bool Mbtiles::step(const TileStatement& statement) const {
    const int code = sqlite3_step(statement.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) store::damaged(m_path, sqlite3_errmsg(m_database.get()));
    return code == SQLITE_ROW;
}

std::int64_t Mbtiles::number(const char* sql) const {
    const TileStatement statement = prepared(sql);
    return step(statement) ? sqlite3_column_int64(statement.get(), 0) : 0;
}

Rows Mbtiles::metadata() const {
    const TileStatement statement = prepared("SELECT name, value FROM metadata ORDER BY name");
    const auto text = [&](int column) {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), column));
        return std::string(bytes == nullptr ? "" : bytes);
    };
    Rows rows;
    while (step(statement)) rows[text(0)] = text(1);
    return rows;
}

/// The rows as one object, with what the row «json» holds beside them.
std::string metadata_json(Rows rows, const std::string& path) {
    nlohmann::json json = nlohmann::json::object();
    for (const auto& [name, value] : rows)
        if (name != "json") json[name] = value;
    if (!rows["json"].empty()) {
        const nlohmann::json more = nlohmann::json::parse(rows["json"], nullptr, false);
        if (!more.is_object()) store::damaged(path, "its metadata is no JSON");
        json.update(more);
    }
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// «west,south,east,north»; false where it is anything else.
bool read_bounds(std::string_view text, TilesetHead& head) {
    double* const bounds[] = {&head.west, &head.south, &head.east, &head.north};
    const char* at = text.data();
    const char* const end = at + text.size();
    for (double* bound : bounds) {
        const auto [stop, fault] = std::from_chars(at, end, *bound);
        if (fault != std::errc{}) return false;
        at = stop == end ? stop : stop + 1;
    }
    return at == end;
}

Mbtiles::Mbtiles(const std::string& path) : m_path(path) {
    sqlite3* database = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr);
    m_database.reset(database);
    if (code != SQLITE_OK)
        throw core::Error(core::ErrorKind::input, path, std::string("cannot be opened (") + sqlite3_errstr(code) + ")");
    Rows rows = metadata();
    if (const std::string& format = rows["format"]; format != "pbf")
        throw core::Error(core::ErrorKind::input, path, "holds no vector tiles but «" + format + "»");
    m_head.format = "MBTiles";
    m_head.minzoom = static_cast<int>(number("SELECT min(zoom_level) FROM tiles"));
    m_head.maxzoom = static_cast<int>(number("SELECT max(zoom_level) FROM tiles"));
    m_head.tiles = static_cast<std::uint64_t>(number("SELECT count(*) FROM tiles"));
    const bool shares = number("SELECT count(*) FROM sqlite_master WHERE name IN ('map', 'images')") == 2;
    m_head.contents = shares ? static_cast<std::uint64_t>(number("SELECT count(*) FROM images")) : m_head.tiles;
    if (const std::string& bounds = rows["bounds"]; !bounds.empty() && !read_bounds(bounds, m_head))
        store::damaged(path, "its bounds cannot be read");
    m_head.metadata = metadata_json(std::move(rows), path);
}

std::string Mbtiles::unpacked(const TileStatement& row, int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(row.get(), column));
    const std::string_view blob(bytes, bytes == nullptr ? 0 : static_cast<std::size_t>(sqlite3_column_bytes(row.get(), column)));
    return is_gzip(blob) ? gunzipped(blob, kMostTileBytes, m_path) : std::string(blob);
}

void Mbtiles::for_each(const Visit& visit) {
    const TileStatement row = prepared("SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles ORDER BY 1, 2, 3 DESC");
    while (step(row)) {
        const std::int64_t z = sqlite3_column_int64(row.get(), 0);
        const std::int64_t x = sqlite3_column_int64(row.get(), 1);
        const std::int64_t from_south = sqlite3_column_int64(row.get(), 2);
        if (z < 0 || z > core::kDeepestZoom) store::damaged(m_path, "a tile has a zoom that cannot be");
        const std::int64_t side = std::int64_t{1} << static_cast<unsigned>(z);
        if (x < 0 || x >= side || from_south < 0 || from_south >= side) store::damaged(m_path, "a tile lies outside the world");
        visit({static_cast<int>(z), static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(side - 1 - from_south)},
              unpacked(row, 3));
    }
}

std::optional<std::string> Mbtiles::tile(core::TileId id) {
    const TileStatement row =
        prepared("SELECT tile_data FROM tiles WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3");
    sqlite3_bind_int64(row.get(), 1, id.z);
    sqlite3_bind_int64(row.get(), 2, id.x);
    sqlite3_bind_int64(row.get(), 3, (std::int64_t{1} << static_cast<unsigned>(id.z)) - 1 - id.y);
    if (!step(row)) return std::nullopt;
    return unpacked(row, 0);
}

}  // namespace

std::unique_ptr<TileArchive> open_mbtiles(const std::string& path) { return std::make_unique<Mbtiles>(path); }

}  // namespace covmap::test
