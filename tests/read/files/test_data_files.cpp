#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_srs_api.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>

#include "core/error.hpp"
#include "read/demand/demand.hpp"
#include "read/files/data_files.hpp"
#include "read/files/gdal_init.hpp"
#include "read/inspect/inspect.hpp"
#include "read/support/archives.hpp"
#include "read/support/vector_files.hpp"
#include "read/table/table_reader.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using test::bytes_of;
using test::TempFolder;

const std::string kSquare = "POLYGON ((0 0,1 0,1 1,0 0))";

void copy_into(const std::string& from, const std::string& to) {
    const std::string bytes = bytes_of(from);
    VSILFILE* out = VSIFOpenL(to.c_str(), "wb");
    REQUIRE(out != nullptr);
    REQUIRE(VSIFWriteL(bytes.data(), 1, bytes.size(), out) == bytes.size());
    VSIFCloseL(out);
}

std::string write_raster(const std::string& path) {
    init_gdal();
    GDALDatasetH made = GDALCreate(GDALGetDriverByName("GTiff"), path.c_str(), 2, 2, 1, GDT_Float32, nullptr);
    double place[] = {4000000, 1000, 0, 3000000, 0, -1000};
    GDALSetGeoTransform(made, place);
    OGRSpatialReferenceH crs = OSRNewSpatialReference(nullptr);
    OSRSetFromUserInput(crs, "EPSG:3035");
    GDALSetSpatialRef(made, crs);
    OSRRelease(crs);
    float people[] = {1, 2, 3, 4};
    REQUIRE(GDALRasterIO(GDALGetRasterBand(made, 1), GF_Write, 0, 0, 2, 2, people, 2, 2, GDT_Float32, 0, 0) == CE_None);
    GDALClose(made);
    return path;
}

/// Every file below a folder and its bytes.
std::map<std::string, std::string> contents(const std::string& folder) {
    std::map<std::string, std::string> found;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) found[entry.path().string()] = bytes_of(entry.path().string());
    return found;
}

std::size_t polygons_in(const std::string& path) {
    core::Defects defects;
    test::Recorder seen;
    stream_rings({test::source_of(path), {}}, seen, defects);
    return seen.features.size();
}

std::string ending_of(const std::string& driver) {
    static const std::map<std::string, std::string> kEndings = {
        {"GPKG", ".gpkg"}, {"ESRI Shapefile", ".shp"}, {"GeoJSON", ".geojson"},  {"FlatGeobuf", ".fgb"}, {"GML", ".gml"},
        {"KML", ".kml"},   {"SQLite", ".sqlite"},      {"MapInfo File", ".tab"}, {"OpenFileGDB", ".gdb"}};
    return kEndings.at(driver);
}

/// One polygon in the format; what its writer leaves beside it is taken away.
std::string write_polygon(const TempFolder& folder, const std::string& driver) {
    const std::string path = folder.path("cov" + ending_of(driver));
    test::write_layer(path, {.driver = driver,
                             .name = "cov",
                             .crs = driver == "KML" ? "EPSG:4326" : "EPSG:3035",
                             .columns = {{"op"}},
                             .features = {{{"1"}, kSquare}}});
    for (const char* beside : {"cov.gfs", "cov.xsd"}) fs::remove(folder.path(beside));
    return path;
}

}  // namespace

TEST_CASE("nothing is written to a vector file or beside it, whatever its format, packed or plain") {
    for (const char* driver :
         {"GPKG", "ESRI Shapefile", "GeoJSON", "FlatGeobuf", "GML", "KML", "SQLite", "MapInfo File", "OpenFileGDB"}) {
        INFO(driver);
        const TempFolder folder;
        const std::string plain = write_polygon(folder, driver);
        if (fs::is_regular_file(plain)) {
            const std::string ending = ending_of(driver);
            copy_into(plain, "/vsizip/" + folder.path("packed.zip") + "/sub/cov" + ending);
            if (ending == ".gml" || ending == ".geojson") copy_into(plain, "/vsigzip/" + folder.path("cov" + ending + ".gz"));
        }
        const auto before = contents(folder.path());
        CHECK(polygons_in(plain) == 1);
        CHECK(inspect_file(plain).layers.size() == 1);
        CHECK(TableReader(plain).next());
        for (const auto& [path, bytes] : before)
            if (path.ends_with(".gz") ||
                (path.ends_with(".zip") && std::string(driver) != "ESRI Shapefile" && std::string(driver) != "MapInfo File"))
                CHECK(polygons_in(path) == 1);
        CHECK(contents(folder.path()) == before);
    }
}

TEST_CASE("nothing is written to a raster or a table or beside it") {
    const TempFolder folder;
    const std::string raster = write_raster(folder.path("pop.tif"));
    copy_into(raster, "/vsizip/" + folder.path("pop.zip") + "/pop.tif");
    const std::string table = folder.file("a.csv", "code,n\n01001,2\n");
    copy_into(table, "/vsigzip/" + folder.path("a.csv.gz"));
    (void)test::write_7z(folder.path("a.7z"), {{"a.csv", bytes_of(table)}});
    const auto before = contents(folder.path());
    for (const char* name : {"pop.tif", "pop.zip"}) {
        CHECK(inspect_file(folder.path(name)).raster->bands.at(0).max == 4);
        model::DemandSpec spec;
        spec.source = test::source_of(folder.path(name));
        spec.format = "raster";
        spec.attributes.push_back({"population", "1", {}, ""});
        CHECK(open_demand(spec)->attributes() == 1);
    }
    for (const char* name : {"a.csv", "a.csv.gz", "a.7z"}) {
        CHECK(TableReader(folder.path(name)).next());
        CHECK(inspect_file(folder.path(name)).layers.at(0).columns.size() == 2);
    }
    CHECK(contents(folder.path()) == before);
}

TEST_CASE("GML in latitude and longitude comes longitude first") {
    const TempFolder folder;
    const std::string gml = folder.file("a.gml", R"(<?xml version="1.0"?>
<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:a="urn:x" gml:id="f"><gml:featureMember><a:cov gml:id="c">
<a:geom><gml:Polygon srsName="urn:ogc:def:crs:EPSG::4326" gml:id="p"><gml:exterior><gml:LinearRing><gml:posList>
48 5 48 6 49 6 48 5</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></a:geom></a:cov></gml:featureMember>
</gml:FeatureCollection>)");
    core::Defects defects;
    test::Recorder seen;
    seen.with_id = false;
    stream_rings({test::source_of(gml), {}}, seen, defects);
    CHECK(seen.features == std::vector<std::string>{"[] +(5 48,6 48,6 49,5 48)"});
}

TEST_CASE("a file in a folder of a zip is found, and readmes and previews beside it are not asked about") {
    const TempFolder folder;
    const std::string plain = test::write_layer(folder.path("cov.gpkg"), {.columns = {}, .features = {{{}, kSquare}}});
    const std::string zip = folder.path("a.zip");
    copy_into(plain, "/vsizip/" + zip + "/couverture/2024/cov.gpkg");
    copy_into(folder.file("readme.txt", "x"), "/vsizip/" + zip + "/README.txt");
    copy_into(folder.file("x.png", "x"), "/vsizip/" + zip + "/__MACOSX/couverture/2024/._cov.gpkg");
    CHECK(polygons_in(zip) == 1);
    CHECK(inspect_file(zip).layers.at(0).geometry == "Polygon");
}

TEST_CASE("a raster is found in a zip beside its overviews, tables and documents") {
    const TempFolder folder;
    const std::string plain = write_raster(folder.path("GHS_POP.tif"));
    const std::string zip = "/vsizip/" + folder.path("ghs.zip") + "/";
    copy_into(plain, zip + "GHS_POP.tif");
    copy_into(plain, zip + "GHS_POP.tif.ovr");
    copy_into(folder.file("a.pdf", "x"), zip + "guide.pdf");
    copy_into(folder.file("a.xlsx", "x"), zip + "metadata.xlsx");
    CHECK(data_file(folder.path("ghs.zip"), {}, Content::rasters) == zip + "GHS_POP.tif");
    CHECK(inspect_file(folder.path("ghs.zip")).raster);
}

TEST_CASE("two tables of an archive are told apart by layer") {
    const TempFolder folder;
    const std::string path = test::write_7z(folder.path("a.7z"), {{"x/communes.csv", "a\n1\n"}, {"x/cantons.csv", "b\n2\n"}});
    CHECK_THROWS_WITH(TableReader(path, {}, "a.7z"), Contains("holds several data files: «x/cantons.csv», «x/communes.csv»"));
    CHECK(TableReader(path, "communes").columns() == std::vector<std::string>{"a"});
}

TEST_CASE("a folder of a FileGDB is read from an archive too") {
    const TempFolder folder;
    const std::string gdb = write_polygon(folder, "OpenFileGDB");
    std::vector<std::pair<std::string, std::string>> files;
    for (const auto& [path, bytes] : contents(gdb)) {
        files.emplace_back("data/" + fs::path(path).lexically_relative(folder.path()).string(), bytes);
        copy_into(path, "/vsizip/" + folder.path("a.zip") + "/" + files.back().first);
    }
    CHECK(polygons_in(folder.path("a.zip")) == 1);
    CHECK(polygons_in(test::write_7z(folder.path("a.7z"), files)) == 1);
}

TEST_CASE("a .gz that grows without end is refused: other files before GDAL reads them, tables while they are read") {
    const TempFolder folder;
    // Gzip members one after the other are one file.
    const auto bomb = [&](const std::string& name, const std::string& line) {
        std::string member(std::size_t{32} << 20, ' ');
        for (std::size_t at = 0; at + line.size() < member.size(); at += 4096) member.replace(at, line.size(), line);
        {
            VSILFILE* out = VSIFOpenL(("/vsigzip/" + folder.path("member.gz")).c_str(), "wb");
            REQUIRE(VSIFWriteL(member.data(), 1, member.size(), out) == member.size());
            VSIFCloseL(out);
        }
        const std::string packed = bytes_of(folder.path("member.gz"));
        std::ofstream out(folder.path(name), std::ios::binary);
        for (int i = 0; i < 34; ++i) out << packed;
        return folder.path(name);
    };
    const auto refused = Contains("grows to over 500 times its size, beyond 1 GiB, when it is unpacked");
    CHECK_THROWS_WITH(data_files(bomb("a.geojson.gz", " "), "a.geojson.gz", {}), refused);
    const std::string table = bomb("a.csv.gz", "a,b\n");
    CHECK_NOTHROW(data_files(table, "a.csv.gz", {}));
    TableReader reader(table);
    CHECK_THROWS_WITH(
        [&] {
            while (reader.next()) {
            }
        }(),
        refused);
}

TEST_CASE("a .tar.gz is unpacked as a .7z is") {
    const TempFolder folder;
    const std::string path = folder.path("a.tar.gz");
    archive* out = archive_write_new();
    archive_write_add_filter_gzip(out);
    archive_write_set_format_ustar(out);
    REQUIRE(archive_write_open_filename(out, path.c_str()) == ARCHIVE_OK);
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, "sub/a.csv");
    archive_entry_set_size(entry, 4);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(out, entry);
    archive_write_data(out, "a\n1\n", 4);
    archive_entry_free(entry);
    archive_write_free(out);
    CHECK(TableReader(path).columns() == std::vector<std::string>{"a"});
    CHECK(inspect_file(path).kind == InspectedKind::table);
}
