// The same polygons through every format and path.
#include <cpl_vsi.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>

#include "read/support/vector_files.hpp"
#include "read/vector/ring_stream.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using test::Recorder;
using test::source_of;
using test::TempFolder;
using test::TestLayer;
using test::write_layer;

// Clockwise shells and counter-clockwise holes, as shapefiles keep them.
TestLayer world() {
    TestLayer layer;
    layer.geometry = "MultiPolygon";
    layer.name = "world";
    layer.columns = {{"code", "text"}, {"n", "integer"}};
    layer.features = {
        {{"01001", "1"}, "MULTIPOLYGON (((0 0,0 10,10 10,10 0,0 0),(2 2,4 2,4 4,2 4,2 2)),((20 20,20 30,30 30,20 20)))"},
        {{"2A004", "2"}, "MULTIPOLYGON (((100.25 100.5,100 110,110 110,100.25 100.5)))"},
        {{"", ""}, "MULTIPOLYGON (((-5 -5,-5 -4,-4 -4,-5 -5)))"},
    };
    return layer;
}

std::vector<std::string> lines(const model::Source& source, StreamPath way) {
    Recorder recorder;
    recorder.with_id = false;
    core::Defects defects;
    stream_rings({source, {"code", "n"}, way}, recorder, defects);
    CHECK(defects.empty());
    return recorder.sorted();
}

const std::vector<std::string> kWorld = {
    "[,] +(-5 -5,-5 -4,-4 -4,-5 -5)",
    "[01001,1] +(0 0,0 10,10 10,10 0,0 0) -(2 2,4 2,4 4,2 4,2 2) +(20 20,20 30,30 30,20 20)",
    "[2A004,2] +(100.25 100.5,100 110,110 110,100.25 100.5)",
};

void copy_into(const std::string& from, const std::string& vsi_to) {
    std::ifstream in(from, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    VSILFILE* out = VSIFOpenL(vsi_to.c_str(), "wb");
    REQUIRE(out != nullptr);
    REQUIRE(VSIFWriteL(bytes.data(), 1, bytes.size(), out) == bytes.size());
    VSIFCloseL(out);
}

}  // namespace

TEST_CASE("GeoPackage, FlatGeobuf, shapefile and GeoJSON give the same rings on every path") {
    const TempFolder folder;
    TestLayer layer = world();
    for (const auto& [driver, name] : {std::pair<std::string, std::string>{"GPKG", "a.gpkg"},
                                       {"FlatGeobuf", "a.fgb"},
                                       {"ESRI Shapefile", "a.shp"},
                                       {"GeoJSON", "a.geojson"}}) {
        layer.driver = driver;
        const std::string path = write_layer(folder.path(name), layer);
        for (const StreamPath way : {StreamPath::automatic, StreamPath::arrow, StreamPath::features}) {
            INFO(name << " " << static_cast<int>(way));
            CHECK(lines(source_of(path), way) == kWorld);
        }
    }
}

TEST_CASE("files inside gzip and zip are read as they are") {
    const TempFolder folder;
    TestLayer layer = world();
    layer.driver = "GeoJSON";
    const std::string plain = write_layer(folder.path("a.geojson"), layer);
    copy_into(plain, "/vsigzip/" + folder.path("a.geojson.gz"));
    CHECK(lines(source_of(folder.path("a.geojson.gz")), StreamPath::automatic) == kWorld);
    CHECK(lines(source_of("/vsigzip/" + folder.path("a.geojson.gz")), StreamPath::automatic) == kWorld);
    layer.driver = "GPKG";
    const std::string package = write_layer(folder.path("a.gpkg"), layer);
    copy_into(package, "/vsizip/" + folder.path("b.zip") + "/a.gpkg");
    CHECK(lines(source_of("/vsizip/" + folder.path("b.zip") + "/a.gpkg"), StreamPath::automatic) == kWorld);
    CHECK(lines(source_of(folder.path("b.zip")), StreamPath::automatic) == kWorld);
}

TEST_CASE("a value of a GeoPackage over 4 MB, read piece by piece, gives the same rings as GDAL's features") {
    const TempFolder folder;
    TestLayer layer;
    layer.geometry = "MultiPolygon";
    std::string wkt = "MULTIPOLYGON (";
    for (int part = 0; part < 60; ++part) {
        wkt += part > 0 ? ",((" : "((";
        const int vertices = part % 7 == 0 ? 20000 : 3000 + part;  // some rings are larger than the window, some are not
        for (int i = 0; i <= vertices; ++i) {
            const double angle = 6.283185307179586 * (i % vertices) / vertices;
            wkt += (i > 0 ? "," : "") + std::to_string(part * 1000 + 400 * std::cos(angle)) + " " +
                   std::to_string(400 * std::sin(angle));
        }
        wkt += "))";
    }
    layer.features = {{{}, wkt + ")"}};
    const std::string path = write_layer(folder.path("a.gpkg"), layer);
    struct Hash : RingVisitor {
        std::vector<core::Point> all;
        bool begin_feature(const StreamFeature&) override { return true; }
        void ring(std::span<const core::Point> vertices, core::RingRole) override {
            all.insert(all.end(), vertices.begin(), vertices.end());
        }
    };
    Hash streamed, featured;
    core::Defects defects;
    stream_rings({source_of(path), {}}, streamed, defects);
    stream_rings({source_of(path), {}, StreamPath::features}, featured, defects);
    CHECK(streamed.all.size() > 300000);
    CHECK(streamed.all == featured.all);
    CHECK(defects.empty());
}
