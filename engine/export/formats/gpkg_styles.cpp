#include "export/formats/gpkg_styles.hpp"

#include "export/style/style.hpp"
#include "store/bytes/sqlite_file.hpp"

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
constexpr const char* kInsertStyle =
    "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, "
    "useAsDefault, description, owner, ui, update_time) VALUES ('', '', ?1, ?2, ?3, ?4, '', ?5, ?6, '', '', ?7)";

/// TEXT(30): QGIS does not mind more, PostgreSQL does.
constexpr std::size_t kStyleName = 30;

}  // namespace

void add_styles(const GpkgContents& contents, const std::string& stamp, const std::string& path) {
    store::SqliteFile database(path);
    database.run("PRAGMA synchronous = OFF");
    database.run("BEGIN");
    database.run(kCreate);
    database.run(kRegister, {stamp});
    const Credits& credits = contents.credits;
    const auto add = [&](const model::Table& table, const char* geometry, const std::string& name, const std::string& qml,
                         const char* is_default) {
        database.run(kInsertStyle, {table.name, geometry, name.substr(0, kStyleName), qml, is_default,
                                    table.title.in(credits.language), stamp});
    };
    for (const model::MapLayer& layer : contents.layers) {
        const model::Table& table = *layer.table;
        add(table, "geom", table.name, layer_qml(table, credits), "1");
        if (const std::string circles = circles_qml(table, credits); !circles.empty())
            add(table, "geom", table.name + "_circles", circles, "0");
    }
    for (const model::Table* table : contents.tables) add(*table, "", table->name, layer_qml(*table, credits), "1");
    database.run("COMMIT");
}

}  // namespace covmap::exports
