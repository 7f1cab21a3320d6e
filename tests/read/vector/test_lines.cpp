#include <catch2/catch.hpp>
#include <cmath>

#include "core/error.hpp"
#include "geodesy/geodesic.hpp"
#include "geodesy/locator.hpp"
#include "read/support/vector_files.hpp"
#include "read/vector/lines.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using Catch::Matchers::Contains;
using test::TempFolder;

const core::Lattice kSquares{"EPSG:3035", 0, 0, 1000, 1000};
const core::Lattice kDegrees{"EPSG:4326", -180, 90, 0.5, 0.5};

model::LinesSpec spec_of(const std::string& path) {
    model::LinesSpec spec;
    spec.source = test::source_of(path);
    spec.name = "roads";
    return spec;
}

std::string line(const std::string& coordinates) { return R"({"type":"LineString","coordinates":)" + coordinates + "}"; }

LinesRead read_geojson(const std::vector<std::pair<std::string, std::string>>& features,
                       const core::Lattice& lattice = kSquares) {
    const TempFolder folder;
    return read_lines(spec_of(folder.file("r.geojson", test::geojson(features))), lattice);
}

std::string error_of(const model::LinesSpec& spec) {
    try {
        read_lines(spec, kSquares);
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        return error.what();
    }
    return "no error";
}

/// The geodesic along many points of an edge that is straight in degrees.
double straight_in_degrees_m(core::Point a, core::Point b) {
    constexpr int kSteps = 2000;
    double sum = 0;
    core::Point before = a;
    for (int i = 1; i <= kSteps; ++i) {
        const core::Point at{a.x + (b.x - a.x) * i / kSteps, a.y + (b.y - a.y) * i / kSteps};
        sum += geodesy::geodesic_distance_m(before, at);
        before = at;
    }
    return sum;
}

}  // namespace

TEST_CASE("a line is as long as the geodesics along its edges, straight in its own CRS, in whole mm") {
    for (const core::Lattice& lattice : {kSquares, kDegrees}) {
        const LinesRead got = read_geojson({{"{}", line("[[2,45],[3,46.5],[3.001,46.5]]")}}, lattice);
        REQUIRE(got.set.lines.size() == 1);
        const double expected =
            straight_in_degrees_m({2, 45}, {3, 46.5}) + geodesy::geodesic_distance_m({3, 46.5}, {3.001, 46.5});
        CHECK(std::abs(double(got.set.length_mm(got.set.lines[0])) - 1000 * expected) < 10);
        CHECK(got.set.at_mm.front() == 0);
        for (std::size_t v = 1; v < got.set.at_mm.size(); ++v) {
            CHECK(got.set.at_mm[v] > got.set.at_mm[v - 1]);
            CHECK(got.set.at_mm[v] - got.set.at_mm[v - 1] <= 1'010'000);  // a vertex every kilometre
        }
        CHECK(got.defects.empty());
    }
}

TEST_CASE("ids, names and classes; parts of a multi-line are lines of their own; arcs are lines") {
    const TempFolder folder;
    model::LinesSpec spec = spec_of(test::write_layer(
        folder.path("r.gpkg"),
        {"GPKG",
         "roads",
         "EPSG:3035",
         "Unknown",
         {{"ref"}, {"nom"}, {"nature"}},
         {{{"7", " A 1 ", "trunk"},
           "MULTILINESTRING Z ((4321000 3210000 7,4331000 3210000 7),(4321000 3220000 7,4322000 3220000 7))",
           4},
          {{"8", "", ""}, "COMPOUNDCURVE (CIRCULARSTRING (4321000 3210000,4322000 3211000,4323000 3210000))", 9},
          {{"9", "B 2", "minor"}, "LINESTRING (4321000 3230000,4321500 3230000)", 12}}}));
    LinesRead got = read_lines(spec, kSquares);
    REQUIRE(got.set.lines.size() == 4);
    CHECK(got.set.classes == std::vector<std::string>{""});
    CHECK(got.set.lines[0].id == "4");
    CHECK(got.set.lines[3].id == "12");
    spec.id_column = "ref";
    spec.name_column = "nom";
    spec.class_column = "nature";
    got = read_lines(spec, kSquares);
    CHECK(got.set.classes == std::vector<std::string>{"", "minor", "trunk"});
    CHECK(got.set.lines[1].id == "7");
    CHECK(got.set.lines[1].name == "A 1");
    CHECK(got.set.lines[1].class_number == 2);
    CHECK(got.set.lines[2].class_number == 0);
    CHECK(std::abs(double(got.set.length_mm(got.set.lines[2])) / 1e6 - std::acos(-1)) < 0.003);
    CHECK(got.inputs.front().role == "lines");
    CHECK(got.inputs.front().records == 3);
    spec.where = {{"nature", {"trunk", "minor"}}, {"ref", {"9"}}};
    got = read_lines(spec, kSquares);
    REQUIRE(got.set.lines.size() == 1);
    CHECK(got.set.classes == std::vector<std::string>{"minor"});
    CHECK(got.features == 1);
}

TEST_CASE("what is drawn twice is measured once, in whatever direction") {
    const LinesRead got = read_geojson({{"{}", line("[[2,48],[2.1,48],[2.1,48.1]]")},
                                        {"{}", line("[[2.1,48.1],[2.1,48],[2.1,48],[2,48]]")},
                                        {"{}", line("[[2,48],[2.1,48]]")},
                                        {"{}", line("[[2,48],[2.1,48],[2.1,48.1]]")}});
    CHECK(got.set.lines.size() == 2);
    CHECK(got.set.duplicates == 2);
    CHECK(got.defects.count("line-duplicate") == 2);
}

TEST_CASE("what cannot be measured is left out and counted") {
    const TempFolder folder;
    const std::string path = test::write_layer(
        folder.path("r.gpkg"), {"GPKG",
                                "l",
                                "EPSG:3035",
                                "Unknown",
                                {},
                                {{{}, ""},
                                 {{}, "POINT (4321000 3210000)"},
                                 {{}, "POLYGON ((0 0,1 0,1 1,0 0))"},
                                 {{}, "MULTILINESTRING EMPTY"},
                                 {{}, "LINESTRING (4321000 3210000,4321000 3210000)"},
                                 {{}, "LINESTRING (4321000 3210000,4321000.0001 3210000)"},
                                 {{}, "LINESTRING (1e999 3210000,4321000 3210000)"},
                                 {{}, "LINESTRING (1e30 3210000,4321000 3210000)"},
                                 {{}, "GEOMETRYCOLLECTION (POINT (1 1),LINESTRING (4321000 3210000,4321100 3210000))"}}});
    const LinesRead got = read_lines(spec_of(path), kSquares);
    CHECK(got.set.lines.size() == 1);
    CHECK(got.defects.count("geometry-empty") == 2);
    CHECK(got.defects.count("geometry-not-line") == 3);
    CHECK(got.defects.count("line-degenerate") == 2);
    CHECK(got.defects.count("coordinate-not-finite") == 1);
    CHECK(got.defects.count("transform-failed") == 1);
}

TEST_CASE("lines off the map are read: they lie outside") {
    const LinesRead got = read_geojson({{"{}", line("[[-70,-20],[-70.1,-20]]")}});
    CHECK(got.set.lines.size() == 1);
    CHECK(got.defects.empty());
}

TEST_CASE("on a map of degrees a line goes the short way over 180°, its columns on beyond the seam") {
    for (const char* way : {"[[179.9,10],[-179.9,10]]", "[[179.9,10],[180.1,10]]"}) {
        const LinesRead got = read_geojson({{"{}", line(way)}}, kDegrees);
        REQUIRE(got.set.lines.size() == 1);
        CHECK(std::abs(got.set.length_mm(got.set.lines[0]) -
                       std::llround(1000 * straight_in_degrees_m({179.9, 10}, {180.1, 10}))) <= 10);
        CHECK(got.set.vertices.front().x == Approx(719.8));
        CHECK(got.set.vertices.back().x == Approx(720.2));
    }
}

TEST_CASE("where a projected map is cut open across a line it is two lines, and nothing is lost") {
    const core::Lattice world{"EPSG:6933", 0, 0, 1000, 1000};
    const LinesRead got = read_geojson({{"{}", line("[[179.8,10],[179.9,10],[-179.9,10],[-179.8,10]]")}}, world);
    CHECK(got.defects.empty());
    REQUIRE(got.set.lines.size() == 2);
    const std::int64_t each = std::llround(1000 * straight_in_degrees_m({179.8, 10}, {180, 10}));
    CHECK(std::abs(got.set.length_mm(got.set.lines[0]) - each) <= 100);
    CHECK(std::abs(got.set.length_mm(got.set.lines[1]) - each) <= 100);
}

TEST_CASE("faults of a file of lines name it, with the remedy") {
    const TempFolder folder;
    CHECK_THAT(error_of(spec_of(folder.file("p.csv", "lon,lat\n1,2\n"))), Contains("p.csv: has no layer of lines"));
    const std::string points = folder.file("p.geojson", test::geojson({{"{}", R"({"type":"Point","coordinates":[2,48]})"}}));
    CHECK_THAT(error_of(spec_of(points)), Contains("has no layer of lines"));
    const std::string mixed =
        test::write_layer(folder.path("u.gpkg"), {"GPKG", "l", "EPSG:3035", "Unknown", {}, {{{}, "POINT (1 1)"}}});
    CHECK_THAT(error_of(spec_of(mixed)), Contains("holds no line, but points or areas; give a layer of lines"));
    model::LinesSpec spec = spec_of(folder.file("r.geojson", test::geojson({{R"({"nom":"all"})", line("[[2,48],[3,48]]")}})));
    spec.class_column = "nature";
    CHECK_THAT(error_of(spec), Contains("has no column «nature»"));
    spec.class_column = "nom";
    CHECK_THAT(error_of(spec), Contains("has a class «all», which is what the sum of the classes is called"));
    spec.source.files.clear();
    CHECK_THAT(error_of(spec), Contains("no such file"));
    CHECK_THAT(error_of(spec_of(test::write_layer(folder.path("n.gpkg"),
                                                  {"GPKG", "l", "", "LineString", {}, {{{}, "LINESTRING (0 0,1 1)"}}}))),
               Contains("does not say its CRS"));
    const std::string metres = folder.file("m.geojson", test::geojson({{"{}", line("[[652000,6862000],[653000,6862000]]")}}));
    CHECK_THAT(error_of(spec_of(metres)), Contains("EPSG:2154"));
}
