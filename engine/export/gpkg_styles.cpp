#include "export/gpkg_styles.hpp"

#include <memory>

#include <sqlite3.h>

#include "core/error.hpp"
#include "export/style.hpp"

namespace covmap::exports {

namespace {

/// The columns and types that QGIS itself creates: it looks for exactly these.
constexpr const char* kCreate =
    "CREATE TABLE \"layer_styles\" (\"id\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \"f_table_catalog\" TEXT(256), "
    "\"f_table_schema\" TEXT(256), \"f_table_name\" TEXT(256), \"f_geometry_column\" TEXT(256), \"styleName\" TEXT(30), "
    "\"styleQML\" TEXT, \"styleSLD\" TEXT, \"useAsDefault\" BOOLEAN, \"description\" TEXT, \"owner\" TEXT(30), \"ui\" TEXT(30), "
    "\"update_time\" DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))";
constexpr const char* kRegister =
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) "
    "VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?1, 0)";
constexpr const char* kInsert =
    "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, "
    "useAsDefault, description, owner, ui, update_time) VALUES ('', '', ?1, 'geom', ?1, ?2, '', 1, ?3, '', '', ?4)";

class Database {
public:
    explicit Database(const std::string& path) : m_path(path) {
        const int code = sqlite3_open_v2(path.c_str(), &m_handle, SQLITE_OPEN_READWRITE, nullptr);
        if (code != SQLITE_OK) {
            const std::string cause = m_handle != nullptr ? sqlite3_errmsg(m_handle) : sqlite3_errstr(code);
            sqlite3_close(m_handle);
            throw core::Error(core::ErrorKind::output, path, "styles cannot be added (" + cause + ")");
        }
    }
    ~Database() { sqlite3_close(m_handle); }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs one statement with text parameters.
    void run(const char* sql, const std::vector<std::string>& parameters = {}) {
        sqlite3_stmt* prepared = nullptr;
        check(sqlite3_prepare_v2(m_handle, sql, -1, &prepared, nullptr));
        const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(prepared, sqlite3_finalize);
        for (std::size_t i = 0; i < parameters.size(); ++i)
            check(sqlite3_bind_text(prepared, static_cast<int>(i + 1), parameters[i].data(),
                                    static_cast<int>(parameters[i].size()), SQLITE_STATIC));
        int code = SQLITE_ROW;
        while (code == SQLITE_ROW) code = sqlite3_step(prepared);
        if (code != SQLITE_DONE) check(code);
    }

private:
    void check(int code) const {
        if (code == SQLITE_OK) return;
        throw core::Error(core::ErrorKind::output, m_path,
                          "styles cannot be added (" + std::string(sqlite3_errmsg(m_handle)) + "); see that the disk has room");
    }

    std::string m_path;
    sqlite3* m_handle = nullptr;
};

}  // namespace

void add_styles(const GpkgContents& contents, const std::string& stamp, const std::string& path) {
    Database database(path);
    database.run("PRAGMA synchronous = OFF");
    database.run("BEGIN");
    database.run(kCreate);
    database.run(kRegister, {stamp});
    for (const MapLayer& layer : contents.layers) {
        const core::Table& table = *layer.table;
        database.run(kInsert, {table.name, layer_qml(table, contents.credits), table.title.in(contents.credits.language), stamp});
    }
    database.run("COMMIT");
}

}  // namespace covmap::exports
