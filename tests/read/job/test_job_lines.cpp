// [[lines]] of a job.
#include <catch2/catch.hpp>

#include "read/support/job_folder.hpp"

using covmap::model::LinesSpec;
using namespace covmap::test;

namespace {

const std::string kPlain = R"(version = 1
[[demand]]
source = "squares.csv.gz"
attributes = { population = "T", seniors = "S" }
[[territory]]
source = "communes.gpkg"
columns = { code = "code" }
[[indicator]]
name = "any_4g"
technology = ">=4G"
[[indicator]]
name = "any_5g"
technology = ">=5G"
)";
const std::string kRoads = "[[lines]]\nname = \"roads\"\nsource = \"communes.gpkg\"\n";

LinesSpec lines_of(const std::string& more) { return JobFolder().parsed(kPlain + kRoads + more).lines.at(0); }

std::string fault_of(const std::string& more) {
    const auto faults = JobFolder().faults(kPlain + more);
    REQUIRE(faults.size() == 1);
    return faults.front().what;
}

}  // namespace

TEST_CASE("lines need a source and a name; every indicator is ranked unless told") {
    const LinesSpec plain = lines_of("");
    CHECK(plain.name == "roads");
    CHECK(plain.label.en == "roads");
    CHECK(plain.fails == std::vector<std::string>{"any_4g", "any_5g"});
    CHECK(plain.join_mm == 50'000);
    CHECK(plain.minimum_mm == 250'000);
    const LinesSpec told = lines_of(
        "columns = { id = \"ref\", name = \"nom\", class = \"nature\" }\nwhere = { nature = [\"A\", \"B\"] }\n"
        "fails = \"any_5g\"\njoin_m = 0\nminimum_m = 99.5\n");
    CHECK(told.id_column == "ref");
    CHECK(told.name_column == "nom");
    CHECK(told.class_column == "nature");
    CHECK(told.where.at("nature") == std::vector<std::string>{"A", "B"});
    CHECK(told.fails == std::vector<std::string>{"any_5g"});
    CHECK(told.join_mm == 0);
    CHECK(told.minimum_mm == 99'500);
}

TEST_CASE("faults of lines tell what to write") {
    CHECK(fault_of("[[lines]]\nsource = \"communes.gpkg\"\n").find("name = \"roads\"") != std::string::npos);
    CHECK(fault_of(kRoads + "fails = \"any_6g\"\n").find("did you mean «any_4g»?") != std::string::npos);
    CHECK(fault_of(kRoads + "fails = []\n") == "`fails` is an empty list; fill it or leave it out");
    CHECK(fault_of(kRoads + "minimum_m = -1\n") == "`minimum_m` is a length in metres, from 0 to 1000000; write minimum_m = 250");
    CHECK(fault_of(kRoads + "confidential = true\n") ==
          "what is confidential cannot be measured along: its stretches would be published");
    CHECK(fault_of(kRoads + kRoads).find("the lines «roads» are also in line") != std::string::npos);
    CHECK(fault_of(kRoads + "extent = \"everywhere\"\n").find("extent") != std::string::npos);
    CHECK(fault_of(kRoads +
                   "[[places]]\nname = \"lines_roads\"\nsource = \"schools.csv\"\ncolumns = { x = \"lon\", y = \"lat\" }\n") ==
          "the lines «roads» and the places «lines_roads» both make «lines_roads»; rename one");
}
