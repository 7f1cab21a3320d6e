#include "export/formats/gpkg_metadata.hpp"

#include "export/style/qmd.hpp"
#include "store/bytes/sqlite_file.hpp"

namespace covmap::exports {

namespace {

/// By this address QGIS knows its own documents.
constexpr const char* kStandard = "http://mrcc.com/qgis.dtd";

constexpr const char* kInsert =
    "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata) VALUES ('dataset', ?1, 'text/xml', ?2)";
constexpr const char* kRefer =
    "INSERT INTO gpkg_metadata_reference (reference_scope, table_name, column_name, row_id_value, timestamp, md_file_id, "
    "md_parent_id) "
    "VALUES ('table', ?1, NULL, NULL, ?2, last_insert_rowid(), NULL)";

void add(store::SqliteFile& file, const model::Table& table, const GpkgContents& contents, const std::string& stamp) {
    file.run(kInsert, {kStandard, layer_qmd(table, contents.credits)});
    file.run(kRefer, {table.name, stamp});
}

}  // namespace

void add_table_metadata(const GpkgContents& contents, const std::string& stamp, const std::string& path) {
    store::SqliteFile file(path);
    file.run("PRAGMA synchronous = OFF");
    file.run("BEGIN");
    for (const model::MapLayer& layer : contents.layers) add(file, *layer.table, contents, stamp);
    for (const model::Table* table : contents.tables) add(file, *table, contents, stamp);
    file.run("COMMIT");
}

}  // namespace covmap::exports
