#include <catch2/catch.hpp>
#include <filesystem>

#include "run/prepare/wanted_outputs.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using run::CellsKept;
using test::SmallWorld;

TEST_CASE("cells stay as `keep` says, and as what is made of them asks") {
    model::Job plain, tiles, zones, secret;
    tiles.output.formats = {"csv", "pmtiles"};
    zones.zones.emplace_back();
    secret.demand.source.info.confidential = true;
    const auto kept = [](model::Job job, const char* keep, bool by_polygons = false) {
        job.output.keep = keep;
        return run::cells_kept(job, by_polygons);
    };
    CHECK(kept(plain, "auto") == CellsKept::limited);
    CHECK(kept(plain, "auto", true) == CellsKept::no);
    CHECK(kept(secret, "auto") == CellsKept::no);
    CHECK(kept(zones, "auto") == CellsKept::always);
    CHECK(kept(tiles, "auto") == CellsKept::always);
    CHECK(kept(secret, "cells") == CellsKept::always);
    CHECK(kept(plain, "none") == CellsKept::no);
    CHECK(kept(zones, "none") == CellsKept::no);
    CHECK(kept(tiles, "none") == CellsKept::meanwhile);
}

TEST_CASE("a run keeps its cells, unless they grow beyond the limit: then it says so, and its tables are the same") {
    const SmallWorld world;
    world.claims("a.geojson", {{"X", "4G", "data", "", {0, 0, 1.5, 2}}});
    const std::string job = SmallWorld::supply("a.geojson") + SmallWorld::any_4g();
    const auto has_cells = [&](const std::string& run) {
        return std::filesystem::exists(world.folder.path(run + "/cells.covc"));
    };
    test::run_into(world.job(job), world.folder.path("kept"));
    CHECK(has_cells("kept"));
    const auto summary = test::run_into(world.job(job + "[output]\nkeep_limit = 0\n"), world.folder.path("large"));
    CHECK_FALSE(has_cells("large"));
    CHECK(std::count_if(summary.lines.begin(), summary.lines.end(), [](const std::string& line) {
              return line.find("cells.covc would be larger than keep_limit = 0 (MB) and is not kept") != std::string::npos;
          }) == 1);
    CHECK(test::bytes_of(world.folder.path("large/commune.csv")) == test::bytes_of(world.folder.path("kept/commune.csv")));
    test::run_into(world.job(job + "[output]\nkeep_limit = 0\nkeep = \"cells\"\n"), world.folder.path("stated"));
    CHECK(has_cells("stated"));
    test::run_into(world.job(job + "[output]\nformats = [\"pmtiles\"]\nkeep = \"none\"\n"), world.folder.path("tiles"));
    CHECK_FALSE(has_cells("tiles"));
    CHECK(std::filesystem::exists(world.folder.path("tiles/tiles.pmtiles")));
}
