// Several demands, demand held by polygons, several sets of territories.
#include <algorithm>
#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/job/job.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::SmallWorld;

namespace {

/// A job of its own demands, in the communes of the small world.
model::Job job_of(const SmallWorld& world, const std::string& text) {
    world.folder.file("job.toml", "version = 1\n" + text);
    return read::parse_job(world.folder.path("job.toml"), {});
}

const std::string kCommunes = R"(
[[territory]]
source = "communes.geojson"
columns = { code = "code", name = "nom" }
parents = { departement = { code = "departement" } }
)";
const std::string kSquares = R"(
[[demand]]
source = "squares.csv"
format = "grid-squares"
columns = { x = "x", y = "y", size = 1000, crs = "EPSG:3035" }
attributes = { population = "people" }
)";

/// One rectangle over the border of the communes (a quarter in A1, a half in B1, a quarter beyond), one in A1 alone, one nowhere.
const std::string kPolygons =
    R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3035"}},"features":[
{"type":"Feature","properties":{"id":"P","n":100.5},"geometry":{"type":"Polygon","coordinates":[[[3001000,2500000],[3005000,2500000],[3005000,2501000],[3001000,2501000],[3001000,2500000]]]}},
{"type":"Feature","properties":{"id":"Q","n":7},"geometry":{"type":"Polygon","coordinates":[[[3000100,2501100],[3000900,2501100],[3000900,2501900],[3000100,2501900],[3000100,2501100]]]}},
{"type":"Feature","properties":{"id":"R","n":5},"geometry":{"type":"Polygon","coordinates":[[[3010000,2500000],[3011000,2500000],[3011000,2501000],[3010000,2501000],[3010000,2500000]]]}}]})";
const std::string kPolygonDemand = R"(
[[demand]]
source = "iris.geojson"
format = "polygons"
columns = { id = "id" }
attributes = { jobs = "n" }
)";

}  // namespace

TEST_CASE("a polygon's people are divided by area, and those beyond the territories are outside") {
    const SmallWorld world;
    world.folder.file("iris.geojson", kPolygons);
    world.claims("net.geojson", {{"X", "4G", "data", "", {1.5, 0, 2.5, 2}}});
    const auto summary =
        test::run_into(job_of(world, kPolygonDemand + kCommunes + SmallWorld::supply("net.geojson") + SmallWorld::any_4g()),
                       world.folder.path("out"));
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    CHECK(communes.of("A1", "jobs") == "32.125");  // 100.5 / 4 + 7
    CHECK(communes.of("B1", "jobs") == "50.25");
    CHECK(communes.of("A1", "any_4g_jobs") == "12.5625");
    CHECK(communes.of("B1", "any_4g_jobs") == "12.5625");
    CHECK(communes.of("A1", "any_4g_jobs_lo") == "0.00");   // no polygon's part of A1 is covered as a whole,
    CHECK(communes.of("A1", "any_4g_jobs_hi") == "78.21");  // but P's is in part
    CHECK(std::any_of(summary.accounts.begin(), summary.accounts.end(), [](const core::Text& line) {
        return line.en == "jobs: inside 82.375 + outside 30.125 = 112.5, the input's total";
    }));
}

TEST_CASE("polygons first cannot have zones, and say what to do") {
    const SmallWorld world;
    world.folder.file("iris.geojson", kPolygons);
    world.claims("net.geojson", {{"X", "4G", "data", "", {0, 0, 1, 1}}});
    const model::Job job = job_of(world, kPolygonDemand + kCommunes + SmallWorld::supply("net.geojson") + SmallWorld::any_4g() +
                                             "[[zones]]\nname = \"z\"\nfails = \"any_4g\"\n");
    CHECK_THROWS_WITH(test::run_into(job, world.folder.path("out")),
                      Catch::Contains("put a demand of squares, a raster or points first"));
}

TEST_CASE("several demands stand side by side, each balanced, and the area is the first one's") {
    const SmallWorld world;
    world.folder.file("iris.geojson", kPolygons);
    world.folder.file("points.csv", "x,y,n\n3000500,2500500,3\n3002500,2500500,4\n");
    world.claims("net.geojson", {{"X", "4G", "data", "", {0, 0, 1, 2}}});
    const std::string points =
        "[[demand]]\nsource = \"points.csv\"\nformat = \"points\"\ncrs = \"EPSG:3035\"\ncolumns = { x = \"x\", y = \"y\" "
        "}\nattributes = { dwellings = \"n\" }\n";
    const std::string rest = kCommunes + SmallWorld::supply("net.geojson") + SmallWorld::any_4g();
    test::run_into(job_of(world, kSquares + points + kPolygonDemand + rest), world.folder.path("out"));
    test::run_into(job_of(world, kSquares + rest), world.folder.path("alone"));
    const auto communes = test::read_csv(world.folder.path("out/commune.csv")),
               alone = test::read_csv(world.folder.path("alone/commune.csv"));
    CHECK(communes.of("A1", "population") == "140");
    CHECK(communes.of("A1", "dwellings") == "3");
    CHECK(communes.of("A1", "jobs") == "32.125");
    CHECK(communes.of("A1", "any_4g_dwellings") == "3");
    CHECK(communes.of("B1", "any_4g_dwellings_not") == "4");
    for (const std::string& column : alone.columns)
        for (const std::string code : {"A1", "B1"}) CHECK(communes.of(code, column) == alone.of(code, column));
}

TEST_CASE("new indicators of several demands have lo and hi of what the cells hold, and the others' are empty, with the reason") {
    const SmallWorld world;
    world.folder.file("points.csv", "x,y,n\n3000500,2500500,3\n3002500,2500500,4\n");
    world.claims("net.geojson", {{"X", "4G", "data", "", {0, 0, 1.5, 2}}, {"Y", "4G", "data", "", {0, 0, 4, 1.5}}});
    const std::string text =
        kSquares +
        "[[demand]]\nsource = \"points.csv\"\nformat = \"points\"\ncrs = \"EPSG:3035\"\ncolumns = { x = \"x\", y = \"y\" "
        "}\nattributes = { dwellings = \"n\" }\n" +
        kCommunes + SmallWorld::supply("net.geojson");
    test::run_into(job_of(world, text + SmallWorld::any_4g()), world.folder.path("first"));
    const model::Job other = job_of(world, text + SmallWorld::any_4g("operators = { min = 2 }"));
    run::RunOptions options;
    options.from = world.folder.path("first");
    const auto summary = test::run_into(other, world.folder.path("answer"), options);
    test::run_into(other, world.folder.path("whole"));
    const auto answer = test::read_csv(world.folder.path("answer/commune.csv")),
               whole = test::read_csv(world.folder.path("whole/commune.csv"));
    for (const std::string& column : whole.columns) {
        INFO(column);
        const bool of_dwellings = column == "any_4g_dwellings_lo" || column == "any_4g_dwellings_hi";
        for (const std::string code : {"A1", "B1"})
            CHECK(answer.of(code, column) == (of_dwellings ? "" : whole.of(code, column)));
    }
    CHECK(std::count_if(summary.lines.begin(), summary.lines.end(), [](const std::string& line) {
              return line.find("lo and hi of dwellings are empty: cells.covc holds the first demand") != std::string::npos;
          }) == 1);
}

TEST_CASE("a demand that lies off the map, as with x and y swapped, is told") {
    const SmallWorld world;
    world.folder.file("points.csv", "x,y,n\n2500500,3000500,3\n");
    const auto summary = test::run_into(job_of(world,
                                               "[[demand]]\nsource = \"points.csv\"\nformat = \"points\"\ncrs = "
                                               "\"EPSG:3035\"\ncolumns = { x = \"x\", y = \"y\" }\nattributes = { n = \"n\" }\n" +
                                                   kCommunes),
                                        world.folder.path("out"));
    const std::string told =
        "warning: nothing of n of points.csv lies in any territory of communes.geojson: is the `crs` of both right, and x the "
        "longitude or easting?";
    CHECK(std::find(summary.lines.begin(), summary.lines.end(), told) != summary.lines.end());
}

TEST_CASE("two demands of one attribute are a fault of the job") {
    const SmallWorld world;
    CHECK_THROWS_WITH(job_of(world, kSquares + kSquares + kCommunes),
                      Catch::Contains("two demands have the attribute «population»; rename one"));
}

TEST_CASE("another set of territories has a folder of its own, with its own tally and the same people") {
    const SmallWorld world;
    world.communes("zones.geojson", {{"W", {0, 0, 4, 1}}, {"N", {0, 1, 4, 2}}});
    world.claims("net.geojson", {{"X", "4G", "data", "", {0, 0, 1, 2}}});
    const std::string set = "[[territory]]\nunit = \"bassin\"\nsource = \"zones.geojson\"\ncolumns = { code = \"code\" }\n";
    test::run_into(job_of(world, kSquares + kCommunes + set + SmallWorld::supply("net.geojson") + SmallWorld::any_4g()),
                   world.folder.path("out"));
    const auto bassins = test::read_csv(world.folder.path("out/bassin/bassin.csv"));
    CHECK(bassins.of("W", "population") == "260");
    CHECK(bassins.of("N", "any_4g_population") == "10");
    CHECK(test::read_csv(world.folder.path("out/commune.csv")).of("A1", "population") == "140");
    run::RunOptions from;
    from.from = world.folder.path("out/bassin");
    model::Job again = job_of(world, kSquares + set + SmallWorld::supply("net.geojson") + SmallWorld::any_4g());
    test::run_into(again, world.folder.path("again"), from);
    CHECK(test::read_csv(world.folder.path("again/bassin.csv")).of("W", "any_4g_population") == "50");
}

TEST_CASE("a combination across two demands is given as bounds, never as a product") {
    const SmallWorld world;
    // People: 60 of 140 in A1 have 4G. Dwellings: 3 of 4 have fibre.
    world.claims("net.geojson", {{"X", "4G", "data", "", {0, 0, 1, 2}}});
    world.folder.file("points.csv", "id,x,y,n\na,3000500,2500500,3\nb,3001500,2500500,1\n");
    world.folder.file("records.csv", "id,op,tech,down\na,F,FTTH,1000\nb,F,COPPER,8\n");
    const model::Job job = job_of(world, kSquares + R"([[demand]]
source = "points.csv"
format = "points"
crs = "EPSG:3035"
columns = { id = "id", x = "x", y = "y" }
attributes = { dwellings = "n" }
)" + kCommunes + SmallWorld::supply("net.geojson") +
                                             R"(
[[supply]]
source = "records.csv"
format = "records"
columns = { id = "id", operator = "op", technology = "tech", down = "down" }
)" + SmallWorld::any_4g() + R"(
[[indicator]]
name = "fibre"
kind = "fixed"
down = ">=30"
[[indicator]]
name = "both"
all_of = ["any_4g", "fibre"]
[[indicator]]
name = "neither"
none_of = ["any_4g", "fibre"]
)");
    test::run_into(job, world.folder.path("out"));
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    CHECK(communes.of("A1", "any_4g_population_pct") == "42.86");
    CHECK(communes.of("A1", "fibre_dwellings_pct") == "75.00");
    CHECK(communes.of("A1", "both_population_lo") == "17.86");  // 42.86 + 75 - 100
    CHECK(communes.of("A1", "both_population_hi") == "42.86");
    CHECK(communes.of("A1", "neither_population_lo") == "0.00");
    CHECK(communes.of("A1", "neither_population_hi") == "25.00");
    CHECK(communes.of("A1", "both_dwellings") == "3");  // at the premises it is exact
    CHECK(communes.of("A1", "both_dwellings_lo") == "75.00");
}
