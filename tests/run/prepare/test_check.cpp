// check_job: all that can be found wrong without sweeping.
#include <catch2/catch.hpp>

#include "run/prepare/check.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::SmallWorld;

namespace {

constexpr test::Box kAll{0, 0, 4, 2};

/// Findings of this severity that hold this text.
std::vector<run::CheckFinding> findings(const model::Job& job, const std::string& severity, const std::string& text) {
    std::vector<run::CheckFinding> found;
    for (const run::CheckFinding& f : run::check_job(job))
        if (f.severity == severity && f.what.find(text) != std::string::npos) found.push_back(f);
    return found;
}

int line_of(const model::Job& job, const std::string& text) {
    const std::string content = test::bytes_of(job.path);
    const auto at = content.find(text);
    return 1 + static_cast<int>(std::count(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

}  // namespace

TEST_CASE("the sample's jobs have no finding of severity error, and their defects are warnings with their place") {
    for (const char* name : {"job.toml", "job_sites.toml"}) CHECK(findings(test::sample_job(name), "error", "").empty());
    const auto bow_tie = findings(test::sample_job("job.toml"), "warning", "ring-self-crossing: 2");
    REQUIRE(bow_tie.size() == 1);
    CHECK(bow_tie[0].where.find("cirrus.gpkg:couverture:") != std::string::npos);
    CHECK(findings(test::sample_job("job.toml"), "info", "42 territories, 20 layers").size() == 1);
}

TEST_CASE("an indicator without service over supplies of voice and data is an error at its line") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", kAll}, {"A", "4G", "voice", "", kAll}});
    const model::Job job = world.job(SmallWorld::supply("a.geojson") + SmallWorld::any_4g("operators = { min = 1 }"));
    const auto found = findings(job, "error", "voice and data");
    REQUIRE(found.size() == 1);
    CHECK(found[0].where == job.path + ":" + std::to_string(line_of(job, "[[indicator]]")));
    CHECK(found[0].what.find("any_4g") != std::string::npos);
    CHECK(findings(world.job(SmallWorld::supply("a.geojson") + SmallWorld::any_4g()), "error", "").empty());
}

TEST_CASE("an indicator that no supply answers is an error at its line") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "3G", "data", "", kAll}});
    const model::Job job = world.job(SmallWorld::supply("a.geojson") + SmallWorld::any_4g());
    const auto found = findings(job, "error", "no supply answers it");
    REQUIRE(found.size() == 1);
    CHECK(found[0].where == job.path + ":" + std::to_string(line_of(job, "[[indicator]]")));
}

TEST_CASE("an indicator without vintage over supplies that all have one is an error that names them") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", kAll}});
    const std::string then = SmallWorld::supply("a.geojson", "vintage = \"2023\""),
                      now = SmallWorld::supply("a.geojson", "vintage = \"2024\"");
    const model::Job job = world.job(then + now + SmallWorld::any_4g());
    const auto found = findings(
        job, "error",
        "indicator any_4g names no vintage, and the supplies that answer it have 2023, 2024; say which: vintage = \"2024\"");
    REQUIRE(found.size() == 1);
    CHECK(found[0].where == job.path + ":" + std::to_string(line_of(job, "[[indicator]]")));
    CHECK(findings(job, "warning", "no supply answers it").empty());
    CHECK(findings(world.job(then + now + SmallWorld::any_4g("service = \"data\"\nvintage = \"2023\"")), "error", "").empty());
    CHECK(findings(world.job(SmallWorld::supply("a.geojson") + now + SmallWorld::any_4g()), "error", "").empty());
}

TEST_CASE("places are opened and counted, their defects told, and those off the map too") {
    const SmallWorld world;
    world.folder.file("schools.csv", "x,y\n3001000,2501000\n#N/A,1\n10,52\n");
    const std::string places =
        "[[places]]\nsource = \"schools.csv\"\nname = \"schools\"\ncrs = \"EPSG:3035\"\nlicence = \"ODbL-1.0\"\ncolumns = { x = "
        "\"x\", y = \"y\" }\n";
    const model::Job job = world.job(places);
    CHECK(findings(job, "info", "2 places «schools»").size() == 1);
    CHECK(findings(job, "warning", "coordinate-not-a-number: 1 record").size() == 1);
    const auto off =
        findings(job, "warning", "schools.csv: 1 of 2 places lie outside the box of demand and territories; is `crs` right");
    REQUIRE(off.size() == 1);
    CHECK(off[0].where == job.path + ":" + std::to_string(line_of(job, "[[places]]")));
    CHECK(findings(job, "info", "ODbL-1.0").size() == 1);
}

TEST_CASE("places that cannot be read are an error beside what else was found") {
    const SmallWorld world;
    world.folder.file("schools.csv", "x,z\n1,2\n");
    const model::Job job = world.job("[[places]]\nsource = \"schools.csv\"\ncolumns = { x = \"x\", y = \"y\" }\n");
    const auto found = findings(job, "error", "");
    REQUIRE(found.size() == 1);
    CHECK(found[0].where.find("schools.csv") != std::string::npos);
    CHECK(findings(job, "info", "2 territories").size() == 1);
}

TEST_CASE("zones within a parent that some territories lack are warned of") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", kAll}});
    const std::string asked =
        SmallWorld::supply("a.geojson") + SmallWorld::any_4g() + "[[zones]]\nname = \"no_4g\"\nfails = \"any_4g\"\n";
    CHECK(findings(world.job(asked), "warning", "zones no_4g").empty());
    std::string communes = test::bytes_of(world.folder.path("communes.geojson"));
    communes.replace(communes.find("\"departement\":\"B\""), 17, "\"departement\":null");
    world.folder.file("communes.geojson", communes);
    CHECK(findings(world.job(asked), "warning", "zones no_4g: 1 territory has no departement").size() == 1);
}

TEST_CASE("an indicator that asks for a level is told of the layers that have none") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", kAll}});
    const std::string supply = SmallWorld::supply_in_levels("a.geojson");
    CHECK(
        findings(world.job(supply + SmallWorld::any_4g("service = \"data\"\nlevel = \">=BC\"")), "warning", "layers without one")
            .size() == 1);
    CHECK(findings(world.job(supply + SmallWorld::any_4g()), "warning", "layers without one").empty());
}

TEST_CASE("a map that ends before the territories do is warned of, unless its extent is said") {
    const SmallWorld world;
    const std::string half = "[[supply]]\nsource = \"half.geojson\"\noperator = \"A\"\ntechnology = \"4G\"\nservice = \"data\"\n";
    world.claims("half.geojson", {{"A", "4G", "data", "", {0, 0, 2, 2}}});
    CHECK(findings(world.job(half), "warning", "half.geojson: the maps of A 4G data end before what is published does").size() ==
          1);
    CHECK(findings(world.job(half + "extent = { departement = [\"A\"] }\n"), "warning", "the maps of").empty());
}

TEST_CASE("an operator of which nothing can be in a whole departement is warned of, unless its extent or market says so") {
    const SmallWorld world;
    world.claims("west.geojson", {{"W", "4G", "data", "", {0, 0, 1.5, 2}}});
    world.claims("all.geojson", {{"X", "4G", "data", "", kAll}});
    const std::string both = SmallWorld::supply("west.geojson") + SmallWorld::supply("all.geojson");
    const auto found = findings(world.job(both), "warning", "has nothing in");
    REQUIRE(found.size() == 1);
    CHECK(found[0].what ==
          "operator W has nothing in departement B: it counts as absent there; if its maps do not speak of it, say so with "
          "`extent`");
    const auto none = [&](const std::string& job) { return findings(world.job(job), "warning", "has nothing in").empty(); };
    CHECK(none(SmallWorld::supply("west.geojson", "extent = { departement = [\"A\"] }")));
    CHECK(none(SmallWorld::supply("west.geojson", "nature = \"planned\"")));
    CHECK(none(both +
               "[[market]]\noperators = [\"W\", \"X\"]\nwhere = { departement = [\"A\"] }\n[[market]]\noperators = [\"X\"]\n"));
    world.claims("west.geojson", {{"W", "4G", "data", "", {0, 0, 2.1, 2}}});
    CHECK(none(both));
}

TEST_CASE("a disc that reaches into a departement is something there") {
    const SmallWorld world;
    world.folder.file("sites.csv", "op,x,y\nS,3001000,2501000\n");
    const auto job = [&](const std::string& km) {
        return world.job(
            "[[supply]]\nsource = \"sites.csv\"\nformat = \"sites\"\ncrs = \"EPSG:3035\"\ncolumns = { x = \"x\", y = \"y\", "
            "operator = \"op\" }\n"
            "technology = \"4G\"\nradius_km = " +
            km + "\n");
    };
    CHECK(findings(job("3"), "warning", "has nothing in").empty());
    world.communes("communes.geojson", {{"A1", {0, 0, 2, 2}}, {"B1", {20, 0, 22, 2}}});
    CHECK(findings(job("3"), "warning", "operator S has nothing in departement B").size() == 1);
}

TEST_CASE("operators out of any market are warned of, aliases are not") {
    const SmallWorld world;
    world.claims("a.geojson", {{"OF", "4G", "data", "", kAll}, {"Stranger", "4G", "data", "", kAll}});
    const std::string market = "[[market]]\noperators = [\"20801\", \"20810\"]\naliases = { \"20801\" = [\"OF\"] }\n";
    const model::Job job = world.job(SmallWorld::supply("a.geojson") + market);
    CHECK(findings(job, "warning", "operator Stranger has a supply but is in no market").size() == 1);
    CHECK(findings(job, "warning", "operator 20810 of the market has no supply").size() == 1);
    CHECK(findings(job, "warning", "OF").empty());
}

TEST_CASE("the strictest licence of the sources is named with what it asks") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", kAll}});
    const auto licence = [&](const std::string& one, const std::string& two) {
        const auto found = findings(world.job(SmallWorld::supply("a.geojson", "licence = \"" + one + "\"") +
                                              SmallWorld::supply("a.geojson", "licence = \"" + two + "\"")),
                                    "info", "licence");
        return found.empty() ? std::string() : found[0].what;
    };
    CHECK(licence("CC-BY-4.0", "ODbL-1.0").find("«ODbL-1.0» (share-alike)") != std::string::npos);
    CHECK(licence("CC-BY-NC-4.0", "ODbL-1.0").find("«CC-BY-NC-4.0» (non-commercial)") != std::string::npos);
    CHECK(licence("no redistribution", "CC-BY-NC-4.0").find("(no redistribution)") != std::string::npos);
    CHECK(licence("CC0-1.0", "CC-BY-4.0").find("(open, or with attribution)") != std::string::npos);
}

TEST_CASE("sources more than two years apart are warned of") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", kAll}});
    const std::string old = SmallWorld::supply("a.geojson", "date = \"2018-01-01\"");
    CHECK(findings(world.job(old + SmallWorld::supply("a.geojson", "date = \"2021-01-01\"")), "warning",
                   "more than two years apart: 2018-01-01 and 2021-01-01")
              .size() == 1);
    CHECK(findings(world.job(old + SmallWorld::supply("a.geojson", "date = \"2019-12-31\"")), "warning", "years apart").empty());
}

TEST_CASE("an input that cannot be read is an error with its place, beside what else was found") {
    const SmallWorld world;
    world.folder.file("bad.geojson", "{ nothing");
    const model::Job job = world.job(SmallWorld::supply("bad.geojson", "licence = \"ODbL-1.0\""));
    const auto found = findings(job, "error", "");
    REQUIRE(found.size() == 1);
    CHECK(found[0].where.find("bad.geojson") != std::string::npos);
    CHECK(findings(job, "info", "ODbL").size() == 1);
}
