#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <sqlite3.h>

#include <catch2/catch.hpp>

#include "export/formats/gpkg.hpp"
#include "export/style/qmd.hpp"
#include "export/style/style.hpp"
#include "export/support/world.hpp"

using namespace covmap;
using tests::Scratch;

namespace {

struct World {
    model::Table table = tests::communes();
    model::Table longer = tests::counts();
    core::MultiPolygon alpha = {{tests::square(700000, 6600000, 1000), tests::square(700250, 6600250, 500)}};
    core::MultiPolygon gamma = {{tests::square(702000, 6600000, 500)}, {tests::square(703000, 6600000, 500)}};
    [[nodiscard]] exports::GpkgContents contents(const std::string& crs = "") const {
        return {{{&table, {&alpha, nullptr, &gamma}, "EPSG:2154"}}, {&longer}, crs, tests::credits()};
    }
};

/// The first column of the first row of a query, as text.
std::string asked(const std::string& path, const std::string& sql) {
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(handle, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
    std::string answer;
    if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0) != nullptr)
        answer = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(handle);
    return answer;
}

}  // namespace

TEST_CASE("GDAL reads the layers back: codes as text, exact numbers, nulls, CRS, polygons with holes") {
    const Scratch scratch;
    exports::write_gpkg(World().contents(), scratch / "covmap.gpkg");
    const GDALDatasetUniquePtr file(GDALDataset::Open((scratch / "covmap.gpkg").c_str(), GDAL_OF_VECTOR));
    REQUIRE(file);
    OGRLayer* layer = file->GetLayerByName("commune");
    REQUIRE(layer != nullptr);
    CHECK(layer->GetFeatureCount() == 3);
    CHECK(layer->GetGeomType() == wkbMultiPolygon);
    CHECK(std::string(layer->GetSpatialRef()->GetAuthorityCode(nullptr)) == "2154");
    CHECK(layer->TestCapability(OLCFastSpatialFilter) != 0);
    const OGRFeatureUniquePtr alpha(layer->GetNextFeature());
    CHECK(std::string(alpha->GetFieldAsString("code")) == "01001");
    CHECK(alpha->GetFieldAsDouble("population") == 100.5);
    CHECK(alpha->GetFieldAsDouble("any_4g_population_pct") == 50.25);
    CHECK(alpha->GetGeometryRef()->toMultiPolygon()->get_Area() == Approx(750000));
    const OGRFeatureUniquePtr beta(layer->GetNextFeature());
    CHECK(beta->GetGeometryRef() == nullptr);
    CHECK(beta->IsFieldNull(beta->GetFieldIndex("any_4g_population_pct")));
    const OGRFeatureUniquePtr gamma(layer->GetNextFeature());
    CHECK(gamma->GetGeometryRef()->toMultiPolygon()->getNumGeometries() == 2);
    CHECK(gamma->GetFieldAsDouble("area_km2") == 1e-8);
}

TEST_CASE("long tables are attribute tables with integers and booleans") {
    const Scratch scratch;
    exports::write_gpkg(World().contents(), scratch / "covmap.gpkg");
    CHECK(asked(scratch / "covmap.gpkg", "SELECT data_type FROM gpkg_contents WHERE table_name = 'commune_counts'") ==
          "attributes");
    CHECK(asked(scratch / "covmap.gpkg", "SELECT group_concat(ifnull(operators, 'null') || secret) FROM commune_counts") ==
          "00,11,null0");
    CHECK(asked(scratch / "covmap.gpkg", "SELECT type FROM pragma_table_info('commune_counts') WHERE name = 'secret'") ==
          "BOOLEAN");
}

TEST_CASE("places are a layer of points in the same CRS, zones one without the scattered") {
    const Scratch scratch;
    const World world;
    const model::Table places = tests::places(), zones = tests::zones();
    exports::GpkgContents contents = world.contents("EPSG:3035");
    contents.layers.push_back({&zones, {&world.alpha, &world.gamma, nullptr}, "EPSG:2154"});
    contents.layers.push_back({&places, {}, "EPSG:4326", {core::Point{3, 46.5}, core::Point{4, 46.5}, std::nullopt}});
    exports::write_gpkg(contents, scratch / "covmap.gpkg");
    const GDALDatasetUniquePtr file(GDALDataset::Open((scratch / "covmap.gpkg").c_str(), GDAL_OF_VECTOR));
    REQUIRE(file);
    CHECK(file->GetLayerByName("zones_no_4g")->GetFeatureCount() == 2);
    OGRLayer* layer = file->GetLayerByName("schools");
    REQUIRE(layer != nullptr);
    CHECK(layer->GetGeomType() == wkbPoint);
    CHECK(layer->GetFeatureCount() == 3);
    const OGRFeatureUniquePtr alpha(layer->GetNextFeature());
    CHECK(alpha->GetGeometryRef()->toPoint()->getX() > 3'700'000);
}

TEST_CASE("polygons are brought into the output CRS") {
    const Scratch scratch;
    exports::write_gpkg(World().contents("EPSG:3035"), scratch / "covmap.gpkg");
    const GDALDatasetUniquePtr file(GDALDataset::Open((scratch / "covmap.gpkg").c_str(), GDAL_OF_VECTOR));
    REQUIRE(file);
    OGRLayer* layer = file->GetLayerByName("commune");
    CHECK(std::string(layer->GetSpatialRef()->GetAuthorityCode(nullptr)) == "3035");
    OGREnvelope box;
    REQUIRE(layer->GetExtent(&box) == OGRERR_NONE);
    CHECK(box.MinX > 3'700'000);
    CHECK(box.MaxX < 3'900'000);
    CHECK(box.MinY > 2'500'000);
    CHECK(box.MaxY < 2'700'000);
}

TEST_CASE(
    "each layer has a default style as QGIS writes it, circles beside it, each table its aliases; the table is registered") {
    const Scratch scratch;
    const World world;
    exports::write_gpkg(world.contents(), scratch / "covmap.gpkg");
    const std::string path = scratch / "covmap.gpkg";
    CHECK(asked(path,
                "SELECT group_concat(f_table_name || ' ' || styleName || ' ' || f_geometry_column || ' ' || useAsDefault, ', ') "
                "FROM layer_styles") ==
          "commune commune geom 1, commune commune_circles geom 0, commune_counts commune_counts  1");
    CHECK(asked(path, "SELECT styleQML FROM layer_styles") == exports::layer_qml(world.table, tests::credits()));
    CHECK(asked(path, "SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'") == "attributes");
    CHECK(asked(path, "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = 'commune'") == "geom");
    CHECK(asked(path, "PRAGMA integrity_check") == "ok");
}

TEST_CASE("every table has its metadata, referred to by name, and the file has its own") {
    const Scratch scratch;
    const World world;
    exports::GpkgContents contents = world.contents();
    contents.credits.strictest = "ODbL (share-alike)";
    exports::write_gpkg(contents, scratch / "covmap.gpkg");
    const std::string path = scratch / "covmap.gpkg";
    CHECK(asked(path,
                "SELECT group_concat(reference_scope || ' ' || ifnull(table_name, '-') || ' ' || md_scope, ', ') FROM "
                "gpkg_metadata_reference JOIN "
                "gpkg_metadata ON id = md_file_id ORDER BY id") ==
          "geopackage - dataset, table commune dataset, table commune_counts dataset");
    CHECK(
        asked(
            path,
            "SELECT metadata FROM gpkg_metadata JOIN gpkg_metadata_reference ON id = md_file_id WHERE table_name = 'commune'") ==
        exports::layer_qmd(world.table, contents.credits));
    CHECK(asked(path, "SELECT count(*) FROM gpkg_metadata_reference WHERE timestamp <> '2018-01-01T00:00:00.000Z'") == "0");
    CHECK(asked(path, "SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_metadata'") != "0");
    CHECK(asked(path, "PRAGMA foreign_key_check").empty());
    CHECK(asked(path, "SELECT metadata FROM gpkg_metadata").find("ODbL (share-alike)") != std::string::npos);
}

TEST_CASE("title, sources, licences and date stand in the file") {
    const Scratch scratch;
    exports::write_gpkg(World().contents(), scratch / "covmap.gpkg");
    CHECK(asked(scratch / "covmap.gpkg", "SELECT description FROM gpkg_contents WHERE table_name = 'commune'") ==
          "Sans 4G : 50 habitants");
    const GDALDatasetUniquePtr file(GDALDataset::Open((scratch / "covmap.gpkg").c_str(), GDAL_OF_VECTOR));
    REQUIRE(file);
    CHECK(std::string(file->GetMetadataItem("SOURCE_1")) == "Census, Eurostat, 2021, CC-BY");
    CHECK(std::string(file->GetMetadataItem("LICENCE_1")) == "CC-BY");
    CHECK(std::string(file->GetMetadataItem("DATE")) == "2018-01-01");
}

TEST_CASE("the same contents give the same bytes, at any time") {
    const Scratch scratch;
    const World world;
    exports::write_gpkg(world.contents(), scratch / "one.gpkg");
    ::usleep(1'100'000);  // time stamps of the clock would differ by then
    exports::write_gpkg(world.contents(), scratch / "two.gpkg");
    CHECK((tests::bytes_of(scratch / "one.gpkg") == tests::bytes_of(scratch / "two.gpkg")));
    CHECK(asked(scratch / "one.gpkg", "SELECT max(last_change) || min(last_change) FROM gpkg_contents") ==
          "2018-01-01T00:00:00.000Z2018-01-01T00:00:00.000Z");
}

TEST_CASE("tables alone make a file without layers") {
    const Scratch scratch;
    exports::GpkgContents contents = World().contents();
    const model::Table longer = tests::counts();
    contents.layers.clear();
    contents.tables = {&longer};
    exports::write_gpkg(contents, scratch / "tables.gpkg");
    CHECK(asked(scratch / "tables.gpkg", "SELECT count(*) FROM commune_counts") == "3");
}

TEST_CASE("a folder that does not exist, and an unknown CRS, are output errors") {
    const Scratch scratch;
    const auto missing = tests::error_of([&] { exports::write_gpkg(World().contents(), scratch / "absent/covmap.gpkg"); });
    REQUIRE(missing);
    CHECK(missing->kind() == core::ErrorKind::output);
    CHECK(missing->message().find("it cannot be created") == 0);
    const auto unknown = tests::error_of([&] { exports::write_gpkg(World().contents("EPSG:0"), scratch / "covmap.gpkg"); });
    REQUIRE(unknown);
    CHECK(unknown->kind() == core::ErrorKind::output);
    CHECK(unknown->message() == "the CRS «EPSG:0» is not understood; use a code such as EPSG:2154");
}
