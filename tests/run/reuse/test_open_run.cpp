// A finished run, opened again.
#include <catch2/catch.hpp>
#include <filesystem>

#include "core/error.hpp"
#include "export/formats/csv.hpp"
#include "run/reuse/open_run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
namespace fs = std::filesystem;

namespace {

/// Some files of the sample's run.
void copy_run(const std::string& to, const std::vector<std::string>& names) {
    fs::create_directories(to);
    for (const std::string& name : names) fs::copy_file(test::sample_run("job.toml") + "/" + name, to + "/" + name);
}

const model::Column& column_of(const run::ReopenedRun& run, const std::string& table, const std::string& column) {
    for (const model::Table& t : run.tables)
        if (t.name == table) return *t.find(column);
    throw std::runtime_error("no table " + table);
}

bool all_null(const model::Column& column) {
    return std::find(column.nulls.begin(), column.nulls.end(), false) == column.nulls.end();
}

}  // namespace

TEST_CASE("a reopened run has the tables of its CSVs, byte for byte, bounds and places too") {
    const std::string& folder = test::sample_run("job.toml");
    test::Quiet quiet;
    const auto run = run::reopen(folder, 2, quiet);
    CHECK(run->missing.empty());
    CHECK(run->has_cells);
    CHECK(run->findings.zones.size() == 2);
    CHECK(run->findings.places.size() == 1);
    CHECK(&run->cells_model() == &run->model);  // one demand
    const test::TempFolder again;
    std::size_t tables = 0;
    for (const model::Table& table : run->tables) {
        INFO(table.name);
        exports::write_csv(table, again.path(table.name + ".csv"));
        CHECK(test::bytes_of(again.path(table.name + ".csv")) == test::bytes_of(folder + "/" + table.name + ".csv"));
        ++tables;
    }
    CHECK(tables == 22);  // all but columns.csv
}

TEST_CASE("a reopened run has the polygons of its territories") {
    test::Quiet quiet;
    const auto run = run::reopen(test::sample_run("job.toml"), 1, quiet);
    const run::Geometry geometry = run->geometry();
    REQUIRE(geometry.territories.size() == run->model.territories.territories.size());
    for (const core::MultiPolygon& polygons : geometry.territories) CHECK_FALSE(polygons.empty());
}

TEST_CASE("a run that kept its tally alone opens, and says what is missing") {
    const test::TempFolder folder;
    copy_run(folder.path("run"), {"manifest.json", "tally.covt"});
    test::Quiet quiet;
    const auto run = run::reopen(folder.path("run"), 1, quiet);
    CHECK_FALSE(run->has_cells);
    CHECK(run->findings.zones.empty());
    CHECK(run->sites.empty());
    CHECK(run->missing == std::vector<std::string>{"cells.covc: zones, places and squares are not shown"});
    CHECK_FALSE(all_null(column_of(*run, "commune", "any_4g_population_lo")));
    CHECK_THROWS_WITH(run->geometry(), Catch::Contains("has no outlines.covo to draw its territories from"));
}

TEST_CASE("what a run keeps for itself is enough: tables and places without any published file") {
    const test::TempFolder folder;
    copy_run(folder.path("run"), {"manifest.json", "tally.covt", "cells.covc", "outlines.covo", "zones.covz"});
    test::Quiet quiet;
    const auto bare = run::reopen(folder.path("run"), 1, quiet), whole = run::reopen(test::sample_run("job.toml"), 1, quiet);
    CHECK(bare->missing.empty());
    CHECK(bare->findings.places.size() == 1);
    CHECK(bare->geometry().territories == whole->geometry().territories);
    REQUIRE(bare->tables.size() == whole->tables.size());
    for (std::size_t t = 0; t < bare->tables.size(); ++t) {
        exports::write_csv(bare->tables[t], folder.path("bare.csv"));
        exports::write_csv(whole->tables[t], folder.path("whole.csv"));
        CHECK(test::bytes_of(folder.path("bare.csv")) == test::bytes_of(folder.path("whole.csv")));
    }
}

TEST_CASE("places without the run's outlines are left out, zones stay") {
    const test::TempFolder folder;
    copy_run(folder.path("run"), {"manifest.json", "tally.covt", "cells.covc"});
    test::Quiet quiet;
    const auto run = run::reopen(folder.path("run"), 1, quiet);
    CHECK(run->findings.zones.size() == 2);
    CHECK(run->findings.places.empty());
    CHECK(run->model.job.places.empty());
    CHECK(run->missing == std::vector<std::string>{"outlines.covo: the places «mairies» are not shown"});
}

TEST_CASE("what is no run does not open") {
    const test::TempFolder folder;
    test::Quiet quiet;
    CHECK_THROWS_AS(run::reopen(folder.path(), 1, quiet), core::Error);
}
