#include <catch2/catch.hpp>
#include <sstream>

#include "run/reuse/tally_csv.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::SmallWorld;

TEST_CASE("the tally is printed as territory, number of the signature, its layers, weights, area") {
    const SmallWorld world;
    world.claims("a.geojson", {{"X", "4G", "data", "BC", {0, 0, 1, 2}}, {"X", "4G", "data", "CL", {0, 0, 1.5, 2}}});
    test::run_into(world.job(SmallWorld::supply_in_levels("a.geojson", "extent = { departement = [\"A\"] }")),
                   world.folder.path("out"));
    std::ostringstream out;
    run::write_tally_csv(world.folder.path("out"), out);
    const auto tally = test::parse_csv(out.str());
    std::vector<std::string> rows;
    for (const auto& row : tally.rows) {
        std::string text;
        for (const std::string& value : row) text += value + " | ";
        rows.push_back(text);
    }
    const std::string known = "known: departement A";
    CHECK(rows ==
          std::vector<std::string>{"A1 | 1 | " + known + " | 40 | 1 | ", "A1 | 2 | X 4G data CL + " + known + " | 40 | 1 | ",
                                   "A1 | 3 | X 4G data BC + X 4G data CL + " + known + " | 60 | 2 | ", "B1 | 0 |  | 220 | 4 | "});
}

TEST_CASE("the tally of the sample adds up to its communes") {
    std::ostringstream out;
    run::write_tally_csv(test::sample_run("job.toml"), out);
    const auto tally = test::parse_csv(out.str());
    std::map<std::string, std::int64_t> people;
    for (std::size_t row = 0; row < tally.rows.size(); ++row)
        people[tally.rows[row][0]] += test::decimal(tally.at(row, "population"));
    const auto communes = test::read_csv(test::sample_run("job.toml") + "/commune.csv");
    for (std::size_t row = 0; row < communes.rows.size(); ++row) {
        const std::string& total = communes.at(row, "population");
        if (!total.empty()) CHECK(people[communes.at(row, "code")] == test::decimal(total));
    }
}
