// Runs of the sample compared through their folders.
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "run/reuse/diff_runs.hpp"
#include "run/support/folders.hpp"
#include "run/support/sample.hpp"

using namespace covmap;
namespace fs = std::filesystem;

namespace {

/// The sample's run without what `keep` does not name.
void copy_run(const std::string& to, const std::vector<std::string>& keep) {
    fs::create_directories(to);
    for (const std::string& name : keep) fs::copy_file(test::sample_run("job.toml") + "/" + name, to + "/" + name);
}

std::string message_of(const std::string& a, const std::string& b) {
    const auto error = test::error_of([&] { run::diff_runs(a, b, {}); });
    if (!error) return "";
    CHECK(error->kind() == core::ErrorKind::input);
    return error->message();
}

}  // namespace

TEST_CASE("tables made again from the tally are those of the CSVs, bounds too") {
    const test::TempFolder folder;
    copy_run(folder.path("tally"), {"manifest.json", "tally.covt"});
    copy_run(folder.path("csv"), {"manifest.json", "commune.csv", "epci.csv", "departement.csv", "region.csv", "all.csv"});
    const model::Comparison c = run::diff_runs(folder.path("csv"), folder.path("tally"), {});
    CHECK_FALSE(c.differs);
    CHECK(c.context.empty());
    REQUIRE(c.units.size() == 5);
    for (const model::UnitComparison& unit : c.units) {
        INFO(unit.unit);
        CHECK(unit.equal());
        CHECK(unit.common > 0);
    }
}

TEST_CASE("a folder with the manifest and one table is enough, and quiet about the other units; its zones are named") {
    const test::TempFolder folder;
    copy_run(folder.path("golden"), {"manifest.json", "commune.csv"});
    const model::Comparison c = run::diff_runs(folder.path("golden"), test::sample_run("job.toml"), {});
    CHECK_FALSE(c.differs);
    CHECK(c.units.size() == 1);
    REQUIRE(c.notes.size() == 1);
    CHECK(c.notes.back() == "A was not kept with its zones.covz: zones are not compared");
}

TEST_CASE("less supply loses coverage, and the map of the differences shows where") {
    const test::TempFolder folder;
    model::Job job = test::sample_job("job.toml");
    job.supply[0].skip["niveau"] = {"TBC"};  // where Alizé is best
    test::run_into(job, folder.path("less"));
    model::CompareOptions losses;
    losses.losses_only = true;
    const model::Comparison c = run::diff_runs(test::sample_run("job.toml"), folder.path("less"), losses);
    CHECK(c.differs);
    CHECK(c.people_told);
    CHECK(c.context.front().what.find("supply[0].skip") == 0);
    CHECK(c.units.front().losses > 0);
    CHECK_FALSE(run::diff_runs(folder.path("less"), folder.path("less"), losses).differs);

    run::write_diff_map(c, folder.path("diff.geojson"));
    const auto map = nlohmann::json::parse(test::bytes_of(folder.path("diff.geojson")));
    REQUIRE(map["features"].size() == c.units.front().changed.size());
    const auto& first = map["features"][0];
    const model::PlaceChange& place = c.units.front().changed.front();
    CHECK(first["properties"]["code"] == place.place.code);
    CHECK(first["properties"]["status"] == "changed");
    CHECK(first["properties"]["loss"] == true);
    CHECK(first["properties"][place.figures.front().column].get<double>() ==
          Approx(first["properties"][place.figures.front().column + "_b"].get<double>() -
                 first["properties"][place.figures.front().column + "_a"].get<double>()));
    CHECK(first["geometry"]["type"] == "MultiPolygon");
    CHECK(fs::exists(folder.path("diff.qml")) == false);
}

TEST_CASE("territories of one run only are on the map, from the run that has them") {
    const test::TempFolder folder;
    test::run_into(test::sample_job("job.toml", {"only.departement=[\"0A\"]"}), folder.path("part"));
    const model::Comparison c = run::diff_runs(test::sample_run("job.toml"), folder.path("part"), {});
    REQUIRE(c.units.front().only_a.size() > 0);
    run::write_diff_map(c, folder.path("diff.geojson"));
    const auto map = nlohmann::json::parse(test::bytes_of(folder.path("diff.geojson")));
    std::size_t only_a = 0;
    for (const auto& feature : map["features"])
        if (feature["properties"]["status"] == "only in A") only_a += feature["geometry"].is_null() ? 0 : 1;
    CHECK(only_a == c.units.front().only_a.size());
}

TEST_CASE("what cannot be compared is named") {
    const test::TempFolder folder;
    const std::string& sample = test::sample_run("job.toml");
    copy_run(folder.path("bare"), {"manifest.json"});
    CHECK(message_of(sample, folder.path("bare")) ==
          "holds neither tally.covt nor commune.csv; keep one of them, or run the job again");
    copy_run(folder.path("damaged"), {"manifest.json", "tally.covt"});
    fs::resize_file(folder.path("damaged") + "/tally.covt", 3000);
    CHECK(message_of(folder.path("damaged"), sample).find("is damaged (") == 0);
    copy_run(folder.path("part"), {"manifest.json", "region.csv"});
    copy_run(folder.path("other"), {"manifest.json", "epci.csv"});
    CHECK(message_of(folder.path("part"), folder.path("other")) == "have no unit in common: A has region; B has epci");
    model::Comparison c = run::diff_runs(folder.path("part"), sample, {});
    c.units.front().only_a.push_back({"R9", "nowhere"});
    const auto error = test::error_of([&] { run::write_diff_map(c, folder.path("x.geojson")); });
    REQUIRE(error);
    CHECK(error->where() == folder.path("part") + "/tally.covt");
    CHECK(error->message() == "cannot be opened (No such file or directory)");
}
