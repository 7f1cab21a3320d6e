// Supplies, territories and places of which nothing lies on the map. The small world has 140 people west, 220 east.
#include <algorithm>
#include <catch2/catch.hpp>

#include "run/prepare/check.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::SmallWorld;

namespace {

constexpr test::Box kWest{0, 0, 2, 2}, kElsewhere{500, 300, 502, 302};

bool says(const std::vector<std::string>& lines, const std::string& text) {
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return line.find(text) != std::string::npos; });
}

bool found(const model::Job& job, const std::string& severity, const std::string& text) {
    const auto findings = run::check_job(job);
    return std::any_of(findings.begin(), findings.end(), [&](const run::CheckFinding& f) {
        return f.severity == severity && f.what.find(text) != std::string::npos;
    });
}

/// Degrees without a word are EPSG:4326 in GeoJSON.
std::string polygon_file(const std::string& coordinates) {
    return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"operator":"A","technology":"4G",)"
           R"("service":"data","code":"A1","nom":"A","departement":"A"},"geometry":{"type":"Polygon","coordinates":[[)" +
           coordinates + "]]}}]}\n";
}

const std::string kMetres = "[3000000,2500000],[3001000,2500000],[3001000,2502000],[3000000,2500000]";

}  // namespace

TEST_CASE("an operator whose map lies elsewhere is named and unknown, not absent") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", kElsewhere}});
    const model::Job job = world.job(SmallWorld::supply("a.geojson") + SmallWorld::any_4g());
    const auto summary = test::run_into(job, world.folder.path("out"));
    CHECK(says(summary.lines, "a.geojson: nothing of it lies where the territories are"));
    CHECK(says(summary.lines, "A 4G data count as unknown"));
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    CHECK(communes.of("A1", "any_4g_population_unk") == "140");
    CHECK(communes.of("A1", "any_4g_population_not") == "0");
    CHECK(found(job, "error", "a.geojson: nothing of it lies where the territories are"));
}

TEST_CASE("metres read as degrees are named with the CRS that was believed") {
    const SmallWorld world;
    world.folder.file("a.geojson", polygon_file(kMetres));
    const model::Job job = world.job(SmallWorld::supply("a.geojson") + SmallWorld::any_4g());
    const auto summary = test::run_into(job, world.folder.path("out"));
    CHECK(says(summary.lines, "no places in its CRS EPSG:4326 (metres read as degrees"));
    CHECK(found(job, "error", "metres read as degrees"));
}

TEST_CASE("polygons with x and y exchanged are told so") {
    const SmallWorld world;  // around 6.4 W, 44.0 N
    world.folder.file("a.geojson", polygon_file("[44.4,-7.1],[44.8,-7.1],[44.8,-6.9],[44.4,-7.1]"));
    const model::Job job = world.job(SmallWorld::supply("a.geojson") + SmallWorld::any_4g());
    CHECK(found(job, "error", "a.geojson: nothing of it"));
}

TEST_CASE("a map that touches the territories is no map of elsewhere, however little it covers") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", {3.9, 1.9, 4, 2}}, {"B", "4G", "data", "", kWest}});
    const model::Job job = world.job(SmallWorld::supply("a.geojson") + SmallWorld::any_4g());
    CHECK_FALSE(says(test::run_into(job, world.folder.path("out")).lines, "nothing of"));
    for (const char* severity : {"error", "warning", "info"}) CHECK_FALSE(found(job, severity, "nothing of"));
}

TEST_CASE("one of an operator's files elsewhere is a note, and changes no number") {
    const SmallWorld world;
    world.claims("a1.geojson", {{"A", "4G", "data", "", kWest}});
    world.claims("a2.geojson", {{"A", "4G", "data", "", kElsewhere}});
    const model::Job job = world.job(SmallWorld::supply("a*.geojson") + SmallWorld::any_4g());
    CHECK_FALSE(says(test::run_into(job, world.folder.path("out")).lines, "warning: a"));
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    CHECK(communes.of("B1", "any_4g_population_not") == "220");
    CHECK(found(job, "info", "a*.geojson: nothing of 1 of its files"));
    CHECK_FALSE(found(job, "error", "nothing of"));
}

TEST_CASE("a technology whose only file lies elsewhere is unknown while the others stand") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "3G", "data", "", kWest}});
    world.claims("b.geojson", {{"A", "4G", "data", "", kElsewhere}});
    const model::Job job = world.job(SmallWorld::supply("a.geojson") + SmallWorld::supply("b.geojson") + SmallWorld::any_4g());
    const auto summary = test::run_into(job, world.folder.path("out"));
    CHECK(says(summary.lines, "b.geojson: nothing of it"));
    CHECK(test::read_csv(world.folder.path("out/commune.csv")).of("A1", "any_4g_population_unk") == "140");
    CHECK(found(job, "warning", "b.geojson: nothing of it"));
}

TEST_CASE("sites that all lie elsewhere are named and unknown") {
    const SmallWorld world;
    world.folder.file("s.csv", "op;x;y\nA;3500000;2800000\nA;3501000;2800000\n");
    const model::Job job = world.job(
        "[[supply]]\nsource = \"s.csv\"\nformat = \"sites\"\ncrs = \"EPSG:3035\"\ncolumns = { operator = \"op\", x = \"x\", y = "
        "\"y\" "
        "}\ntechnology = \"4G\"\nservice = \"data\"\nradius_km = { \"4G\" = 2.0 }\n" +
        SmallWorld::any_4g());
    CHECK(says(test::run_into(job, world.folder.path("out")).lines, "s.csv: nothing of it lies where the territories are"));
    CHECK(test::read_csv(world.folder.path("out/commune.csv")).of("A1", "any_4g_population_unk") == "140");
}

TEST_CASE("territories in metres read as degrees are blamed themselves") {
    const SmallWorld world;
    world.folder.file("communes.geojson", polygon_file(kMetres));
    CHECK_THROWS_WITH(test::run_into(world.job(), world.folder.path("out")),
                      Catch::Contains("communes.geojson") && Catch::Contains("metres read as degrees"));
}

TEST_CASE("a demand elsewhere than the territories names both files, in check too") {
    const SmallWorld world;
    world.communes("communes.geojson", {{"A1", kElsewhere}});
    CHECK(found(world.job(), "error", "nothing of squares.csv lies where the territories of communes.geojson are"));
    CHECK(says(test::run_into(world.job(), world.folder.path("out")).lines,
               "of squares.csv lies in any territory of communes.geojson"));
}

TEST_CASE("a demand in a local CRS is blamed itself, with the remedy") {
    const SmallWorld world;
    model::Job job = world.job();
    job.demand.source.crs = "LOCAL_CS[\"drawing\",UNIT[\"metre\",1]]";
    CHECK_THROWS_WITH(test::run_into(job, world.folder.path("out")),
                      Catch::Contains("squares.csv: its CRS has no known place") && Catch::Contains("crs = \"EPSG:3035\""));
}

TEST_CASE("people of records that are left out are told as people") {
    const SmallWorld world;
    world.folder.file(
        "squares.csv",
        "x,y,people\n3000000,2501000,10\n3001000,2501000,20\n?,2501000,300\n3000500,2501000,4\n3002000,2501000,30\n");
    const auto lines = test::run_into(world.job(), world.folder.path("out")).lines;
    CHECK(says(lines, "2 records are left out, and who they count is in no total: population 304 beside the 60 that are read"));
    CHECK(found(world.job(), "warning", "population 304 beside the 60"));
}

TEST_CASE("records that are left out and count nobody are no warning") {
    const SmallWorld world;
    world.folder.file("squares.csv", "x,y,people\n3000000,2501000,10\n?,2501000,0\n");
    CHECK_FALSE(says(test::run_into(world.job(), world.folder.path("out")).lines, "are left out"));
}
