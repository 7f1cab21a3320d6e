// New questions to a finished run, answered from its tally and its cells.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "run/run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"
#include "store/outlines/outlines_file.hpp"

using namespace covmap;
using test::SmallWorld;

namespace {

constexpr test::Box kWest{0, 0, 1.5, 2}, kAll{0, 0, 4, 2};

run::RunOptions from(const std::string& folder) {
    run::RunOptions options;
    options.from = folder;
    return options;
}

/// Blanks the values of lo and hi of people, which alone need the cells; those of areas are in the tally.
test::CsvFile without_doubt(test::CsvFile file) {
    for (std::size_t c = 0; c < file.columns.size(); ++c) {
        const std::string& column = file.columns[c];
        if ((column.ends_with("_lo") || column.ends_with("_hi")) && column.find("_area_km2_") == std::string::npos)
            for (auto& row : file.rows) row[c].clear();
    }
    return file;
}

/// The warnings of a run's manifest, as one text.
std::string warnings_of(const std::string& folder) {
    return nlohmann::json::parse(test::bytes_of(folder + "/manifest.json"))["warnings"].dump();
}

}  // namespace

TEST_CASE("a run answers its own job with the same files, to the byte") {
    const test::TempFolder folder;
    const std::string& first = test::sample_run("job.toml");
    test::run_into(test::sample_job("job.toml"), folder.path("again"), from(first));
    int tables = 0;
    for (const auto& entry : std::filesystem::directory_iterator(first)) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with(".csv")) continue;
        ++tables;
        INFO(name);
        CHECK(test::bytes_of(folder.path("again/" + name)) == test::bytes_of(first + "/" + name));
    }
    CHECK(tables == 23);
    for (const char* name : {"commune.geojson", "departement.geojson", "zones_poor_4g.geojson", "mairies.geojson", "zones.covz",
                             "cells.covc", "outlines.covo", "covmap.qgz"}) {
        INFO(name);
        CHECK(test::bytes_of(folder.path(std::string("again/") + name)) == test::bytes_of(first + "/" + name));
    }
    CHECK(std::filesystem::exists(folder.path("again/covmap.gpkg")));
    CHECK(warnings_of(folder.path("again")) == warnings_of(first));
    const auto defects = [](const std::string& run) {
        return nlohmann::json::parse(test::bytes_of(run + "/manifest.json"))["defects"];
    };
    CHECK(defects(folder.path("again")) == defects(first));  // those of places once
}

TEST_CASE("a new indicator, another market and fewer territories are answered as by a whole run") {
    const SmallWorld world;
    world.claims("a.geojson",
                 {{"X", "4G", "data", "BC", kWest}, {"Y", "4G", "data", "CL", kAll}, {"Y", "3G", "data", "BC", kAll}});
    const std::string supply = SmallWorld::supply_in_levels("a.geojson");
    test::run_into(world.job(supply + SmallWorld::any_4g()), world.folder.path("first"));
    const std::string question =
        "[only]\ndepartement = [\"A\"]\n"
        "[[market]]\noperators = [\"X\", \"Y\", \"Z\"]\n"
        "[[indicator]]\nname = \"good_3g\"\ntechnology = \">=3G\"\nlevel = \">=BC\"\nservice = \"data\"\noperators = { min = 2 "
        "}\n";
    const model::Job job = world.job(supply + question);
    test::run_into(job, world.folder.path("whole"));
    test::run_into(job, world.folder.path("answered"), from(world.folder.path("first")));
    for (const char* name : {"commune.csv", "departement.csv", "all.csv", "commune_operators.csv", "commune_counts.csv"}) {
        INFO(name);
        const auto whole = test::read_csv(world.folder.path(std::string("whole/") + name));
        CHECK(test::read_csv(world.folder.path(std::string("answered/") + name)).rows == whole.rows);
    }
    CHECK(test::read_csv(world.folder.path("answered/commune.csv")).of("A1", "good_3g_population") == "100");
}

TEST_CASE("a run keeps the background of its maps; another job may bring its own, or none") {
    const SmallWorld world;
    const auto drawn = [&](const char* run) {
        return store::open_outlines(world.folder.path(std::string(run) + "/outlines.covo")).context;
    };
    world.boxes("lake.geojson", {{0.5, 0.5, 1, 1}});
    world.boxes("sea.geojson", {{-900, -900, 900, 0.25}, {500, 500, 501, 501}});
    const auto context = [](const std::string& name) {
        return "[[context]]\nname = \"" + name + "\"\nsource = \"" + name + ".geojson\"\nkind = \"water\"\n";
    };
    test::run_into(world.job(context("lake")), world.folder.path("first"));
    REQUIRE(drawn("first").size() == 1);
    std::filesystem::remove(world.folder.path("lake.geojson"));
    world.boxes("lake.geojson", {{0, 0, 9, 9}});  // not read again
    test::run_into(world.job(context("lake")), world.folder.path("same"), from(world.folder.path("first")));
    CHECK(test::bytes_of(world.folder.path("same/outlines.covo")) == test::bytes_of(world.folder.path("first/outlines.covo")));
    test::run_into(world.job(), world.folder.path("silent"), from(world.folder.path("first")));
    CHECK(drawn("silent").size() == 1);
    test::run_into(world.job(context("sea")), world.folder.path("other"), from(world.folder.path("first")));
    REQUIRE(drawn("other").size() == 1);
    CHECK(drawn("other")[0].shapes.size() == 1);  // the second box is far off the map
    const auto manifest = nlohmann::json::parse(test::bytes_of(world.folder.path("other/manifest.json")));
    std::vector<std::string> roles;
    for (const auto& input : manifest["inputs"]) roles.push_back(input["role"]);
    CHECK(std::count(roles.begin(), roles.end(), "context[0]") == 1);
}

TEST_CASE("aliases of the new job make one operator of two, as a whole run would") {
    const SmallWorld world;
    world.claims("a.geojson", {{"OF", "4G", "data", "BC", kWest}});
    world.claims("b.geojson", {{"20801", "4G", "data", "CL", {2.5, 0, 4, 2}}});
    world.claims("c.geojson", {{"Y", "4G", "data", "BC", {1, 0, 3, 2}}});
    const std::string supply = SmallWorld::supply_in_levels("a.geojson", "extent = { departement = [\"A\"] }") +
                               SmallWorld::supply_in_levels("b.geojson", "extent = { departement = [\"B\"] }") +
                               SmallWorld::supply_in_levels("c.geojson");
    test::run_into(world.job(supply + SmallWorld::any_4g()), world.folder.path("first"));
    const model::Job job = world.job(
        supply +
        "[[market]]\noperators = [\"20801\", \"Y\"]\naliases = { \"20801\" = [\"OF\"] }\nnames = { \"20801\" = \"Orange\" }\n" +
        SmallWorld::any_4g("operators = { all = true }"));
    test::run_into(job, world.folder.path("whole"));
    test::run_into(job, world.folder.path("answered"), from(world.folder.path("first")));
    test::run_into(job, world.folder.path("again"), from(world.folder.path("answered")));
    for (const char* name :
         {"commune.csv", "departement.csv", "all.csv", "commune_operators.csv", "commune_counts.csv", "all_operators.csv"}) {
        INFO(name);
        const auto whole = test::read_csv(world.folder.path(std::string("whole/") + name));
        CHECK(test::read_csv(world.folder.path(std::string("answered/") + name)).rows == whole.rows);
        CHECK(test::read_csv(world.folder.path(std::string("again/") + name)).rows == whole.rows);
    }
    CHECK(test::read_csv(world.folder.path("answered/commune.csv")).of("A1", "any_4g_population") == "40");  // from x 1 to 1.5
    CHECK(test::read_csv(world.folder.path("answered/commune.csv")).of("A1", "any_4g_population_unk") == "0");
}

TEST_CASE("names that the run took for one operator are warned of where the new job tells them apart") {
    const SmallWorld world;
    world.claims("a.geojson", {{"OF", "4G", "data", "", kWest}});
    const std::string supply = SmallWorld::supply("a.geojson") + SmallWorld::any_4g(),
                      market = "[[market]]\noperators = [\"20801\"]\n";
    test::run_into(world.job(supply + market + "aliases = { \"20801\" = [\"OF\"] }\n"), world.folder.path("first"));
    const auto warnings = [&](const std::string& more, const std::string& out) {
        test::run_into(world.job(supply + more), world.folder.path(out), from(world.folder.path("first")));
        return nlohmann::json::parse(test::bytes_of(world.folder.path(out + "/manifest.json")))["warnings"].dump();
    };
    CHECK(warnings("[[market]]\noperators = [\"20801\", \"OF\"]\n", "apart")
              .find("the run took «OF» for 20801, and its tally cannot tell them apart") != std::string::npos);
    CHECK(warnings(market + "aliases = { \"20801\" = [\"OF\"] }\n", "same").find("cannot tell") == std::string::npos);
}

TEST_CASE("--strict refuses the defects of the run that answers") {
    const SmallWorld world;
    world.claims("a.geojson", {{"X", "9G", "data", "", kWest}});
    const model::Job job = world.job(SmallWorld::supply("a.geojson"));
    test::run_into(job, world.folder.path("first"));
    run::RunOptions strict = from(world.folder.path("first"));
    strict.strict = true;
    const auto error = test::error_of([&] { test::run_into(job, world.folder.path("second"), strict); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::input);
    CHECK(error->message().find("--strict: the inputs have defects\n  technology-unknown: 1 in a.geojson") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(world.folder.path("second")));
    strict.strict_codes = {"level-unknown"};
    CHECK_NOTHROW(test::run_into(job, world.folder.path("second"), strict));
}

TEST_CASE("the manifest of an answer names the job that asked, once") {
    const SmallWorld world;
    test::run_into(world.job(), world.folder.path("first"));
    test::run_into(world.job("[output]\nlanguage = \"fr\"\n"), world.folder.path("second"), from(world.folder.path("first")));
    std::vector<std::string> hashes;
    for (const char* out : {"first", "second"}) {
        const auto inputs =
            nlohmann::json::parse(test::bytes_of(world.folder.path(std::string(out) + "/manifest.json")))["inputs"];
        int jobs = 0;
        for (const auto& input : inputs) jobs += input["role"] == "job" ? 1 : 0;
        CHECK(jobs == 1);
        CHECK(inputs[0]["path"] == "job.toml");
        hashes.push_back(inputs[0]["sha256"]);
    }
    CHECK(hashes[0] != hashes[1]);
}

TEST_CASE("an answer of a run can itself be asked") {
    const SmallWorld world;
    world.claims("a.geojson", {{"X", "4G", "data", "", kWest}});
    const model::Job job = world.job(SmallWorld::supply("a.geojson") + SmallWorld::any_4g());
    test::run_into(job, world.folder.path("one"));
    test::run_into(job, world.folder.path("two"), from(world.folder.path("one")));
    test::run_into(job, world.folder.path("three"), from(world.folder.path("two")));
    CHECK(test::read_csv(world.folder.path("three/commune.csv")).rows ==
          test::read_csv(world.folder.path("two/commune.csv")).rows);
}

TEST_CASE("the inputs are not read") {
    const SmallWorld world;
    world.claims("a.geojson", {{"X", "4G", "data", "", kWest}});
    const model::Job job = world.job(SmallWorld::supply("a.geojson") + SmallWorld::any_4g());
    test::run_into(job, world.folder.path("first"));
    std::filesystem::remove(world.folder.path("a.geojson"));
    std::filesystem::remove(world.folder.path("squares.csv"));
    std::filesystem::remove(world.folder.path("communes.geojson"));
    CHECK_NOTHROW(test::run_into(job, world.folder.path("second"), from(world.folder.path("first"))));
}

TEST_CASE("an attribute that the run does not have is an Error at the job's line") {
    const SmallWorld world;
    model::Job job = world.job();
    test::run_into(job, world.folder.path("first"));
    job.demand.attributes[0].name = "seniors";
    const auto error =
        test::error_of([&] { test::run_into(job, world.folder.path("second"), from(world.folder.path("first"))); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::job);
    CHECK(error->where() == job.path + ":" + std::to_string(job.demand.source.line));
    CHECK(error->message().find("no attribute «seniors»") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(world.folder.path("second")));
}

TEST_CASE("without cells lo and hi are the run's own where the question is the same, else empty with the reason") {
    const SmallWorld world;
    world.claims("a.geojson", {{"X", "4G", "data", "BC", kWest}, {"Y", "4G", "data", "CL", kAll}});
    const std::string supply = SmallWorld::supply_in_levels("a.geojson"), none = "[output]\nkeep = \"none\"\n";
    const std::string indicator = SmallWorld::any_4g("operators = { min = 2 }");
    test::run_into(world.job(supply + indicator + none), world.folder.path("first"));
    CHECK_FALSE(std::filesystem::exists(world.folder.path("first/cells.covc")));
    const auto first = test::read_csv(world.folder.path("first/commune.csv"));
    REQUIRE(first.of("A1", "any_4g_population_hi") != first.of("A1", "any_4g_population_pct"));

    test::run_into(world.job(supply + indicator + none), world.folder.path("same"), from(world.folder.path("first")));
    CHECK(test::read_csv(world.folder.path("same/commune.csv")).rows == first.rows);
    CHECK(warnings_of(world.folder.path("same")).find("lo and hi") == std::string::npos);

    const std::string other = SmallWorld::any_4g("operators = { min = 1 }");
    test::run_into(world.job(supply + other + none), world.folder.path("other"), from(world.folder.path("first")));
    test::run_into(world.job(supply + other + none), world.folder.path("whole"));
    CHECK(test::read_csv(world.folder.path("other/commune.csv")).rows ==
          without_doubt(test::read_csv(world.folder.path("whole/commune.csv"))).rows);
    CHECK(warnings_of(world.folder.path("other"))
              .find("lo and hi are empty: the run answered other indicators or markets, and it has no cells.covc") !=
          std::string::npos);
}

TEST_CASE("a run with CSVs alone answers with maps, drawn from what it keeps") {
    const SmallWorld world;
    test::run_into(world.job(), world.folder.path("first"));
    const model::Job maps = world.job("[output]\nformats = [\"geojson\"]\n");
    test::run_into(maps, world.folder.path("second"), from(world.folder.path("first")));
    test::run_into(maps, world.folder.path("whole"));
    CHECK(test::bytes_of(world.folder.path("second/commune.geojson")) ==
          test::bytes_of(world.folder.path("whole/commune.geojson")));
    std::filesystem::remove(world.folder.path("first/outlines.covo"));
    const auto error =
        test::error_of([&] { test::run_into(maps, world.folder.path("third"), from(world.folder.path("first"))); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::input);
    CHECK(error->message().find("has no outlines.covo to draw its territories from") == 0);
    CHECK_FALSE(std::filesystem::exists(world.folder.path("third")));
}

TEST_CASE("a folder without tally is an Error with its name") {
    const SmallWorld world;
    const auto error =
        test::error_of([&] { test::run_into(world.job(), world.folder.path("out"), from(world.folder.path("nowhere"))); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::input);
    CHECK(error->where().find("nowhere/tally.covt") != std::string::npos);
}

TEST_CASE("SOURCE_DATE_EPOCH dates an answer too") {
    const SmallWorld world;
    test::run_into(world.job(), world.folder.path("first"));
    ::setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    test::run_into(world.job(), world.folder.path("second"), from(world.folder.path("first")));
    ::unsetenv("SOURCE_DATE_EPOCH");
    CHECK(nlohmann::json::parse(test::bytes_of(world.folder.path("second/manifest.json")))["date"] == "2023-11-14");
}
