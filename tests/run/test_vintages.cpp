// Two vintages in one job: what was gained and what was lost.
#include <catch2/catch.hpp>

#include "run/reuse/explain_run.hpp"
#include "run/run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::SmallWorld;

namespace {

/// X served x 0 to 1.5 in 2023, and x 1 to 4 in 2024.
model::Job two_vintages(const SmallWorld& world, const std::string& extent_2023 = {}) {
    world.claims("then.geojson", {{"X", "4G", "data", "", {0, 0, 1.5, 2}}});
    world.claims("now.geojson", {{"X", "4G", "data", "", {1, 0, 4, 2}}});
    const auto indicator = [](const std::string& name, const std::string& more) {
        return "[[indicator]]\nname = \"" + name + "\"\ntechnology = \">=4G\"\n" + more + "\n";
    };
    return world.job(SmallWorld::supply("then.geojson", "vintage = \"2023\"\n" + extent_2023) +
                     SmallWorld::supply("now.geojson", "vintage = \"2024\"") +
                     indicator("now", "vintage = \"2024\"\nsince = \"then\"") + indicator("then", "vintage = \"2023\""));
}

std::string changes(const test::CsvFile& file, const std::string& code) {
    std::string text;
    for (const char* column : {"now_population_gained", "now_population_lost", "now_area_km2_gained", "now_area_km2_lost"})
        text += (text.empty() ? "" : " ") + file.of(code, column);
    return text;
}

}  // namespace

TEST_CASE("people gained and lost between two vintages are exact, in each commune and above") {
    const SmallWorld world;
    test::run_into(two_vintages(world), world.folder.path("out"));
    // A1 gains x 1.5 to 2, half of 20 + 60, and loses x 0 to 1, all of 10 + 50; B1 gains all it has.
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    CHECK(changes(communes, "A1") == "40 60 1 2");
    CHECK(changes(communes, "B1") == "220 0 4 0");
    CHECK(changes(test::read_csv(world.folder.path("out/all.csv")), "all") == "260 60 5 2");
}

TEST_CASE("where the earlier maps do not speak nothing is gained") {
    const SmallWorld world;
    test::run_into(two_vintages(world, "extent = { departement = [\"A\"] }\n"), world.folder.path("out"));
    const auto communes = test::read_csv(world.folder.path("out/commune.csv"));
    CHECK(changes(communes, "A1") == "40 60 1 2");
    CHECK(changes(communes, "B1") == "0 0 0 0");
}

TEST_CASE("gains are answered from the tally too") {
    const SmallWorld world;
    const model::Job job = two_vintages(world);
    model::Job plain = job;
    plain.indicator.clear();
    test::run_into(plain, world.folder.path("first"));
    run::RunOptions options;
    options.from = world.folder.path("first");
    test::run_into(job, world.folder.path("second"), options);
    CHECK(changes(test::read_csv(world.folder.path("second/all.csv")), "all") == "260 60 5 2");
}

TEST_CASE("the account behind what was gained and lost is told, and gives it") {
    const SmallWorld world;
    test::run_into(two_vintages(world), world.folder.path("out"));
    test::Quiet quiet;
    run::ExplainedRun run(world.folder.path("out"), 1, quiet);
    for (const auto& [column, quanta] : std::vector<std::pair<std::string, std::int64_t>>{
             {"now_population_gained", 260'000000}, {"now_population_lost", 60'000000}, {"now_population_newly_known", 0}}) {
        const model::Explanation told = run.explain({column, "all", {}}).rows.front();
        CHECK(told.recomputed);
        CHECK(told.value == quanta);
        std::int64_t sum = 0;
        for (const model::AccountRow& row : told.sums.front().rows) sum += row.value;
        CHECK(sum == quanta);
    }
}
