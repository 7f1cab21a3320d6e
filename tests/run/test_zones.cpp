// Zones of a whole run: the same from the inputs and from cells.covc, on any number of threads, and in balance with the tally.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "measure/support/world.hpp"
#include "run/compute/cell_analysis.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::SmallWorld;

namespace {

using Files = std::map<std::string, std::string>;

model::ZonesSpec spec(const std::string& name, const std::string& fails, int detail, bool all_cells = false) {
    model::ZonesSpec zones;
    zones.name = name;
    zones.fails = fails;
    zones.attribute = "population";
    zones.within = "departement";
    zones.minimum = 10 * core::kWeightQuantaPerUnit;
    zones.detail = detail;
    zones.all_cells = all_cells;
    return zones;
}

/// The sample with every indicator's zones, of several details.
model::Job sample_with_zones() {
    model::Job job = test::sample_job("job.toml");
    job.output.formats = {"csv"};
    job.output.keep = "cells";
    job.zones.clear();
    job.places.clear();
    int number = 0;
    for (const model::IndicatorSpec& indicator : job.indicator) {
        job.zones.push_back(spec("z" + std::to_string(number), indicator.name, 1 << (number % 4), number % 2 == 1));
        ++number;
    }
    return job;
}

run::RunOptions from(const std::string& folder, int threads = 2) {
    run::RunOptions options = test::with_threads(threads);
    options.from = folder;
    return options;
}

/// What a run says of zones.
Files zone_files(const std::string& folder) {
    Files files = test::contents_of(folder);
    std::erase_if(files, [](const auto& file) { return !file.first.starts_with("zones"); });
    return files;
}

void check_same(const Files& expected, const Files& found) {
    for (const auto& [name, bytes] : expected) {
        INFO(name);
        REQUIRE(found.contains(name));
        CHECK((found.at(name) == bytes));
    }
    CHECK(found.size() == expected.size());
}

/// One run of the sample for all cases.
const std::string& zones_run() {
    static const test::TempFolder folder;
    static const std::string path = [] {
        test::run_into(sample_with_zones(), folder.path("run"), test::with_threads(4));
        return folder.path("run");
    }();
    return path;
}

constexpr test::Box kWest{0, 0, 1.5, 2}, kAll{0, 0, 4, 2};

model::Job small_job(const SmallWorld& world, const std::string& zones) {
    world.claims("a.geojson", {{"X", "4G", "data", "", kWest}, {"X", "2G", "voice", "", kAll}});
    return world.job(SmallWorld::supply("a.geojson") + SmallWorld::any_4g() + zones);
}

const std::string kNo4g = "[[zones]]\nname = \"no_4g\"\nfails = \"any_4g\"\nwithin = \"departement\"\n";

}  // namespace

TEST_CASE("a small world's zones by hand: half a square and two whole ones in each row, one zone a departement") {
    const SmallWorld world;
    test::run_into(small_job(world, kNo4g), world.folder.path("run"));
    const auto zones = test::read_csv(world.folder.path("run/zones_no_4g.csv"));
    // A: the eastern halves of 20 and 60; B: 30 + 40 + 70 + 80.
    REQUIRE(zones.rows.size() >= 2);
    CHECK(zones.at(0, "population") == "220");
    CHECK(zones.at(0, "population_white") == "220");
    CHECK(zones.at(0, "departement") == "B");
    CHECK(zones.at(1, "population") == "40");
    CHECK(zones.at(1, "departement") == "A");
    CHECK(zones.at(1, "rank") == "2");
    CHECK(zones.at(0, "id").starts_with("any_4g_B_CRS3035RES1000m"));
    CHECK(test::decimal(zones.at(0, "outline_km2")) == 400'000'000);
    CHECK(test::decimal(zones.at(1, "outline_km2")) == 100'000'000);
}

TEST_CASE("zones answered from cells.covc are those of the inputs, byte for byte") {
    const test::TempFolder folder;
    const Files expected = zone_files(zones_run());
    CHECK(expected.contains("zones.covz"));
    CHECK(expected.size() >= 3);
    test::run_into(sample_with_zones(), folder.path("again"), from(zones_run()));
    check_same(expected, zone_files(folder.path("again")));
    // And once more, from the answer.
    test::run_into(sample_with_zones(), folder.path("third"), from(folder.path("again"), 1));
    check_same(expected, zone_files(folder.path("third")));
}

TEST_CASE("one thread and four give the same zones and the same cells, byte for byte") {
    const test::TempFolder folder;
    test::run_into(sample_with_zones(), folder.path("one"), test::with_threads(1));
    check_same(zone_files(zones_run()), zone_files(folder.path("one")));
    CHECK((test::bytes_of(folder.path("one/cells.covc")) == test::bytes_of(zones_run() + "/cells.covc")));
}

TEST_CASE("another standard, detail and unit asked of cells.covc are answered as by a whole run") {
    const SmallWorld world;
    const std::string other = "[[zones]]\nname = \"other\"\nfails = \"two_g\"\nwithin = \"commune\"\ndetail = 8\nminimum = 0\n";
    const std::string indicator = "[[indicator]]\nname = \"two_g\"\ntechnology = \">=4G\"\nof = [\"X\"]\n";
    const model::Job first = small_job(world, "[output]\nkeep = \"cells\"\n"), second = small_job(world, indicator + other);
    test::run_into(first, world.folder.path("first"));
    CHECK_FALSE(std::filesystem::exists(world.folder.path("first/zones.covz")));
    test::run_into(second, world.folder.path("whole"));
    test::run_into(second, world.folder.path("answered"), from(world.folder.path("first")));
    CHECK(zone_files(world.folder.path("whole")).size() >= 2);
    check_same(zone_files(world.folder.path("whole")), zone_files(world.folder.path("answered")));
}

TEST_CASE("the sample's zones and what is scattered are what fails by the tables, commune by commune") {
    const model::Job job = sample_with_zones();
    const auto communes = test::read_csv(zones_run() + "/commune.csv");
    for (const model::ZonesSpec& zones : job.zones) {
        INFO(zones.name << " " << zones.fails);
        std::map<std::string, std::int64_t> sums;
        const auto parts = test::read_csv(zones_run() + "/zones_" + zones.name + "_communes.csv");
        const std::string code = parts.has("commune") ? "commune" : "code";
        for (std::size_t r = 0; r < parts.rows.size(); ++r) sums[parts.at(r, code)] += test::decimal(parts.at(r, "population"));
        const bool low_is_good = std::find_if(job.indicator.begin(), job.indicator.end(), [&](const auto& i) {
                                     return i.name == zones.fails;
                                 })->low_is_good;
        for (std::size_t r = 0; r < communes.rows.size(); ++r) {
            const std::string& failing = communes.at(r, zones.fails + "_population" + (low_is_good ? "" : "_not"));
            INFO(communes.at(r, "code"));
            CHECK(sums[communes.at(r, "code")] == (failing.empty() ? 0 : test::decimal(failing)));
        }
    }
}

TEST_CASE("zones from a run without cells are an Error with its remedy") {
    const SmallWorld world;
    model::Job bare = small_job(world, "");
    bare.output.keep = "none";
    test::run_into(bare, world.folder.path("first"));
    const auto error = test::error_of(
        [&] { test::run_into(small_job(world, kNo4g), world.folder.path("second"), from(world.folder.path("first"))); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::input);
    CHECK(error->message().find("has no cells.covc") == 0);
    CHECK(error->message().find("keep = \"cells\"") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(world.folder.path("second")));
}

TEST_CASE("cells of another run beside a tally are refused") {
    const SmallWorld world, other;
    test::run_into(small_job(world, kNo4g), world.folder.path("first"));
    other.communes("communes.geojson", {{"A1", {0, 0, 2, 2}}});
    test::run_into(small_job(other, kNo4g), other.folder.path("other"));
    std::filesystem::copy_file(other.folder.path("other/cells.covc"), world.folder.path("first/cells.covc"),
                               std::filesystem::copy_options::overwrite_existing);
    const auto error = test::error_of(
        [&] { test::run_into(small_job(world, kNo4g), world.folder.path("second"), from(world.folder.path("first"))); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::input);
    CHECK(error->message().find("belongs to another run") == 0);
}

TEST_CASE("accounts that do not balance against the tally fail the run, with the commune and the figures") {
    model::RunModel model = test::three_communes();
    const auto claim = test::add_claim(model, "O", "4G");
    test::add_claim(model, "P", "4G");
    test::add_layer(model, claim);
    model.job.indicator = {test::indicator("any_4g", "4G")};
    model.job.zones = {spec("no_4g", "any_4g", 4)};
    test::MemoryTally tally(3, 2, 1);
    tally.add(0, {0}, {100, 10});
    tally.add(0, {}, {30, 3});
    tally.add(1, {}, {7, 1});
    tally.finish();
    model::ZoneSet set;
    set.name = "no_4g";
    model::Zone zone;
    zone.parts = {{core::TerritoryId(0), {30, 3, 0, 0}}};
    set.zones = {zone};
    set.scattered = {{core::TerritoryId(1), {3, 1, 4, 0}}};
    const auto accounts = run::settle_zones(model, tally, {set});
    REQUIRE(accounts.size() == 1);
    CHECK(accounts[0].failing == std::vector<std::int64_t>{37, 4});
    CHECK(accounts[0].zones == std::vector<std::int64_t>{30, 3});
    CHECK(accounts[0].scattered == std::vector<std::int64_t>{7, 1});
    set.zones[0].parts[0].values[0] = 29;
    const auto error = test::error_of([&] { run::settle_zones(model, tally, {set}); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::check);
    CHECK(error->where() == "zones no_4g");
    CHECK(error->message() == "the zones of A1 hold 29 and 0 are scattered, but 30 fail by the tally (quanta); please report it");
}
