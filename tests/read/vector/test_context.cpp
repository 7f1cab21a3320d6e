#include <catch2/catch.hpp>
#include <cmath>

#include "core/error.hpp"
#include "read/support/vector_files.hpp"
#include "read/vector/context.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using Catch::Matchers::Contains;
using test::TempFolder;

const MapWindow kWorld{{-180, -90}, {180, 90}, "EPSG:4326"};

model::ContextSpec spec_of(const std::string& path, const std::string& name_column = {}) {
    model::ContextSpec spec;
    spec.source = test::source_of(path);
    spec.name = "around";
    spec.name_column = name_column;
    return spec;
}

std::string error_of(const model::ContextSpec& spec) {
    std::string opened = "no error", read = "no error";
    try {
        open_context(spec);
    } catch (const core::Error& error) {
        opened = error.what();
    }
    try {
        read_context(spec, kWorld);
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        read = error.what();
    }
    CHECK(opened == read);  // what is told before the sweep is what would be told after it
    return read;
}

std::string line(const std::string& coordinates) { return R"({"type":"LineString","coordinates":)" + coordinates + "}"; }

}  // namespace

TEST_CASE("areas and lines of one file come apart, in degrees, with their names") {
    const TempFolder folder;
    const std::string lake = R"({"type":"Polygon","coordinates":[[[2,48],[2.1,48],[2.1,48.1],[2,48]]]})";
    const std::string both = R"({"type":"GeometryCollection","geometries":[)" + lake + "," + line("[[3,48],[3,49]]") + "]}";
    const ContextRead got = read_context(
        spec_of(folder.file("w.geojson",
                            test::geojson({{R"({"n":"River"})", line("[[2,48],[2.5,48.25]]")}, {R"({"n":null})", both}})),
                "n"),
        kWorld);
    REQUIRE(got.shapes.size() == 2);
    CHECK_FALSE(got.shapes[0].lines);
    CHECK(got.shapes[0].names == std::vector<std::string>{""});
    CHECK(got.shapes[0].shapes[0] == core::MultiPolygon{{{{2, 48}, {2.1, 48}, {2.1, 48.1}, {2, 48}}}});
    CHECK(got.shapes[1].lines);
    CHECK(got.shapes[1].names == std::vector<std::string>{"River", ""});
    CHECK(got.shapes[1].shapes[0] == core::MultiPolygon{{{{2, 48}, {2.5, 48.25}}}});
    CHECK(got.defects.empty());
    REQUIRE(got.inputs.size() == 1);
    CHECK(got.inputs[0].role == "context");
    CHECK(got.inputs[0].records == 2);
    CHECK(got.inputs[0].vertices == 8);
}

TEST_CASE("a projected layer, Z, arcs and parts come to degrees too") {
    const TempFolder folder;
    // The natural origin of EPSG:3035 is 10 E 52 N, at 4321000, 3210000.
    const std::string path = test::write_layer(
        folder.path("r.gpkg"),
        {"GPKG",
         "roads",
         "EPSG:3035",
         "Unknown",
         {{"n"}},
         {{{"A1"}, "MULTILINESTRING Z ((4321000 3210000 7,4331000 3210000 7),(4321000 3220000 7,4322000 3220000 7))"},
          {{"A2"}, "CIRCULARSTRING (4321000 3210000,4322000 3211000,4323000 3210000)"}}});
    const ContextRead got = read_context(spec_of(path, "n"), {{4300000, 3200000}, {4400000, 3300000}, "EPSG:3035"});
    REQUIRE(got.shapes.size() == 1);
    REQUIRE(got.shapes[0].shapes.size() == 2);
    CHECK(got.shapes[0].shapes[0].size() == 2);
    CHECK(got.shapes[0].shapes[0][0][0].front() == core::Point{10, 52});
    CHECK(got.shapes[0].shapes[0][0][0].back().x == Approx(10.14552).margin(1e-4));
    CHECK(got.shapes[0].shapes[1][0][0].size() > 8);  // a half circle within 5 m
}

TEST_CASE("what lies off the map is left out, what reaches beyond it is cut a tenth of its side away") {
    const TempFolder folder;
    const std::string sea = R"({"type":"Polygon","coordinates":[[[-60,-60],[60,-60],[60,60],[-60,60],[-60,-60]]]})";
    const ContextRead got = read_context(
        spec_of(folder.file("w.geojson",
                            test::geojson({{"{}", sea}, {"{}", line("[[9,9],[10,10]]")}, {"{}", line("[[0.5,0.5],[9,0.5]]")}}))),
        {{0, 0}, {1, 1}, "EPSG:4326"});
    REQUIRE(got.shapes.size() == 2);
    REQUIRE(got.shapes[0].shapes.size() == 1);
    for (const core::Point p : got.shapes[0].shapes[0][0][0]) {
        CHECK(std::min(std::abs(p.x + 0.1), std::abs(p.x - 1.1)) < 1e-9);
        CHECK(std::min(std::abs(p.y + 0.1), std::abs(p.y - 1.1)) < 1e-9);
    }
    REQUIRE(got.shapes[1].shapes.size() == 1);
    CHECK(got.shapes[1].shapes[0] == core::MultiPolygon{{{{0.5, 0.5}, {1.1, 0.5}}}});
    CHECK(got.inputs[0].records == 3);
}

TEST_CASE("vertices within five metres of what is left are thinned away") {
    const TempFolder folder;
    std::string text = "[";
    for (int i = 0; i <= 1000; ++i)
        text += (i > 0 ? "," : "") + std::string("[") + std::to_string(i * 1e-3) + "," + std::to_string(i % 2 * 2e-5) + "]";
    const ContextRead got = read_context(spec_of(folder.file("r.geojson", test::geojson({{"{}", line(text + "]")}}))), kWorld);
    REQUIRE(got.shapes.size() == 1);
    CHECK(got.shapes[0].shapes[0][0][0].size() <= 3);
}

TEST_CASE("features without lines or areas are counted, not drawn") {
    const TempFolder folder;
    const ContextRead got =
        read_context(spec_of(folder.file("w.geojson", test::geojson({{"{}", "null"},
                                                                     {"{}", R"({"type":"Point","coordinates":[2,48]})"},
                                                                     {"{}", line("[[2,48],[2,48]]")},
                                                                     {"{}", line("[[2,48],[3,48]]")}}))),
                     kWorld);
    CHECK(got.defects.count("geometry-empty") == 1);
    CHECK(got.defects.count("geometry-not-drawn") == 1);
    REQUIRE(got.shapes.size() == 1);
    CHECK(got.shapes[0].shapes.size() == 1);
}

TEST_CASE("faults of a background are told before anything is swept") {
    const TempFolder folder;
    CHECK_THAT(error_of(spec_of(folder.file("p.csv", "lon,lat\n1,2\n"))), Contains("p.csv: has no layer of lines or polygons"));
    const std::string path = folder.file("r.geojson", test::geojson({{R"({"nom":"x"})", line("[[2,48],[3,48]]")}}));
    CHECK_THAT(error_of(spec_of(path, "name")), Contains("has no column «name»"));
    CHECK_THAT(error_of(spec_of(test::write_layer(folder.path("n.gpkg"),
                                                  {"GPKG", "l", "", "LineString", {}, {{{}, "LINESTRING (0 0,1 1)"}}}))),
               Contains("does not say its CRS"));
    model::ContextSpec none = spec_of(path);
    none.source.files.clear();
    CHECK_THAT(error_of(none), Contains("no such file"));
}
