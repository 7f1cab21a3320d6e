// [[demand.share]] of a small world: what is known by commune, in every table.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "core/error.hpp"
#include "run/run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::SmallWorld;

namespace {

/// A1 has the west: 30 + 110 people and half of 80, B1 the rest; X serves the westernmost squares, 60 people, and those at the
/// border from x = 1.25: 20 people of A1, 40 of B1.
model::Job job_of(const SmallWorld& world, const std::string& more) {
    world.communes("communes.geojson", {{"A1", {0, 0, 1.5, 2}}, {"B1", {1.5, 0, 4, 2}}});
    world.claims("map.geojson", {{"X", "4G", "data", "", {0, 0, 1, 2}}, {"X", "4G", "data", "", {1.25, 0, 2, 2}}});
    return world.job(SmallWorld::supply("map.geojson") + SmallWorld::any_4g() + more);
}

std::string share(const std::string& columns, const std::string& more = {}) {
    return "[[demand.share]]\nsource = \"aged.csv\"\non = \"insee\"\n" + more + "columns = { " + columns + " }\n";
}

const std::string kAged = "aged = { column = \"P80\", as = \"count\", label = { fr = \"Âgés\", en = \"Aged\" } }";

run::RunOptions from(const std::string& folder) {
    run::RunOptions options;
    options.from = folder;
    return options;
}

bool told(const std::vector<std::string>& lines, const std::string& what) {
    for (const std::string& line : lines) UNSCOPED_INFO(line);
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return line.find(what) != std::string::npos; });
}

std::string account_of(const run::RunSummary& summary, const std::string& attribute) {
    for (const core::Text& line : summary.accounts)
        if (line.en.starts_with(attribute + ":")) return line.en;
    return {};
}

}  // namespace

TEST_CASE("a count is spread by people, its own commune's in each part of a cut square, and adds up") {
    const SmallWorld world;
    (void)world.folder.file("aged.csv", "insee,P80\nA1,10\nB1,26\n");
    const auto summary = test::run_into(job_of(world, share(kAged)), world.folder.path("out"));
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    CHECK(communes.of("A1", "population") == "100");
    CHECK(communes.of("A1", "aged") == "10");
    CHECK(communes.of("A1", "any_4g_aged") == "8");  // of 80 of 100 people
    CHECK(communes.of("A1", "any_4g_aged_not") == "2");
    CHECK(communes.of("A1", "any_4g_aged_pct") == "80.00");
    CHECK(communes.of("A1", "any_4g_aged_lo") == "60.00");
    CHECK(communes.of("A1", "any_4g_aged_hi") == "100.00");
    CHECK(communes.of("B1", "aged") == "26");
    CHECK(communes.of("B1", "any_4g_aged") == "4");  // 40 of 260
    const auto all = test::read_csv(world.folder.path("out/all.csv"));
    CHECK(all.at(0, "aged") == "36");
    CHECK(all.at(0, "any_4g_aged") == "12");
    CHECK(account_of(summary, "aged") == "aged: inside 36 + outside 0 = 36, the input's total");
    const auto operators = test::read_csv(world.folder.path("out/commune_operators.csv"));
    const auto row = operators.row_where({{"code", "A1"}, {"level", "covered"}});
    CHECK(operators.at(row, "aged") == "8");
    CHECK(operators.at(row, "aged_total") == "10");
}

TEST_CASE("a rate is one of the people on the map, and a table may be of several columns") {
    const SmallWorld world;
    (void)world.folder.file("aged.csv", "insee;alone;car\nA1;25,5;0,1\nB1;0;1\n");
    test::run_into(job_of(world, share("alone = { column = \"alone\", as = \"rate\", percent = true }, car = { column = \"car\", "
                                       "as = \"rate\" }")),
                   world.folder.path("out"));
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    CHECK(communes.of("A1", "alone") == "25.5");
    CHECK(communes.of("A1", "any_4g_alone") == "20.4");
    CHECK(communes.of("B1", "alone") == "0");
    CHECK(communes.of("A1", "car") == "10");
    CHECK(communes.of("B1", "car") == "260");
}

TEST_CASE("where the table has no figure columns are empty, not 0, and who is concerned is told") {
    const SmallWorld world;
    (void)world.folder.file("aged.csv", "insee,P80\nA1,10\nB1,s\nZ9,7\n");
    const auto summary = test::run_into(job_of(world, share(kAged)), world.folder.path("out"));
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    CHECK(communes.of("B1", "population") == "260");
    for (const char* column : {"aged", "any_4g_aged", "any_4g_aged_not", "any_4g_aged_pct", "any_4g_aged_lo"}) {
        INFO(column);
        CHECK(communes.of("B1", column).empty());
    }
    CHECK(test::read_csv(world.folder.path("out/departement.csv")).of("B", "aged").empty());
    CHECK(test::read_csv(world.folder.path("out/all.csv")).at(0, "aged") == "10");
    const auto operators = test::read_csv(world.folder.path("out/commune_operators.csv"));
    CHECK(operators.at(operators.row_where({{"code", "B1"}, {"level", "covered"}}), "aged").empty());
    CHECK(account_of(summary, "aged") == "aged: inside 10 + outside 7 = 17, the input's total");
    CHECK(told(summary.lines, "«aged» is not known in 1 of 2 territories, with 260 of «population»"));
    CHECK(told(summary.lines, "7 of «aged» have no place on the map: 0 in territories without «population», 7 in rows"));
    CHECK(told(summary.lines, "share-not-a-number: 1 in aged.csv"));
}

TEST_CASE("a figure of a territory without people has no place, and is told") {
    const SmallWorld world;
    (void)world.folder.file("aged.csv", "insee,P80\nA1,10\nB1,20\nC1,3\n");
    const model::Job job = job_of(world, share(kAged));
    world.communes("communes.geojson", {{"A1", {0, 0, 1.5, 2}}, {"B1", {1.5, 0, 4, 2}}, {"C1", {4, 0, 6, 2}}});
    const auto summary = test::run_into(job, world.folder.path("out"));
    CHECK(test::read_csv(world.folder.path("out/commune.csv")).of("C1", "aged").empty());
    CHECK(account_of(summary, "aged") == "aged: inside 30 + outside 3 = 33, the input's total");
    CHECK(told(summary.lines, "share-nobody: 1 in aged.csv"));
}

TEST_CASE("every column of a share says what is assumed, in both languages") {
    const SmallWorld world;
    (void)world.folder.file("aged.csv", "insee,P80\nA1,10\nB1,20\n");
    test::run_into(job_of(world, share(kAged)), world.folder.path("out"));
    const auto columns = test::read_csv(world.folder.path("out/columns.csv"));
    int shares = 0;
    for (std::size_t row = 0; row < columns.rows.size(); ++row) {
        if (columns.at(row, "column").find("aged") == std::string::npos) continue;
        ++shares;
        INFO(columns.at(row, "table") << " " << columns.at(row, "column"));
        CHECK(columns.at(row, "label_fr").find("Âgés (supposé uniforme dans la commune)") != std::string::npos);
        CHECK(columns.at(row, "label_en").find("Aged (assumed even within the commune)") != std::string::npos);
    }
    CHECK(shares > 20);
}

TEST_CASE("a run answers new questions of its shares as a whole run does, with lo and hi") {
    const SmallWorld world;
    (void)world.folder.file("aged.csv", "insee,P80\nA1,10\nB1,\n");
    const model::Job first = job_of(world, share(kAged) + "[output]\nkeep = \"cells\"\n");
    test::run_into(first, world.folder.path("first"));
    const model::Job second =
        job_of(world, share(kAged) +
                          "[[indicator]]\nname = \"nobody\"\ntechnology = \"4G\"\noperators = { max = 0 }\n"
                          "[[index]]\nname = \"frail\"\n[[index.criterion]]\ncolumn = \"aged\"\nof = \"population\"\n");
    test::run_into(second, world.folder.path("whole"));
    test::run_into(second, world.folder.path("answered"), from(world.folder.path("first")));
    for (const char* table : {"commune.csv", "departement.csv", "all.csv", "commune_operators.csv", "columns.csv"}) {
        INFO(table);
        CHECK(test::bytes_of(world.folder.path(std::string("answered/") + table)) ==
              test::bytes_of(world.folder.path(std::string("whole/") + table)));
    }
    CHECK(test::read_csv(world.folder.path("answered/commune.csv")).of("A1", "nobody_aged_hi") == "40.00");
    test::run_into(second, world.folder.path("twice"), from(world.folder.path("answered")));
    CHECK(test::bytes_of(world.folder.path("twice/commune.csv")) == test::bytes_of(world.folder.path("whole/commune.csv")));
    CHECK(test::read_csv(world.folder.path("answered/commune.csv")).of("B1", "nobody_aged").empty());
}

TEST_CASE("a run is not asked for shares that it does not have") {
    const SmallWorld world;
    (void)world.folder.file("aged.csv", "insee,P80\nA1,10\nB1,20\n");
    test::run_into(job_of(world, {}), world.folder.path("first"));
    const auto error = test::error_of(
        [&] { test::run_into(job_of(world, share(kAged)), world.folder.path("answered"), from(world.folder.path("first"))); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::job);
    CHECK(error->message().find("has no share «aged»; run the job on its inputs") != std::string::npos);
}

TEST_CASE("shares of a second set of territories stand in its folder, and roll up to its parents") {
    const SmallWorld world;
    (void)world.folder.file("aged.csv", "insee,P80\nA01,10\nA02,2\nB01,20\n");
    world.communes("iris.geojson", {{"A01", {0, 0, 1, 2}}, {"A02", {1, 0, 1.5, 2}}, {"B01", {1.5, 0, 4, 2}}});
    const std::string iris =
        "[[territory]]\nunit = \"iris\"\nsource = \"iris.geojson\"\ncolumns = { code = \"code\" }\n"
        "parents = { town = { code = \"departement\" } }\n";
    test::run_into(job_of(world, share(kAged, "unit = \"iris\"\n") + iris), world.folder.path("out"));
    CHECK_FALSE(test::read_csv(world.folder.path("out/commune.csv")).has("aged"));
    CHECK(test::read_csv(world.folder.path("out/iris/iris.csv")).of("A02", "any_4g_aged") == "1");  // 20 of 40 people
    CHECK(test::read_csv(world.folder.path("out/iris/town.csv")).of("A", "any_4g_aged") == "11");
    const auto columns = test::read_csv(world.folder.path("out/iris/columns.csv"));
    CHECK(columns.at(columns.row_where({{"table", "iris"}, {"column", "aged"}}), "label_en") ==
          "Aged (assumed even within the IRIS)");
}

TEST_CASE("a share below a second demand is spread by what that one counts") {
    const SmallWorld world;
    (void)world.folder.file("aged.csv", "insee,P80\nA1,10\nB1,26\n");
    (void)world.folder.file("homes.csv", "x,y,n\n3000000,2501000,4\n3003000,2500000,6\n");
    const std::string homes =
        "[[demand]]\nsource = \"homes.csv\"\nformat = \"grid-squares\"\nattributes = { homes = \"n\" }\n"
        "columns = { x = \"x\", y = \"y\", size = 1000, crs = \"EPSG:3035\" }\n";
    test::run_into(job_of(world, homes + share(kAged) + "[output]\nkeep = \"cells\"\n"), world.folder.path("out"));
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    CHECK(communes.of("A1", "homes") == "4");
    CHECK(communes.of("A1", "any_4g_aged") == "10");  // all homes are in the west
    CHECK(communes.of("B1", "aged") == "26");
    CHECK(communes.of("B1", "any_4g_aged_not") == "26");
    CHECK(communes.of("B1", "any_4g_aged_hi") == "0.00");
}

TEST_CASE("a table that cannot be opened is an error before anything is counted") {
    const SmallWorld world;
    (void)world.folder.file("aged.csv", "insee,P65\nA1,10\n");
    const auto error = test::error_of([&] { test::run_into(job_of(world, share(kAged)), world.folder.path("out")); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::input);
    CHECK(error->message().find("P80") != std::string::npos);
}
