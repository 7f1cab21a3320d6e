// Maps that end before what is published does. The small world has 140 people west, 220 east.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "export/credits.hpp"
#include "model/table.hpp"
#include "run/prepare/check.hpp"
#include "run/run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"
#include "store/tally_file.hpp"

using namespace covmap;
using test::Box;
using test::SmallWorld;

namespace {

constexpr Box kWest{0, 0, 2, 2}, kAll{0, 0, 4, 2};
const std::string kColumns = "columns = { operator = \"operator\", technology = \"technology\", service = \"service\" }\n";

/// [[supply]] that says nothing of where it speaks, and further lines.
std::string silent(const std::string& file, const std::string& more = {}) {
    return "[[supply]]\nsource = \"" + file + "\"\n" + kColumns + more;
}

bool says(const std::vector<std::string>& lines, const std::string& text) {
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return line.find(text) != std::string::npos; });
}

struct Answer {
    std::vector<std::string> lines;
    std::string not_met, unknown;  ///< people of the whole
    nlohmann::json manifest;
};

/// Of the 4G of operator A, or of whoever the supplies name.
Answer answer_of(const SmallWorld& world, const std::string& supplies, const std::string& more = {}) {
    const model::Job job = world.job(supplies + SmallWorld::any_4g() + more);
    Answer answer;
    run::RunOptions options;
    options.overwrite = true;
    answer.lines = test::run_into(job, world.folder.path("out"), options).lines;
    const auto communes = test::read_csv(world.folder.path("out/departement.csv"));
    const auto sum = [&](const std::string& column) {
        return std::stod(communes.of("A", column)) + std::stod(communes.of("B", column));
    };
    answer.not_met = model::decimal_text(std::llround(1e6 * sum("any_4g_population_not")), core::kWeightScale);
    answer.unknown = model::decimal_text(std::llround(1e6 * sum("any_4g_population_unk")), core::kWeightScale);
    std::ifstream(world.folder.path("out/manifest.json")) >> answer.manifest;
    return answer;
}

bool is_quiet(const Answer& answer) {
    return answer.manifest.at("partial_maps").empty() && !says(answer.lines, "the maps of") &&
           !says(answer.lines, "outside the maps of");
}

}  // namespace

TEST_CASE("a map of one half is unknown in the other, and run, check and manifest say so with the remedies") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", {0, 0, 2, 1}}, {"A", "4G", "data", "", {1, 1, 2, 2}}});
    const Answer answer = answer_of(world, silent("a.geojson"));
    CHECK(answer.not_met == "10");
    CHECK(answer.unknown == "220");
    CHECK(says(answer.lines,
               "warning: a.geojson: the maps of A 4G data end before what is published does; outside of them lie "
               "population 220 of 360 (61.1 %)"));
    CHECK(says(answer.lines, "extent = \"everywhere\""));
    CHECK(says(answer.lines, "[[market]] where"));
    const nlohmann::json& map = answer.manifest.at("partial_maps").at(0);
    CHECK(map.at("operator") == "A");
    CHECK(map.at("outside") == "220");
    CHECK(map.at("total") == "360");
    CHECK(map.at("counts_outside_as") == "unknown");
    const auto findings = run::check_job(world.job(silent("a.geojson") + SmallWorld::any_4g()));
    CHECK(std::count_if(findings.begin(), findings.end(), [](const run::CheckFinding& f) {
              return f.severity == "warning" && f.what.find("the maps of A 4G data end") != std::string::npos;
          }) == 1);
}

TEST_CASE("the note that stands with every output tells whose maps end, also when a run answers") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", kWest}});
    const std::string job = silent("a.geojson") + SmallWorld::any_4g();
    test::run_into(world.job(job), world.folder.path("out"));
    CHECK(store::open_tally(world.folder.path("out/tally.covt")).model.partial_maps.size() == 1);
    run::RunOptions options;
    options.from = world.folder.path("out");
    const auto lines = test::run_into(world.job(job), world.folder.path("again"), options).lines;
    CHECK(says(lines, "warning: a.geojson: the maps of A 4G data end"));
    model::RunModel model = store::open_tally(world.folder.path("again/tally.covt")).model;
    CHECK(exports::credits_of(model, "en").note ==
          "Coverage as claimed by operators, not measured; unknown outside the maps of A (up to 61 %)");
}

TEST_CASE("who truly covers a half says everywhere, and is not warned") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", kWest}});
    const Answer answer = answer_of(world, silent("a.geojson", "extent = \"everywhere\"\n"));
    CHECK(answer.not_met == "220");
    CHECK(answer.unknown == "0");
    CHECK(is_quiet(answer));
}

TEST_CASE("a map that leaves out 8 % is told and counts as not covered there, unless the job says box") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", {0, 0, 3.75, 2}}});
    const Answer noted = answer_of(world, silent("a.geojson"));
    CHECK(noted.not_met == "30");
    CHECK(says(noted.lines, "note: a.geojson: outside the maps of A 4G data lie population 30 of 360 (8.3 %)"));
    CHECK(noted.manifest.at("partial_maps").at(0).at("counts_outside_as") == "not covered");
    const Answer boxed = answer_of(world, silent("a.geojson", "extent = \"box\"\n"));
    CHECK(boxed.unknown == "30");
    CHECK(boxed.not_met == "0");
}

TEST_CASE("of ten communes one sticks out: it is judged beside all of them") {
    const SmallWorld world;
    std::vector<std::pair<std::string, Box>> strips;
    for (int i = 0; i < 10; ++i) strips.push_back({(i < 9 ? "A" : "B") + std::to_string(i), {0.4 * i, 0, 0.4 * (i + 1), 2}});
    world.communes("communes.geojson", strips);
    // A quarter of the people of the last strip, 3.3 % of all.
    world.claims("a.geojson", {{"A", "4G", "data", "", {0, 0, 3.9, 2}}});
    const Answer noted = answer_of(world, silent("a.geojson"));
    CHECK(std::stod(noted.not_met) == Approx(12).margin(1e-5));  // the border of a square is snapped
    CHECK(noted.unknown == "0");
    CHECK(says(noted.lines, "note: a.geojson: outside the maps of A 4G data lie population 12 of 360 (3.3 %)"));
    // Less than 1 % of that strip alone.
    world.claims("a.geojson", {{"A", "4G", "data", "", {0, 0, 3.999, 2}}});
    const Answer quiet = answer_of(world, silent("a.geojson"));
    CHECK(std::stod(quiet.not_met) == Approx(0.12).margin(1e-5));
    CHECK(is_quiet(quiet));
}

TEST_CASE("a list of sites counts everywhere, and is told where most people live outside its box") {
    const SmallWorld world;
    const auto sites = [&](const std::string& places) {
        world.folder.file("sites.csv", "x,y\n" + places);
        return [&world](const std::string& more) {
            return answer_of(world,
                             "[[supply]]\nsource = \"sites.csv\"\nformat = \"sites\"\ncrs = \"EPSG:3035\"\ncolumns = { x "
                             "= \"x\", y = \"y\" }\noperator = \"A\"\ntechnology = \"4G\"\nservice = \"data\"\n"
                             "nature = \"claimed\"\nradius_km = 0.1\n" +
                                 more);
        };
    };
    const auto at = [](double x_km, double y_km) {
        return std::to_string(3000000 + 1000 * x_km) + "," + std::to_string(2500000 + 1000 * y_km) + "\n";
    };
    const auto west = sites(at(0.1, 0.1) + at(1.9, 1.9));
    const Answer told = west("");
    CHECK(std::stod(told.not_met) > 350);
    CHECK(told.unknown == "0");
    CHECK(says(told.lines, "note: sites.csv: outside the box of the places of A 4G data lie population "));
    CHECK(told.manifest.at("partial_maps").at(0).at("counts_outside_as") == "not covered");
    CHECK(is_quiet(west("extent = \"everywhere\"\n")));
    CHECK(is_quiet(west("extent = { departement = [\"A\"] }\n")));
    CHECK(is_quiet(sites(at(0, 0) + at(4, 2))("")));
}

TEST_CASE("the files of an operator and technology are one map, whatever their levels; each technology is its own") {
    const SmallWorld world;
    world.claims("a1.geojson", {{"A", "4G", "data", "TBC", kWest}});
    world.claims("a2.geojson", {{"A", "4G", "data", "CL", {2, 0, 4, 2}}});
    CHECK(is_quiet(answer_of(world, silent("a*.geojson"))));
    world.claims("b.geojson", {{"A", "3G", "data", "", kAll}});
    std::filesystem::remove(world.folder.path("a2.geojson"));
    const Answer answer = answer_of(world, silent("a*.geojson") + silent("b.geojson"));
    CHECK(answer.unknown == "220");
    CHECK(answer.manifest.at("partial_maps").size() == 1);
}

TEST_CASE("two files far apart are two boxes, and not the one around both") {
    const SmallWorld world;
    world.claims("a1.geojson", {{"A", "4G", "data", "", {0, 0, 1, 2}}});
    world.claims("a2.geojson", {{"A", "4G", "data", "", {3, 0, 4, 2}}});
    const Answer answer = answer_of(world, silent("a*.geojson"));
    CHECK(answer.unknown == "180");
    CHECK(answer.not_met == "0");
}

TEST_CASE("people are those that are published, where the operator is licensed") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", kWest}});
    world.claims("b.geojson", {{"B", "4G", "data", "", kAll}});
    const std::string both = silent("a.geojson") + silent("b.geojson");
    const std::string market =
        "[[market]]\noperators = [\"A\", \"B\"]\nwhere = { departement = [\"A\"] }\n[[market]]\noperators = [\"B\"]\n";
    CHECK(is_quiet(answer_of(world, both, market)));
    CHECK_FALSE(is_quiet(answer_of(world, both)));
    const model::Job job = world.job(silent("a.geojson") + SmallWorld::any_4g() + "[only]\ncommune = [\"A1\"]\n");
    CHECK_FALSE(says(test::run_into(job, world.folder.path("only")).lines, "the maps of"));
}

TEST_CASE("with its market the zones are as without the operator of one corner") {
    const SmallWorld world;
    for (const char* op : {"A", "B", "C"}) world.claims(std::string(op) + ".geojson", {{op, "4G", "data", "", {0, 0, 4, 1.7}}});
    world.claims("D.geojson", {{"D", "4G", "data", "", {0, 0, 2, 1.7}}});
    const std::string three = silent("A.geojson") + silent("B.geojson") + silent("C.geojson"), four = three + silent("D.geojson"),
                      zones = "[[zones]]\nname = \"left\"\nfails = \"any_4g\"\n",
                      market =
                          "[[market]]\noperators = [\"A\", \"B\", \"C\", \"D\"]\nwhere = { commune = [\"A1\"] }\n"
                          "[[market]]\noperators = [\"A\", \"B\", \"C\"]\n";
    test::run_into(world.job(three + SmallWorld::any_4g() + zones), world.folder.path("three"));
    test::run_into(world.job(four + SmallWorld::any_4g() + zones + market), world.folder.path("four"));
    test::run_into(world.job(four + SmallWorld::any_4g() + zones), world.folder.path("none"));
    const auto without = test::read_csv(world.folder.path("three/zones_left.csv")),
               with = test::read_csv(world.folder.path("four/zones_left.csv")),
               unlicensed = test::read_csv(world.folder.path("none/zones_left.csv"));
    REQUIRE(with.rows.size() == without.rows.size());
    REQUIRE_FALSE(without.rows.empty());
    for (std::size_t row = 0; row < without.rows.size(); ++row)
        for (const char* column : {"id", "population", "area_km2", "commune_count"})
            CHECK(with.at(row, column) == without.at(row, column));
    CHECK(unlicensed.rows != without.rows);
}

TEST_CASE("the box of a map on both sides of 180 degrees is the one over it") {
    const SmallWorld world;
    // Squares of 1 degree from 177 E to 177 W on the equator; 40 people each.
    std::string squares = "x,y,people\n";
    const auto feature = [](const std::string& properties, double west, double east) {
        const std::string w = std::to_string(west), e = std::to_string(east);
        return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":{"type":"Polygon","coordinates":[[[)" + w +
               ",0],[" + e + ",0],[" + e + ",1],[" + w + ",1],[" + w + ",0]]]}}";
    };
    for (const int x : {177, 178, 179, -180, -179, -178}) squares += std::to_string(x) + ",0,40\n";
    const std::string op = R"("operator":"A","technology":"4G","service":"data")",
                      code = R"("code":"A1","nom":"A","departement":"A")";
    const std::string head = R"({"type":"FeatureCollection","features":[)";
    world.folder.file("squares.csv", squares);
    world.folder.file("communes.geojson", head + feature(code, 177, 180) + "," +
                                              feature(R"("code":"B1","nom":"B","departement":"B")", -180, -177) + "]}");
    world.folder.file("a.geojson", head + feature(op, 179, 180) + "," + feature(op, -180, -179) + "]}");
    model::Job job = world.job(silent("a.geojson") + SmallWorld::any_4g());
    job.demand.size = 1;
    job.demand.source.crs = "EPSG:4326";
    const auto lines = test::run_into(job, world.folder.path("out")).lines;
    CHECK(says(lines, "population 160 of 240"));
    const auto communes_csv = test::read_csv(world.folder.path("out/commune.csv"));
    for (const char* c : {"A1", "B1"}) {
        CHECK(communes_csv.of(c, "any_4g_population") == "40");
        CHECK(communes_csv.of(c, "any_4g_population_unk") == "80");
    }
}

TEST_CASE("a hull leaves out what the box holds") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", {0, 0, 1, 1}}, {"A", "4G", "data", "", {3, 1, 4, 2}}});
    // Beyond the lines from (1, 0) to (4, 1) and from (0, 1) to (3, 2), summed by hand.
    CHECK(answer_of(world, silent("a.geojson", "extent = \"hull\"\n")).unknown == "135");
    CHECK(answer_of(world, silent("a.geojson", "extent = \"box\"\n")).unknown == "0");
}

TEST_CASE("a box of nothing speaks nowhere") {
    const SmallWorld world;
    world.claims("a.geojson", {});
    const Answer answer = answer_of(
        world,
        "[[supply]]\nsource = \"a.geojson\"\noperator = \"A\"\ntechnology = \"4G\"\nservice = \"data\"\nextent = \"box\"\n");
    CHECK(answer.unknown == "360");
}

TEST_CASE("what is planned ends where it ends") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", kAll}});
    world.claims("p.geojson", {{"A", "4G", "data", "", kWest}});
    CHECK(is_quiet(answer_of(world, silent("a.geojson") + silent("p.geojson", "nature = \"planned\"\n"))));
}

TEST_CASE("a box or hull of a raster is refused") {
    const SmallWorld world;
    CHECK_THROWS_WITH(world.job("[[supply]]\nsource = \"s.tif\"\nformat = \"raster\"\noperator = \"A\"\ntechnology = \"4G\"\n"
                                "service = \"data\"\nextent = \"box\"\n"),
                      Catch::Contains("is of polygons and sites"));
}

TEST_CASE("boxes in whole squares are judged as the squares add up") {
    std::mt19937 random(7);
    const double people[2][4] = {{50, 60, 70, 80}, {10, 20, 30, 40}};
    for (int round = 0; round < 12; ++round) {
        const auto pick = [&](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
        const SmallWorld world;
        bool held[2][4] = {};
        for (int file = 0; file < 2; ++file) {
            const int west = pick(0, 3), east = pick(west + 1, 4), south = pick(0, 1), north = pick(south + 1, 2);
            world.claims("a" + std::to_string(file) + ".geojson", {{"A",
                                                                    "4G",
                                                                    "data",
                                                                    "",
                                                                    {static_cast<double>(west), static_cast<double>(south),
                                                                     static_cast<double>(east), static_cast<double>(north)}}});
            for (int y = south; y < north; ++y)
                for (int x = west; x < east; ++x) held[y][x] = true;
        }
        double outside = 0;
        for (int y = 0; y < 2; ++y)
            for (int x = 0; x < 4; ++x) outside += held[y][x] ? 0 : people[y][x];
        const Answer answer = answer_of(world, silent("a*.geojson"));
        CAPTURE(round, outside);
        CHECK(std::stod(answer.unknown) == (outside > 36 ? outside : 0));
        CHECK(std::stod(answer.not_met) == (outside > 36 ? 0 : outside));
        CHECK(answer.manifest.at("partial_maps").size() == (outside >= 3.6 ? 1 : 0));
    }
}

TEST_CASE("coverage outside of its own extent counts, and is told") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", {0, 0, 3, 2}}});
    const Answer beyond = answer_of(world, silent("a.geojson", "extent = { departement = [\"A\"] }\n"));
    CHECK(
        says(beyond.lines, "warning: coverage outside of its own extent, «departement A»: population of A 4G data (100 of 240)"));
    CHECK(beyond.unknown == "120");
    CHECK_FALSE(says(answer_of(world, silent("a.geojson", "extent = { departement = [\"A\", \"B\"] }\n")).lines, "own extent"));
    CHECK_FALSE(says(answer_of(world, silent("a.geojson", "extent = \"box\"\n")).lines, "own extent"));
}

TEST_CASE("an empty file among others is no word of everywhere, and alone it speaks nowhere") {
    const SmallWorld world;
    world.claims("a1.geojson", {{"A", "4G", "data", "", kWest}});
    world.claims("a2.geojson", {});
    const std::string constant =
        "[[supply]]\nsource = \"a*.geojson\"\noperator = \"A\"\ntechnology = \"4G\"\nservice = \"data\"\n";
    CHECK(answer_of(world, constant).unknown == "220");
    std::filesystem::remove(world.folder.path("a1.geojson"));
    const Answer nothing = answer_of(world, constant);
    CHECK(nothing.unknown == "360");
    CHECK(says(nothing.lines, "holds nothing that says where there is coverage"));
}

TEST_CASE("a gap between two files is found however the territories are cut") {
    const SmallWorld world;
    world.communes("communes.geojson", {{"A1", kAll}});
    world.claims("a1.geojson", {{"A", "4G", "data", "", {0, 0, 1.63, 2}}});
    world.claims("a2.geojson", {{"A", "4G", "data", "", {1.87, 0, 4, 2}}});
    const model::Job job = world.job(silent("a*.geojson", "extent = \"box\"\n") + SmallWorld::any_4g());
    test::run_into(job, world.folder.path("box"));
    const std::string outside = test::read_csv(world.folder.path("box/commune.csv")).of("A1", "any_4g_population_unk");
    CHECK(std::stod(outside) == Approx(19.2));  // 0.24 km of 20 + 60 people
    const auto lines = test::run_into(world.job(silent("a*.geojson") + SmallWorld::any_4g()), world.folder.path("out")).lines;
    CHECK(says(lines, "lie population 19 of 360 (5.3 %)"));
}

TEST_CASE("where other files of a claim say where they speak, the silent one is bounded and no figure is told") {
    const SmallWorld world;
    world.claims("a1.geojson", {{"A", "4G", "data", "", kWest}});
    world.claims("a2.geojson", {{"A", "4G", "data", "", {2, 0, 4, 2}}});
    for (const std::string told : {"extent = \"box\"\n", "extent = { departement = [\"B\"] }\n"}) {
        const Answer answer = answer_of(world, silent("a1.geojson") + silent("a2.geojson", told));
        CHECK(answer.unknown == "0");
        CHECK(is_quiet(answer));
    }
}

TEST_CASE("a run that is asked again judges its maps by the new job") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", kWest}});
    world.claims("b.geojson", {{"B", "4G", "data", "", kAll}});
    const std::string job = silent("a.geojson") + silent("b.geojson") + SmallWorld::any_4g();
    test::run_into(world.job(job), world.folder.path("out"));
    run::RunOptions options;
    options.from = world.folder.path("out");
    const auto again = [&](const std::string& more, const std::string& name) {
        return test::run_into(world.job(job + more), world.folder.path(name), options).lines;
    };
    CHECK(says(again("", "same"), "population 220 of 360"));
    CHECK_FALSE(says(again("[only]\ncommune = [\"A1\"]\n", "only"), "the maps of"));
    CHECK_FALSE(says(again("[[market]]\noperators = [\"A\", \"B\"]\nwhere = { departement = [\"A\"] }\n[[market]]\noperators = "
                           "[\"B\"]\n",
                           "market"),
                     "the maps of"));
}

TEST_CASE("another set of territories is judged by itself") {
    const SmallWorld world;
    world.claims("a.geojson", {{"A", "4G", "data", "", kWest}});
    world.communes("basins.geojson", {{"X1", kAll}});
    const model::Job job = world.job(silent("a.geojson") + SmallWorld::any_4g() +
                                     "[only]\ncommune = [\"A1\"]\n[[territory]]\nunit = \"basin\"\nsource = \"basins.geojson\"\n"
                                     "columns = { code = \"code\", name = \"nom\" }\n");
    CHECK(says(test::run_into(job, world.folder.path("out")).lines, "basin: warning: a.geojson: the maps of A 4G data end"));
    CHECK(test::read_csv(world.folder.path("out/basin/basin.csv")).of("X1", "any_4g_population_unk") == "220");
}
