// A run kept from a covmap whose tally had no lo and hi, and which kept no outlines (tests/run/data).
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "read/job/job.hpp"
#include "run/points/point_query.hpp"
#include "run/reuse/diff_runs.hpp"
#include "run/reuse/open_run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/folders.hpp"
#include "run/support/sample.hpp"
#include "support/paths.hpp"

using namespace covmap;
namespace fs = std::filesystem;

namespace {

std::string kept_run() { return test::source_dir() + "/tests/run/data/run_of_version_2"; }

run::RunOptions from_kept() {
    run::RunOptions options;
    options.from = kept_run();
    return options;
}

}  // namespace

TEST_CASE("a run of version 2 opens, and what it lacks is named") {
    test::Quiet quiet;
    const auto run = run::reopen(kept_run(), 1, quiet);
    CHECK(run->missing == std::vector<std::string>{"lo and hi: the run was made by a covmap that did not keep them"});
    CHECK(run->findings.zones.size() == 1);
    CHECK_FALSE(run->has_geometry());
    const auto error = test::error_of([&] { (void)run->geometry(); });
    REQUIRE(error);
    CHECK(error->message().find("has no outlines.covo to draw its territories from") == 0);
    CHECK(run::what_is_at(kept_run(), {1.5, 46.0}).rows() == 1);
}

TEST_CASE("a run of version 2 answers, with lo and hi from its cells, and compares equal with its answer") {
    const test::TempFolder folder;
    const model::Job job = read::parse_job(kept_run() + "/job.toml", {});
    test::run_into(job, folder.path("answer"), from_kept());
    CHECK(test::bytes_of(folder.path("answer/commune.csv")) == test::bytes_of(kept_run() + "/commune.csv"));
    const auto warnings = nlohmann::json::parse(test::bytes_of(folder.path("answer/manifest.json")))["warnings"].dump();
    CHECK(warnings.find("lo and hi") == std::string::npos);
    CHECK_FALSE(run::diff_runs(kept_run(), folder.path("answer"), {}).differs);
}

TEST_CASE("without its cells a run of version 2 answers with empty lo and hi, and says why") {
    const test::TempFolder folder;
    fs::create_directories(folder.path("old"));
    for (const char* name : {"manifest.json", "tally.covt"})
        fs::copy_file(kept_run() + "/" + name, folder.path("old") + "/" + name);
    run::RunOptions options;
    options.from = folder.path("old");
    model::Job job = read::parse_job(kept_run() + "/job.toml", {});
    job.zones.clear();
    job.output.keep = "none";
    test::run_into(job, folder.path("answer"), options);
    CHECK(test::read_csv(folder.path("answer/commune.csv")).of("A1", "any_4g_population_lo").empty());
    const auto warnings = nlohmann::json::parse(test::bytes_of(folder.path("answer/manifest.json")))["warnings"].dump();
    CHECK(warnings.find("lo and hi are empty: the run is of a covmap that did not keep them") != std::string::npos);
}
