// Indices of a small world: scored, joined, asked again.
#include <catch2/catch.hpp>
#include <filesystem>

#include "core/error.hpp"
#include "run/reuse/run_folder_reader.hpp"
#include "run/run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::SmallWorld;

namespace {

/// Four communes of two squares each: A1 60 people, A2 80, B1 100, B2 120; X serves all of A1 and half of the people of A2.
void four_communes(const SmallWorld& world) {
    world.communes("communes.geojson", {{"A1", {0, 0, 1, 2}}, {"A2", {1, 0, 2, 2}}, {"B1", {2, 0, 3, 2}}, {"B2", {3, 0, 4, 2}}});
    world.claims("map.geojson", {{"X", "4G", "data", "", {0, 0, 1, 2}}});
}

std::string index(const std::string& criteria, const std::string& more = {}) {
    return "[[index]]\nname = \"frail\"\n" + more + criteria;
}

const std::string kServed = "[[index.criterion]]\ncolumn = \"any_4g_population_pct\"\ndirection = \"low\"\nscale = \"minmax\"\n";
const std::string kPoor =
    "[[index.criterion]]\nsource = \"poor.csv\"\non = \"insee\"\ncolumn = \"rate\"\nof = \"population\"\nscale = [0, 40]\n";

model::Job job_of(const SmallWorld& world, const std::string& more) {
    four_communes(world);
    return world.job(SmallWorld::supply("map.geojson") + SmallWorld::any_4g() + more);
}

std::string row(const test::CsvFile& file, const std::string& code) {
    std::string text;
    for (const char* column : {"frail", "frail_rank", "frail_rank_lo", "frail_rank_hi", "frail_criteria"})
        text += (text.empty() ? "" : " ") + (file.of(code, column).empty() ? std::string("-") : file.of(code, column));
    return text;
}

bool told(const std::vector<std::string>& lines, const std::string& what) {
    for (const std::string& line : lines) UNSCOPED_INFO(line);
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return line.find(what) != std::string::npos; });
}

}  // namespace

TEST_CASE("an index ends the tables of communes and parents, and its columns are described") {
    const SmallWorld world;
    (void)world.folder.file("poor.csv", "insee,rate\nA1,10\nA2,20\nB1,30\nB2,40\nZ9,1\n");
    const run::RunSummary summary =
        test::run_into(job_of(world, index(kServed + kPoor, "to = [0, 10]\n")), world.folder.path("out"));
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    CHECK(row(communes, "A1") == "1.25 4 4 4 2");  // (0 + 10 / 40) / 2
    CHECK(row(communes, "A2") == "7.5 3 3 3 2");
    CHECK(row(communes, "B1") == "8.75 2 2 2 2");
    CHECK(row(communes, "B2") == "10 1 1 1 2");
    // A: 60 of 140 people are served; (10 * 60 + 20 * 80) / 140 poor. B: (30 * 100 + 40 * 120) / 220.
    const auto parents = test::read_csv(world.folder.path("out/departement.csv"));
    CHECK(row(parents, "A") == "1.96 2 2 2 2");
    CHECK(row(parents, "B") == "9.43 1 1 1 2");
    CHECK_FALSE(test::read_csv(world.folder.path("out/all.csv")).has("frail"));
    const auto columns = test::read_csv(world.folder.path("out/columns.csv"));
    const std::size_t at = columns.row_where({{"table", "commune"}, {"column", "frail"}});
    CHECK(columns.at(at, "label_en") == "frail (2 of 2 criteria)");
    CHECK(columns.at(at, "definition_en").find("poor.csv:rate, from 0 to 40, weight 1") != std::string::npos);
    CHECK(columns.at(columns.row_where({{"table", "commune"}, {"column", "frail_rank_lo"}}), "short_name") == "frail_rkl");
    CHECK(told(summary.lines, "defect join-unmatched: 1 in poor.csv"));
}

TEST_CASE("what an index lacks is left out, and told") {
    const SmallWorld world;
    (void)world.folder.file("poor.csv", "insee,rate\nA1,\nA2,\nB1,\nB2,\n");
    const run::RunSummary summary = test::run_into(
        job_of(world, index(kServed + kPoor + "[[index.criterion]]\ncolumn = \"any_4g_population_unk\"\nscale = \"zscore\"\n")),
        world.folder.path("out"));
    CHECK(told(summary.lines,
               "index frail: made of 1 of 3 criteria; without data: rate, any_4g_population_unk (everywhere the same)"));
    CHECK(row(test::read_csv(world.folder.path("out/commune.csv")), "B1") ==
          "1 1 1 1 1");  // a z-score is stated: 0 to 1 as it is
}

TEST_CASE("a territory that lacks a figure has no score, nor one that is no reference a rank") {
    const SmallWorld world;
    (void)world.folder.file("poor.csv", "insee,rate\nA1,10\nB1,30\nB2,40\n");
    const run::RunSummary summary =
        test::run_into(job_of(world, index(kServed + kPoor, "min_population = 61\n")), world.folder.path("out"));
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    CHECK(told(summary.lines, "made of 1 of 2 criteria"));  // of the reference nobody is served: minmax makes nothing of it
    CHECK(row(communes, "A1") == "25 - - - 1");
    CHECK(row(communes, "A2") == "- - - - 0");
    CHECK(row(communes, "B1") == "75 2 2 2 1");
    CHECK(told(summary.lines, "index frail: 1 of 4 inhabited territories have no score, for lack of rate in 1"));
    // A: 80 of 140 people live where there is no figure.
    CHECK(row(test::read_csv(world.folder.path("out/departement.csv")), "A") == "- - - - 1");
}

TEST_CASE("[only] narrows what is published, not the reference") {
    const SmallWorld world;
    (void)world.folder.file("poor.csv", "insee,rate\nA1,10\nA2,20\nB1,30\nB2,40\n");
    model::Job job = job_of(world, index(kServed + kPoor));
    test::run_into(job, world.folder.path("all"));
    job.only = {{"commune", {"A2", "B1"}}};
    test::run_into(job, world.folder.path("some"));
    const auto all = test::read_csv(world.folder.path("all/commune.csv")),
               some = test::read_csv(world.folder.path("some/commune.csv"));
    CHECK(some.rows.size() == 2);
    for (const char* code : {"A2", "B1"}) CHECK(row(some, code) == row(all, code));
    CHECK(row(test::read_csv(world.folder.path("some/departement.csv")), "B") ==
          row(test::read_csv(world.folder.path("all/departement.csv")), "B"));
}

TEST_CASE("a finished run is asked for an index, and keeps the tables that were joined") {
    const SmallWorld world;
    (void)world.folder.file("poor.csv", "insee,rate\nA1,10\nA2,20\nB1,30\nB2,40\n");
    model::Job job = job_of(world, index(kServed + kPoor));
    model::Job plain = job;
    plain.index.clear();
    test::run_into(plain, world.folder.path("plain"));
    test::run_into(job, world.folder.path("fresh"));
    run::RunOptions options;
    options.from = world.folder.path("plain");
    test::run_into(job, world.folder.path("asked"), options);
    const auto fresh = test::read_csv(world.folder.path("fresh/commune.csv"));
    for (const char* code : {"A1", "A2", "B1", "B2"})
        CHECK(row(test::read_csv(world.folder.path("asked/commune.csv")), code) == row(fresh, code));
    std::filesystem::remove(world.folder.path("poor.csv"));
    options.from = world.folder.path("asked");
    job.index.front().criteria.front().weight = 3;
    test::run_into(job, world.folder.path("again"), options);
    CHECK(test::read_csv(world.folder.path("again/commune.csv")).of("A1", "frail") == "6.25");
    // The run's own tables, made again of what it keeps.
    const model::PublishedRun open = run::open_run_folder(world.folder.path("again"));
    const model::Column* score = open.tables.front().find("frail");
    REQUIRE(score != nullptr);
    CHECK(score->numbers.front() == 625);
}

TEST_CASE("a table without the column is told before the run") {
    const SmallWorld world;
    (void)world.folder.file("poor.csv", "insee,rates\nA1,10\n");
    CHECK_THROWS_WITH(test::run_into(job_of(world, index(kPoor)), world.folder.path("out")),
                      Catch::Matchers::Contains("poor.csv") && Catch::Matchers::Contains("rates"));
}
