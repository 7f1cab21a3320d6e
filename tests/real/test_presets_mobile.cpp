// Published files by their publishers' formats, without a column: the people are those that column mappings found.
#include <catch2/catch.hpp>
#include <map>
#include <sstream>

#include "real/support/engine_run.hpp"
#include "real/support/inputs.hpp"
#include "support/paths.hpp"

using namespace covmap;
using namespace covmap::real;

namespace {

/// The first row of a table without quotes.
std::map<std::string, std::string> first_row(const std::string& csv) {
    std::istringstream lines(csv);
    std::string head, row;
    std::getline(lines, head);
    std::getline(lines, row);
    std::istringstream names(head), values(row);
    std::map<std::string, std::string> found;
    for (std::string name, value; std::getline(names, name, ',');) {
        std::getline(values, value, ',');
        found[name] = value;
    }
    return found;
}

}  // namespace

TEST_CASE("the Lot in Arcep's naming, and places of mediation, need no column", "[real]") {
    const std::string data = test::real_data_dir();
    const std::string mediation = "\n[[supply]]\nsource = \"" + data +
                                  "/france/mediation_*.csv\"\nformat = \"mediation\"\nradius_km = 5\n"
                                  "[[indicator]]\nname = \"near_help\"\nkind = \"mediation\"\nnature = \"modelled\"\n";
    const Published run = run_job_with("lot", data, mediation, {"all.csv"});
    auto all = first_row(run.files.at("all.csv"));
    CHECK(all["any_4g_population"] == "37438.219196");
    CHECK(all["any_4g_population_not"] == "550407.498049");
    CHECK(all["both_4g_population"] == "26730.314547");
    CHECK(all["voice_population"] == "38979.951369");
    CHECK(all["near_help_population_unk"] == "0");
    CHECK_FALSE(all["near_help_population_not"].empty());
}

TEST_CASE("the sites of 2018 need no column", "[real]") {
    const std::string data = test::real_data_dir();
    auto all = first_row(run_job_with("france", data, "", {"all.csv"}).files.at("all.csv"));
    CHECK(all["any_4g_population"] == "61656232.958475");
    CHECK(all["any_4g_population_not"] == "3730043.39816");
}
