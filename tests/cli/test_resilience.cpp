// covmap resilience: what it prints of operators and of sites, and its exit codes.
#include <catch2/catch.hpp>
#include <filesystem>

#include "cli/run_program.hpp"

using Catch::Contains;
using covmap::test::Ran;
using covmap::test::run_covmap;
using covmap::test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

/// A copy of the second job of the sample with what it reads, run.
std::string run_of_sites(const TemporaryFolder& folder) {
    const fs::path sample = fs::path(covmap::test::source_dir()) / "data/sample";
    for (const char* name : {"job_sites.toml", "communes.gpkg", "people_200m.tif", "sites.csv"})
        fs::copy_file(sample / name, folder.file(name));
    REQUIRE(run_covmap("run " + folder.file("job_sites.toml") + " -o " + folder.file("run") + " --progress none").code == 0);
    return folder.file("run");
}

}  // namespace

TEST_CASE("without some sites: how many of how many, who loses, and where") {
    const TemporaryFolder folder;
    const std::string run = run_of_sites(folder);
    const Ran two = run_covmap("resilience " + run + " --standard any_4g --lose site=2,4");
    CHECK(two.code == 0);
    CHECK_THAT(two.out, Contains("2 of 67 sites lost") && Contains("site=2,4"));
    folder.write(
        "flood.geojson",
        R"({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon",
                 "coordinates": [[[-4.3, 46.4], [-4.1, 46.4], [-4.1, 46.7], [-4.3, 46.7], [-4.3, 46.4]]]}}]})");
    const Ran flood = run_covmap("resilience " + run + " --standard any_4g --lose area=" + folder.file("flood.geojson") + " -o " +
                                 folder.file("lost"));
    CHECK(flood.code == 0);
    CHECK_THAT(flood.out, Contains("20 of 67 sites lost") && Contains("area=flood.geojson") && !Contains("/flood.geojson"));
    CHECK_THAT(folder.read("lost/resilience_commune.csv"), Contains(",sites_lost,") && Contains(",area=flood.geojson,"));
    CHECK_THAT(folder.read("lost/manifest.json"), Contains("\"lost\": 20"));
}

TEST_CASE("what cannot be lost has its exit code and its remedy") {
    const TemporaryFolder folder;
    const std::string run = run_of_sites(folder);
    const Ran word = run_covmap("resilience " + run + " --lose flood.gpkg");
    CHECK(word.code == 2);
    CHECK_THAT(word.err, Contains("write operator=20801, site=ID, area=FILE or outages=FILE"));
    const Ran id = run_covmap("resilience " + run + " --lose site=none");
    CHECK(id.code == 2);
    CHECK_THAT(id.err, Contains("of the 67 sites of the job none is meant by none"));
    const Ran area = run_covmap("resilience " + run + " --lose area=" + folder.file("sites.csv"));
    CHECK(area.code == 1);
    fs::rename(folder.file("job_sites.toml"), folder.file("moved.toml"));
    const Ran moved = run_covmap("resilience " + run + " --lose site=2");
    CHECK(moved.code == 1);
    CHECK_THAT(moved.err, Contains("job_sites.toml") && Contains("name it with --job"));
    CHECK(run_covmap("resilience " + run + " --lose site=2 --job " + folder.file("moved.toml")).code == 0);
    std::ofstream(folder.file("sites.csv"), std::ios::app) << "99901,0,0,0,0,0\n";
    const Ran changed = run_covmap("resilience " + run + " --lose site=2 --job " + folder.file("moved.toml"));
    CHECK(changed.code == 1);
    CHECK_THAT(changed.err, Contains("sites.csv: is no longer what the run"));
}
