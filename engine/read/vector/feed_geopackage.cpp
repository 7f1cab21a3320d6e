// GeoPackage tables through SQLite's own handle: geometry values are parsed where SQLite holds them, and large ones are read
// piece by piece, so that a multipolygon of any size costs one ring of memory.
// Source: OGC 12-128r18 §2.1.3 (geometry encoding); sqlite.org/c3ref/blob_open.html.
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "read/files/field_text.hpp"
#include "read/vector/ring_stream_paths.hpp"

namespace covmap::read {
namespace {

constexpr std::size_t kLargeValueBytes = 4U << 20U;
constexpr std::size_t kWindowBytes = 1U << 16U;
constexpr unsigned kEmptyFlag = 0x10U, kExtendedFlag = 0x20U;

struct StatementCloser {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
struct BlobCloser {
    void operator()(sqlite3_blob* blob) const { sqlite3_blob_close(blob); }
};
using Statement = std::unique_ptr<sqlite3_stmt, StatementCloser>;
using Blob = std::unique_ptr<sqlite3_blob, BlobCloser>;

std::string quoted(const std::string& name) {
    std::string text = "\"";
    for (const char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + "\"";
}

// A value of the database read through a window; large reads go straight into the caller's memory.
class BlobSource : public ByteSource {
public:
    explicit BlobSource(sqlite3_blob* blob) : m_blob(blob), m_size(static_cast<std::size_t>(sqlite3_blob_bytes(blob))) {}
    [[nodiscard]] std::size_t size() const override { return m_size; }
    bool read(std::size_t offset, void* into, std::size_t count) override {
        if (count >= kWindowBytes) return fetch(offset, into, count);
        if (offset < m_begin || offset + count > m_end) {
            const std::size_t wanted = std::min(kWindowBytes, m_size - offset);
            if (!fetch(offset, m_window.data(), wanted)) return false;
            m_begin = offset;
            m_end = offset + wanted;
        }
        std::memcpy(into, m_window.data() + (offset - m_begin), count);
        return true;
    }

private:
    bool fetch(std::size_t offset, void* into, std::size_t count) {
        return sqlite3_blob_read(m_blob, into, static_cast<int>(count), static_cast<int>(offset)) == SQLITE_OK;
    }
    sqlite3_blob* m_blob;
    std::size_t m_size, m_begin = 0, m_end = 0;
    std::array<std::byte, kWindowBytes> m_window;
};

// The same bytes without the GeoPackage header.
class TailSource : public ByteSource {
public:
    TailSource(ByteSource& whole, std::size_t begin) : m_whole(whole), m_begin(begin) {}
    [[nodiscard]] std::size_t size() const override { return m_whole.size() - m_begin; }
    bool read(std::size_t offset, void* into, std::size_t count) override { return m_whole.read(m_begin + offset, into, count); }

private:
    ByteSource& m_whole;
    std::size_t m_begin;
};

// Bytes before the WKB; 0 when this is no GeoPackage geometry.
std::size_t header_bytes(const std::array<std::uint8_t, 8>& head) {
    constexpr std::array<std::size_t, 5> kEnvelopeBytes = {0, 32, 48, 48, 64};
    const unsigned flags = head[3], envelope = (flags >> 1U) & 7U;
    const bool extended = (flags & kExtendedFlag) != 0;
    if (head[0] != 'G' || head[1] != 'P' || envelope > 4 || extended) return 0;
    return head.size() + kEnvelopeBytes[envelope];
}

void feed_value(ByteSource& value, FeatureFeed& feed) {
    std::array<std::uint8_t, 8> head{};
    if (value.size() < head.size()) return feed.unparsable();
    if (!value.read(0, head.data(), head.size())) throw_damaged(feed.file(), "a geometry cannot be read");
    const std::size_t skipped = header_bytes(head);
    if (skipped == 0 || skipped > value.size()) return feed.unparsable();
    if ((head[3] & kEmptyFlag) != 0) return feed.no_geometry();
    TailSource wkb(value, skipped);
    feed.wkb(wkb);
}

std::string value_text(sqlite3_stmt* row, int column) {
    switch (sqlite3_column_type(row, column)) {
        case SQLITE_INTEGER:
            return integer_text(sqlite3_column_int64(row, column));
        case SQLITE_FLOAT:
            return real_text(sqlite3_column_double(row, column));
        case SQLITE_TEXT: {
            const void* text = sqlite3_column_text(row, column);
            return {static_cast<const char*>(text), static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
        }
        default:
            return {};
    }
}

struct Table {
    sqlite3* database = nullptr;
    std::string name, fid, geometry;
};

bool is_table(const Table& table) {
    if (table.database == nullptr || table.fid.empty() || table.geometry.empty()) return false;
    sqlite3_stmt* made = nullptr;
    const int prepared = sqlite3_prepare_v2(
        table.database, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND lower(name) = lower(?1)", -1, &made, nullptr);
    const Statement statement(made);
    if (prepared != SQLITE_OK) return false;
    sqlite3_bind_text(made, 1, table.name.c_str(), -1, SQLITE_TRANSIENT);
    return sqlite3_step(made) == SQLITE_ROW;
}

// Columns: FID, bytes of the geometry, the geometry when small, then the wanted ones.
std::string selection(OGRLayerH layer, const Table& table, const ColumnPositions& columns) {
    const std::vector<std::string> names = stored_column_names(layer);
    const std::string geometry = quoted(table.geometry);
    std::string sql = "SELECT " + quoted(table.fid) + ", length(" + geometry + "), CASE WHEN length(" + geometry +
                      ") <= " + std::to_string(kLargeValueBytes) + " THEN " + geometry + " END";
    for (const int column : columns)
        sql += ", " + quoted(column == kFidColumn ? table.fid : names[static_cast<std::size_t>(column)]);
    return sql + " FROM " + quoted(table.name);
}

void feed_row(const Table& table, sqlite3_stmt* row, const ColumnPositions& columns, FeatureFeed& feed) {
    for (std::size_t i = 0; i < columns.size(); ++i) feed.values()[i] = value_text(row, 3 + static_cast<int>(i));
    const std::int64_t fid = sqlite3_column_int64(row, 0);
    if (!feed.begin(fid)) return;
    if (sqlite3_column_type(row, 1) == SQLITE_NULL) return feed.no_geometry();
    if (sqlite3_column_type(row, 2) != SQLITE_NULL) {
        const void* bytes = sqlite3_column_blob(row, 2);
        const auto count = static_cast<std::size_t>(sqlite3_column_bytes(row, 2));
        MemorySource value({static_cast<const std::byte*>(bytes), count});
        return feed_value(value, feed);
    }
    sqlite3_blob* opened = nullptr;
    const int done = sqlite3_blob_open(table.database, "main", table.name.c_str(), table.geometry.c_str(), fid, 0, &opened);
    const Blob blob(opened);
    if (done != SQLITE_OK) throw_damaged(feed.file(), sqlite3_errmsg(table.database));
    BlobSource value(blob.get());
    feed_value(value, feed);
}

}  // namespace

bool feed_geopackage(GDALDatasetH dataset, OGRLayerH layer, const ColumnPositions& columns, FeatureFeed& feed) {
    const Table table{static_cast<sqlite3*>(GDALGetInternalHandle(dataset, "SQLITE_HANDLE")), OGR_L_GetName(layer),
                      OGR_L_GetFIDColumn(layer), OGR_L_GetGeometryColumn(layer)};
    if (!is_table(table)) return false;
    sqlite3_stmt* made = nullptr;
    const std::string sql = selection(layer, table, columns);
    const int prepared = sqlite3_prepare_v2(table.database, sql.c_str(), -1, &made, nullptr);
    const Statement statement(made);
    if (prepared != SQLITE_OK) throw_damaged(feed.file(), sqlite3_errmsg(table.database));
    int step = SQLITE_ROW;
    while ((step = sqlite3_step(made)) == SQLITE_ROW) feed_row(table, made, columns, feed);
    if (step != SQLITE_DONE) throw_damaged(feed.file(), sqlite3_errmsg(table.database));
    return true;
}

}  // namespace covmap::read
