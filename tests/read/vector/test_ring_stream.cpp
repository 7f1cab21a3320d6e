#include <algorithm>
#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/support/vector_files.hpp"
#include "read/vector/ring_stream.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using Catch::Matchers::Contains;
using test::Recorder;
using test::source_of;
using test::TempFolder;
using test::TestLayer;
using test::write_layer;

const std::string kSquare = "[[[0,0],[1,0],[1,1],[0,1],[0,0]]]";
const std::string kSquareJson = R"({"type":"Polygon","coordinates":)" + kSquare + "}";

struct Streamed {
    Recorder recorder;
    core::Defects defects;
};

Streamed stream(const StreamOptions& options) {
    Streamed out;
    stream_rings(options, out.recorder, out.defects);
    return out;
}

std::string error_of(const StreamOptions& options) {
    Recorder recorder;
    core::Defects defects;
    try {
        stream_rings(options, recorder, defects);
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        return error.what();
    }
    return "no error";
}

TestLayer good_layer() {
    TestLayer layer;
    layer.columns = {{"code", "text"}, {"operateur", "integer"}};
    layer.features = {{{"01001", "20801"}, "POLYGON ((0 0,0 1,1 1,0 0))"}};
    return layer;
}

}  // namespace

TEST_CASE("null and empty geometries are counted, and their records are still told") {
    const TempFolder folder;
    TestLayer layer = good_layer();
    layer.features.push_back({{"01002", ""}, ""});
    layer.features.push_back({{"01003", ""}, "POLYGON EMPTY"});
    const std::string path = write_layer(folder.path("a.gpkg"), layer);
    for (const StreamPath way : {StreamPath::automatic, StreamPath::arrow, StreamPath::features}) {
        const Streamed got = stream({source_of(path), {"code"}, way});
        CHECK(got.defects.count("geometry-empty") == 2);
        CHECK(got.recorder.features == std::vector<std::string>{"1[01001] +(0 0,0 1,1 1,0 0)", "2[01002]", "3[01003]"});
        CHECK(got.recorder.counts.front().records == 3);
        CHECK(got.recorder.counts.front().vertices == 4);
        const core::DefectPlace& place = got.defects.entries().begin()->second.examples.front();
        CHECK(place.file == "a.gpkg");
        CHECK(place.layer == "layer");
        CHECK(place.feature == "2");
    }
}

TEST_CASE("bytes that are no geometry are counted, and the next record is read") {
    const TempFolder folder;
    TestLayer layer = good_layer();
    for (int i = 0; i < 4; ++i) layer.features.push_back(layer.features[0]);
    const std::string path = write_layer(folder.path("a.gpkg"), layer);
    test::run_sql(path, "UPDATE layer SET geom = x'00' WHERE fid = 1");
    test::run_sql(path, "UPDATE layer SET geom = x'4750000100000000' WHERE fid = 2");
    test::run_sql(path, "UPDATE layer SET geom = CAST(substr(geom, 1, length(geom) - 3) AS BLOB) WHERE fid = 3");
    test::run_sql(path, "UPDATE layer SET geom = x'47500020000000000103000000' WHERE fid = 4");
    const Streamed got = stream({source_of(path), {}});
    CHECK(got.defects.count("geometry-unparsable") == 4);
    CHECK(got.recorder.features.back() == "5[] +(0 0,0 1,1 1,0 0)");
}

TEST_CASE("points and lines are counted; polygons beside them in a collection are given") {
    const TempFolder folder;
    const std::string path = folder.file(
        "a.geojson",
        test::geojson({
            {"{}", R"({"type":"Point","coordinates":[1,2]})"},
            {"{}", R"({"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[0,0],[1,1]]},)" +
                       kSquareJson + "]}"},
        }));
    const Streamed got = stream({source_of(path), {}});
    CHECK(got.defects.count("geometry-not-polygon") == 2);
    CHECK(got.recorder.features == std::vector<std::string>{"0[]", "1[] +(0 0,1 0,1 1,0 1,0 0)"});
}

TEST_CASE("a ring with a coordinate that is not finite is left out; a shell takes its holes with it") {
    const TempFolder folder;
    TestLayer layer;
    layer.geometry = "MultiPolygon";
    layer.features = {
        {{}, "MULTIPOLYGON (((0 0,0 9,9 9,0 0),(1 2,2 3,1 3,1 2)),((0 0,0 5,5 5,0 0),(7 7,7 8,8 8,7 7)),((3 3,3 4,4 4,3 3)))"}};
    const std::string path = write_layer(folder.path("a.gpkg"), layer);
    // The second vertex of the first shell becomes NaN, and one of the second polygon's hole infinite.
    const std::string nan = "x'000000000000F87F'", infinite = "x'000000000000F07F'";
    const int header = 8 + 32, first = header + 9 + 9 + 4 + 16;
    const int second_hole = header + 9 + (9 + 4 + 64 + 4 + 64) + 9 + 4 + 64 + 4;
    for (const auto& [offset, value] : {std::pair{first, nan}, std::pair{second_hole, infinite}})
        test::run_sql(path, "UPDATE layer SET geom = CAST(substr(geom,1," + std::to_string(offset) + ") || " + value +
                                " || substr(geom," + std::to_string(offset + 9) + ") AS BLOB)");
    for (const StreamPath way : {StreamPath::automatic, StreamPath::arrow, StreamPath::features}) {
        const Streamed got = stream({source_of(path), {}, way});
        CHECK(got.defects.count("coordinate-not-finite") == 2);
        CHECK(got.recorder.features == std::vector<std::string>{"1[] +(0 0,0 5,5 5,0 0) +(3 3,3 4,4 4,3 3)"});
    }
}

TEST_CASE("arcs are linearised on every path") {
    const TempFolder folder;
    TestLayer layer;
    layer.geometry = "CurvePolygon";
    layer.features = {{{}, "CURVEPOLYGON (CIRCULARSTRING (0 0,1 1,2 0,1 -1,0 0))"}};
    const std::string path = write_layer(folder.path("a.gpkg"), layer);
    for (const StreamPath way : {StreamPath::automatic, StreamPath::arrow, StreamPath::features}) {
        const Streamed got = stream({source_of(path), {}, way});
        CHECK(got.defects.empty());
        CHECK(got.recorder.counts.front().vertices / 4 == 90);  // a degree each
    }
}

TEST_CASE("integers, numbers, dates and nulls of every type are text, the same on each path") {
    const TempFolder folder;
    TestLayer layer;
    layer.columns = {{"i", "integer"}, {"l", "integer64"}, {"r", "real"}, {"d", "date"}, {"t", "text"}};
    const std::string square = "POLYGON ((0 0,0 1,1 1,0 0))";
    layer.features = {{{"20801", "9007199254740993", "20801", "2018-01-31", "2A004"}, square},
                      {{"", "", "", "", ""}, square},
                      {{"-1", "0", "0.5", "1999-12-31", "é"}, square}};
    for (const std::string driver : {"GPKG", "FlatGeobuf"}) {
        layer.driver = driver;
        const std::string path = write_layer(folder.path(driver == "GPKG" ? "a.gpkg" : "a.fgb"), layer);
        for (const StreamPath way : {StreamPath::automatic, StreamPath::arrow, StreamPath::features}) {
            StreamOptions options{source_of(path), {"t", "i", "l", "r", "d"}, way};
            Streamed got = stream(options);
            std::vector<std::string> values;
            for (const std::string& line : got.recorder.sorted())
                values.push_back(line.substr(line.find('['), line.find(']') - line.find('[') + 1));
            std::sort(values.begin(), values.end());
            const std::string midnight = driver == "GPKG" ? "" : "T00:00:00";  // FlatGeobuf has no dates, only moments
            CHECK(values == std::vector<std::string>{"[,,,,]", "[2A004,20801,9007199254740993,20801,2018-01-31" + midnight + "]",
                                                     "[é,-1,0,0.5,1999-12-31" + midnight + "]"});
        }
    }
}

TEST_CASE("text that is not UTF-8 is taken for Windows-1252") {
    const TempFolder folder;
    const std::string path = write_layer(folder.path("a.gpkg"), good_layer());
    test::run_sql(path, "UPDATE layer SET code = CAST(x'C974E980' AS TEXT)");
    for (const StreamPath way : {StreamPath::automatic, StreamPath::arrow, StreamPath::features})
        CHECK(stream({source_of(path), {"code"}, way}).recorder.features.front() == "1[Été€] +(0 0,0 1,1 1,0 0)");
}

TEST_CASE("columns are found in other letter case and by the name of the FID") {
    const TempFolder folder;
    const std::string path = write_layer(folder.path("a.gpkg"), good_layer());
    for (const StreamPath way : {StreamPath::automatic, StreamPath::arrow, StreamPath::features})
        CHECK(stream({source_of(path), {"CODE", "fid"}, way}).recorder.features.front() == "1[01001,1] +(0 0,0 1,1 1,0 0)");
}

TEST_CASE("gaps in the FIDs lose no feature") {
    const TempFolder folder;
    TestLayer layer = good_layer();
    layer.features.clear();
    for (int i = 0; i < 3000; ++i)
        layer.features.push_back(
            {{std::to_string(i), ""}, "POLYGON ((0 0,0 1,1 1,0 0))", i % 2 == 0 ? i * 7 + 1 : 1'000'000 + i});
    const std::string path = write_layer(folder.path("a.gpkg"), layer);
    for (const StreamPath way : {StreamPath::automatic, StreamPath::arrow, StreamPath::features})
        CHECK(stream({source_of(path), {}, way}).recorder.features.size() == 3000);
}

TEST_CASE("a feature that is not wanted costs no ring") {
    const TempFolder folder;
    const std::string path = write_layer(folder.path("a.gpkg"), good_layer());
    struct Refuser : Recorder {
        bool begin_feature(const StreamFeature& feature) override { return Recorder::begin_feature(feature) && false; }
    } refuser;
    core::Defects defects;
    stream_rings({source_of(path), {}}, refuser, defects);
    CHECK(refuser.features == std::vector<std::string>{"1[]"});
    CHECK(refuser.counts.front().records == 1);
}

TEST_CASE("a table without geometry objects of its own, a view, is read too") {
    const TempFolder folder;
    const std::string path = write_layer(folder.path("a.gpkg"), good_layer());
    test::run_sql(path, "CREATE VIEW seen AS SELECT fid AS OGC_FID, geom, code FROM layer");
    test::run_sql(
        path, "INSERT INTO gpkg_contents (table_name, identifier, data_type, srs_id) VALUES ('seen', 'seen', 'features', 3035)");
    test::run_sql(path, "INSERT INTO gpkg_geometry_columns VALUES ('seen', 'geom', 'POLYGON', 3035, 0, 0)");
    StreamOptions options{source_of(path), {"code"}};
    options.source.layer = "seen";
    CHECK(stream(options).recorder.features == std::vector<std::string>{"1[01001] +(0 0,0 1,1 1,0 0)"});
}

TEST_CASE("the CRS of the job goes before that of the file; without either there is an error with its remedy") {
    const TempFolder folder;
    TestLayer layer = good_layer();
    const std::string with = write_layer(folder.path("a.gpkg"), layer);
    CHECK(stream({source_of(with), {}}).recorder.files.front().crs == "EPSG:3035");
    CHECK(stream({source_of(with, "EPSG:2154"), {}}).recorder.files.front().crs == "EPSG:2154");
    layer.crs.clear();
    layer.driver = "ESRI Shapefile";
    const std::string without = write_layer(folder.path("b.shp"), layer);
    CHECK(error_of({source_of(without), {}}) ==
          "b.shp:b: does not say its CRS; state it in the job beside the source, for instance crs = \"EPSG:2154\"");
    layer.driver = "GPKG";
    const std::string package = write_layer(folder.path("c.gpkg"), layer);
    CHECK_THAT(error_of({source_of(package), {}}), Contains("does not say its CRS"));
    CHECK(stream({source_of(without, "EPSG:2154"), {}}).recorder.files.front().crs == "EPSG:2154");
}

TEST_CASE("missing files, layers and columns are named, with what there is instead") {
    const TempFolder folder;
    const std::string path = write_layer(folder.path("a.gpkg"), good_layer());
    CHECK_THAT(error_of({source_of(path), {"operatuer"}}),
               Contains("a.gpkg:layer: has no column «operatuer», did you mean «operateur»?; it has «code», «operateur»"));
    StreamOptions options{source_of(path), {}};
    options.source.layer = "couverture";
    CHECK(error_of(options) == "a.gpkg: has no layer «couverture»; it has «layer»");
    CHECK_THAT(error_of({source_of(folder.path("absent.gpkg")), {}}), Contains("absent.gpkg: cannot be opened as vector data"));
    StreamOptions none;
    none.source.given = "couv/*.gpkg";
    CHECK_THAT(error_of(none), Contains("couv/*.gpkg: no such file"));
}

TEST_CASE("the first layer of polygons is taken, points alone are refused") {
    const TempFolder folder;
    TestLayer points;
    points.geometry = "Point";
    points.name = "points";
    points.features = {{{}, "POINT (1 2)"}};
    const std::string path = write_layer(folder.path("a.gpkg"), points);
    CHECK_THAT(error_of({source_of(path), {}}), Contains("has no layer of polygons (its first layer holds: Point)"));
    write_layer(path, good_layer());
    CHECK(stream({source_of(path), {}}).recorder.files.front().layer == "layer");
}

TEST_CASE("damaged files are one clear error naming the file") {
    const TempFolder folder;
    CHECK_THAT(error_of({source_of(folder.file("a.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feat)")), {}}),
               Contains("a.geojson"));
    CHECK_THAT(error_of({source_of(folder.file("b.gpkg", "SQLite format 3")), {}}), Contains("b.gpkg"));
    CHECK_THAT(error_of({source_of(folder.file("c.shp", "nothing")), {}}), Contains("c.shp"));
    for (const std::string driver : {"GPKG", "FlatGeobuf"}) {
        TestLayer layer = good_layer();
        layer.driver = driver;
        for (int i = 0; i < 5000; ++i) layer.features.push_back(layer.features[0]);
        const std::string name = driver == "GPKG" ? "d.gpkg" : "d.fgb";
        const std::string path = write_layer(folder.path(name), layer);
        std::filesystem::resize_file(path, std::filesystem::file_size(path) * 2 / 3);
        for (const StreamPath way : {StreamPath::automatic, StreamPath::arrow, StreamPath::features})
            CHECK_THAT(error_of({source_of(path), {"code"}, way}), Contains(name));
    }
}

TEST_CASE("several files are read in order, each with its own counts") {
    const TempFolder folder;
    model::Source source = source_of(write_layer(folder.path("a.gpkg"), good_layer()));
    source.given = "*.gpkg";
    source.files.push_back(write_layer(folder.path("b.gpkg"), good_layer()));
    const Streamed got = stream({source, {"code"}});
    REQUIRE(got.recorder.files.size() == 2);
    CHECK(got.recorder.files[0].name == "a.gpkg");
    CHECK(got.recorder.files[1].name == "b.gpkg");
    CHECK(got.recorder.counts[1].records == 1);
}
