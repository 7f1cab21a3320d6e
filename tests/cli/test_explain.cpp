// covmap explain, on a run of the sample.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/run_program.hpp"

using Catch::Contains;
using covmap::test::Ran;
using covmap::test::run_covmap;
using covmap::test::run_of_sample;

TEST_CASE("explain tells what a column is, in either language, and from which sources") {
    const Ran ran = run_covmap("explain " + run_of_sample() + " any_4g_population_pct --language en");
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    CHECK_THAT(ran.out,
               Catch::StartsWith("commune.any_4g_population_pct\nwhat it is: ") &&
                   Contains("\nformula: any_4g_population_pct = 100 × any_4g_population ÷ population") &&
                   Contains("source: demand: Squares of Brume, 1 km, The covmap sample, 2024-01-01, CC0-1.0 (squares_1km.csv)"));
    CHECK_THAT(run_covmap("explain " + run_of_sample() + " any_4g_population_pct --language fr").out,
               Contains("\nformule : any_4g_population_pct = 100 × any_4g_population ÷ population, à deux décimales"));
}

TEST_CASE("explain with a code shows the account by signature, and its sum is the published value") {
    const Ran ran = run_covmap("explain " + run_of_sample() + " any_4g_population_not 0A027 --language en");
    CHECK(ran.code == 0);
    const std::size_t sum = ran.out.find("  = ");
    REQUIRE(sum != std::string::npos);
    const std::string value = ran.out.substr(sum + 4, ran.out.find('\n', sum) - sum - 4);
    CHECK_THAT(ran.out, Contains("Saint-Ys (0A027): " + value + " persons"));
    CHECK_THAT(ran.out, Contains("where it is not met, persons\n") && Contains("  #"));
}

TEST_CASE("explain as JSON has the rows as numbers") {
    const auto json = nlohmann::json::parse(
        run_covmap("explain " + run_of_sample() + " any_4g_population_pct 0A --format json --language en").out);
    REQUIRE(json.size() == 1);
    CHECK(json[0]["table"] == "departement");
    CHECK(json[0]["recomputed"] == true);
    CHECK(json[0]["sums"][0]["rows"].size() > 1);
    CHECK(json[0]["value"].is_number());
}

TEST_CASE("several rows of a code are listed with what tells them apart") {
    const Ran ran = run_covmap("explain " + run_of_sample() + " commune_operators.population 0A027 --language en");
    CHECK_THAT(ran.out,
               Contains("technology=4G, service=data, operator=99901, level=") && Contains("several rows: --where COLUMN=TEXT"));
}

TEST_CASE("an unknown column is exit code 1 and names the nearest") {
    const Ran ran = run_covmap("explain " + run_of_sample() + " any4g_population");
    CHECK(ran.code == 1);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.err, Contains("has no column «any4g_population»; the nearest are «any_4g_population»"));
    CHECK(run_covmap("explain " + run_of_sample()).code == 2);
}
