// What sources do not say of themselves: who made them, and where their grid begins.
#include <catch2/catch.hpp>

#include "read/job/job.hpp"
#include "run/prepare/check.hpp"
#include "run/prepare/check_sources.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using Catch::Contains;
using test::SmallWorld;

namespace {

/// 2 x 2 people of 1 km, whose corner is given; south up, as ESRI's text has it.
model::Job raster_job(const SmallWorld& world, const std::string& corner, const std::string& cell = "1000") {
    world.folder.file("people.asc", "ncols 2\nnrows 2\nxllcorner " + corner + "\nyllcorner " + corner + "\ncellsize " + cell +
                                        "\nNODATA_value -1\n10 20\n50 60\n");
    return read::parse_job(world.folder.file(
        "raster.toml",
        "version = 1\nname = \"small\"\n[[demand]]\nsource = \"people.asc\"\nformat = \"raster\"\ncrs = \"EPSG:3035\"\n"
        "attributes = { population = \"1\" }\n[[territory]]\nunit = \"commune\"\nsource = \"communes.geojson\"\n"
        "columns = { code = \"code\", name = \"nom\" }\n"));
}

std::vector<std::string> told(const model::Job& job, const std::string& severity, const std::string& text) {
    std::vector<std::string> found;
    for (const run::CheckFinding& f : run::check_job(job))
        if (f.severity == severity && f.what.find(text) != std::string::npos) found.push_back(f.what);
    return found;
}

}  // namespace

TEST_CASE("a raster of people half a cell off in x and y is warned of, with the corner that it may have") {
    const SmallWorld world;
    const auto found = told(raster_job(world, "3000500"), "warning", "begin half a cell off");
    REQUIRE(found.size() == 1);
    CHECK_THAT(found[0],
               Contains("people.asc") && Contains("multiples of 1000") && Contains("its corner is then x 3000000, y 3003000"));
    CHECK(told(raster_job(world, "3000000"), "warning", "half a cell").empty());
    CHECK(told(raster_job(world, "3000250"), "warning", "half a cell").empty());
}

TEST_CASE("a grid that cannot be known is never called shifted") {
    const auto lattice = [](double x, double y, double size) { return core::Lattice{"EPSG:3035", x, y, size, size}; };
    CHECK_FALSE(run::half_cell_shift(lattice(500, 1500, 1000)).empty());
    CHECK(run::half_cell_shift(lattice(500, 1000, 1000)).empty());                           // in one direction alone
    CHECK(run::half_cell_shift(lattice(15, 45, 30)).empty());                                // 30 m: images, not people
    CHECK(run::half_cell_shift(lattice(100.15, 100.15, 100.1)).empty());                     // no whole metres
    CHECK(run::half_cell_shift({"EPSG:4326", 0.0005, 0.0005, 0.001, 0.001}).empty());        // degrees
    CHECK(run::half_cell_shift({"EPSG:3035", 500, 1500, 1000, 500}).empty());                // no squares
    CHECK_FALSE(run::half_cell_shift({"ESRI:54009", -17500, 5000500, 1000, 1000}).empty());  // Mollweide
}

TEST_CASE("sources without a title, a publisher or a licence are named in one line") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", {0, 0, 4, 2}}});
    const model::Job bare = world.job(SmallWorld::supply("a.geojson") + SmallWorld::supply("a.geojson", "title = \"A\"\n"));
    const auto found = told(bare, "info", "neither title nor publisher");
    REQUIRE(found.size() == 1);
    CHECK_THAT(found[0], Contains("is given for squares.csv, communes.geojson, a.geojson; no licence for squares.csv, "
                                  "communes.geojson, a.geojson: "));
    model::Job job = bare;
    const model::SourceInfo whole{"T", "P", "2024-01-01", "CC0-1.0", "", false};
    job.demand.source.info = job.territory.source.info = job.supply[0].source.info = job.supply[1].source.info = whole;
    CHECK(run::missing_credits(job).empty());
    job.supply[1].source.info = {"", "P", "", "", "", false};
    CHECK(run::missing_credits(job).starts_with("no licence for a.geojson: "));
    job.supply[1].source.info.confidential = true;
    CHECK(run::missing_credits(job).empty());
}

TEST_CASE("every source of a job is looked at once, in its order") {
    model::Job job;
    job.demand.source.given = "d";
    job.demand.points.emplace().source.given = "points";
    job.other_demands.emplace_back().source.given = "d2";
    job.territory.source.given = "t";
    job.territory.joins.emplace_back().source.given = "join";
    job.supply.emplace_back().source.given = "s";
    job.supply.back().extent.polygons.emplace().given = "extent";
    job.places.emplace_back().source.given = "p";
    std::string names;
    for (const model::Source* source : run::sources_of(job)) names += source->given + " ";
    CHECK(names == "d points d2 t join s extent p ");
}

TEST_CASE("people that are far from their official figures are told in one line, a whole that is off is a warning") {
    const SmallWorld world;  // A1 140 people, B1 220
    const auto gaps = [&](const std::string& a1, const std::string& b1, const std::string& more = {}) {
        world.folder.file("official.csv", "code,people\nA1," + a1 + "\nB1," + b1 + "\n");
        std::string text = test::bytes_of(world.job(more).path);
        const std::string before = "[[territory]]\n";
        text.replace(text.find(before), before.size(),
                     before +
                         "join = [{ source = \"official.csv\", on = \"code\", columns = { people = \"people\" } }]\n"
                         "reference = { population = \"people\" }\n");
        return read::parse_job(world.folder.file("official.toml", text));
    };
    CHECK(told(gaps("140", "220"), "info", "off their official").empty());
    CHECK(told(gaps("150", "201"), "info", "off their official").empty());  // within 10 %
    const auto one = told(gaps("180", "190"), "info", "off their official");
    REQUIRE(one.size() == 1);
    CHECK(one[0] ==
          "population: 2 of 2 territories (commune) are more than 10 % off their official figure, Commune A1 (A1) the most: "
          "140 counted, 180 official (-22.2 %); all of them: 360 counted, 370 official (-2.7 %)");
    CHECK(told(gaps("180", "190"), "warning", "off their official").empty());
    const auto whole = told(gaps("14", "22"), "warning", "off their official");
    REQUIRE(whole.size() == 1);
    CHECK_THAT(whole[0], Contains("all of them: 360 counted, 36 official (+900.0 %)") && Contains("of one year"));
    const auto only = told(gaps("180", "190", "[only]\ndepartement = [\"B\"]\n"), "warning", "1 of 1 territories");
    CHECK(only.size() == 1);  // 220 for 190: the published whole is off
}
