// Who would be lost with an operator, on the small world (people by column of squares, from the west: 60, 80, 100, 120).
#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "run/resilience/resilience.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/folders.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::SmallWorld;

namespace {

constexpr std::int64_t kOne = core::kWeightQuantaPerUnit;
const std::string kMarket =
    "[[market]]\noperators = [\"O1\", \"O2\"]\naliases = { O1 = [\"First\"] }\nnames = { O1 = \"Alizé\" }\n";

/// O1 has the first two columns of squares, O2 the second and third.
std::string run_of(const SmallWorld& world, const std::string& indicator, const std::string& supply_more = {}) {
    world.claims("first.geojson", {{"First", "4G", "data", "BC", {0, 0, 2, 2}}});
    world.claims("second.geojson", {{"O2", "4G", "data", "BC", {1, 0, 3, 2}}});
    const std::string out = world.folder.path("out");
    test::run_into(world.job(SmallWorld::supply("first.geojson") + SmallWorld::supply("second.geojson", supply_more) + kMarket +
                             SmallWorld::any_4g(indicator)),
                   out, test::overwriting());
    return out;
}

run::Resilience asked(const std::string& folder, const std::vector<std::string>& lost = {}) {
    return run::resilience_of({folder, "", lost});
}

std::int64_t lost(const run::Resilience& found, std::size_t loss = 0) { return found.whole[loss].lost.front(); }

}  // namespace

TEST_CASE("each operator alone takes those whom it alone serves") {
    const SmallWorld world;
    const run::Resilience found = asked(run_of(world, ""));
    REQUIRE(found.losses.size() == 2);
    CHECK(found.losses[0].question.lost == std::vector<std::string>{"O1"});
    CHECK(found.whole[0].served.front() == 240 * kOne);
    CHECK(lost(found, 0) == 60 * kOne);
    CHECK(lost(found, 1) == 100 * kOne);
    CHECK(found.whole[1].unsure.front() == 0);
    CHECK(found.whole[0].served.back() > 0);  // km2
    REQUIRE(found.fragile.size() == 2);
    CHECK(found.fragile[0].code == "B1");
    CHECK(found.fragile[0].lost == 100 * kOne);
    CHECK(found.fragile[0].loss == 1);
    CHECK(found.fragile[1].lost == 60 * kOne);
}

TEST_CASE("operators that fall together take all whom none else serves") {
    const SmallWorld world;
    const run::Resilience found = asked(run_of(world, ""), {"O2", "First"});
    REQUIRE(found.losses.size() == 1);
    CHECK(found.losses[0].question.lost == std::vector<std::string>{"O1", "O2"});
    CHECK(lost(found) == 240 * kOne);
}

TEST_CASE("who needs two operators is lost with either, and a lost one is still licensed") {
    const SmallWorld world;
    for (const std::string need : {"operators = { min = 2 }\n", "operators = { all = true }\n"}) {
        const run::Resilience found = asked(run_of(world, need));
        CHECK(found.whole[0].served.front() == 80 * kOne);
        CHECK(lost(found, 0) == 80 * kOne);
        CHECK(lost(found, 1) == 80 * kOne);
    }
}

TEST_CASE("where another operator is unknown it is not said that somebody is lost") {
    const SmallWorld world;
    const run::Resilience found = asked(run_of(world, "", "extent = { departement = [\"B\"] }\n"));
    CHECK(found.whole[0].served.front() == 240 * kOne);
    CHECK(lost(found, 0) == 0);
    CHECK(found.whole[0].unsure.front() == 60 * kOne);  // O2 is not known in departement A, where it does not serve
    CHECK(lost(found, 1) == 100 * kOne);
}

TEST_CASE("where less is good those are lost who come to have it") {
    const SmallWorld world;
    const run::Resilience found = asked(run_of(world, "operators = { max = 0 }\ngood = \"low\"\n"));
    CHECK(found.whole[0].served.front() == 240 * kOne);
    CHECK(lost(found, 0) == 60 * kOne);
}

TEST_CASE("the tables add up to the run's own figures") {
    const std::string& folder = test::sample_run("job.toml");
    const test::TempFolder temporary;
    const run::Resilience found = run::resilience_of({folder, "any_4g", {}});
    const std::string out = temporary.path("losses");
    const std::vector<std::string> names = run::write_resilience(found, {out, false});
    CHECK(std::find(names.begin(), names.end(), "resilience_all.csv") != names.end());
    const test::CsvFile communes = test::read_csv(out + "/resilience_commune.csv"),
                        all = test::read_csv(out + "/resilience_all.csv"), run = test::read_csv(folder + "/commune.csv");
    for (std::size_t l = 0; l < found.losses.size(); ++l) {
        std::int64_t sums[2] = {};
        for (std::size_t row = l; row < communes.rows.size(); row += found.losses.size()) {
            const std::string& code = communes.at(row, "code");
            CHECK(communes.at(row, "any_4g_population") == run.of(code, "any_4g_population"));
            if (run.of(code, "any_4g_population").empty()) continue;
            sums[0] += test::decimal(communes.at(row, "any_4g_population_lost"));
            sums[1] += test::decimal(communes.at(row, "any_4g_population_unsure"));
            CHECK(test::decimal(communes.at(row, "any_4g_population_lost")) +
                      test::decimal(communes.at(row, "any_4g_population_unsure")) <=
                  test::decimal(communes.at(row, "any_4g_population")));
        }
        CHECK(test::decimal(all.at(l, "any_4g_population_lost")) == sums[0]);
        CHECK(test::decimal(all.at(l, "any_4g_population_unsure")) == sums[1]);
    }
    CHECK_THROWS_WITH(run::write_resilience(found, {out, false}), Catch::Contains("holds losses of operators already"));
}

TEST_CASE("an operator that nobody licenses is a bad command line") {
    const SmallWorld world;
    const std::string folder = run_of(world, "");
    const auto error = test::error_of([&] { asked(folder, {"O7"}); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::usage);
    CHECK(error->message().find("O1 Alizé") != std::string::npos);
}
