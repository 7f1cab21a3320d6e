#include <catch2/catch.hpp>

#include "core/units.hpp"
#include "read/support/job_folder.hpp"

using covmap::model::CriterionSpec;
using covmap::model::IndexScale;
using covmap::model::IndexSpec;
using namespace covmap::test;

namespace {

const std::string kAsked = R"(version = 1
[[demand]]
source = "squares.csv.gz"
attributes = { population = "T", seniors = "S" }
[[territory]]
source = "communes.gpkg"
columns = { code = "code" }
parents = { departement = { code = "dep" } }
[[indicator]]
name = "any_4g"
)";
constexpr int kIndex = 11;  ///< line of [[index]]

IndexSpec index_of(const std::string& text) {
    const JobFolder folder;
    return folder.parsed(kAsked + "[[index]]\n" + text).index.front();
}

std::vector<covmap::read::JobFault> index_faults(const std::string& text) {
    const JobFolder folder;
    return folder.faults(kAsked + "[[index]]\n" + text);
}

const std::string kName = "name = \"fragility\"\n";
const std::string kCriterion = "[[index.criterion]]\ncolumn = \"seniors\"\nof = \"population\"\n";

}  // namespace

TEST_CASE("an index needs a name and criteria; the rest has defaults") {
    const IndexSpec index = index_of(kName + kCriterion);
    CHECK(index.name == "fragility");
    CHECK(index.label == covmap::core::Text{"fragility", "fragility"});
    CHECK_FALSE(index.to);
    CHECK(index.minimum == 0);
    REQUIRE(index.criteria.size() == 1);
    const CriterionSpec& one = index.criteria.front();
    CHECK(one.key == "seniors");
    CHECK(one.of == "population");
    CHECK(one.count);
    CHECK(one.scale == IndexScale::rank);
    CHECK(one.weight == 1);
    CHECK_FALSE(one.low);
    CHECK_ONE_FAULT(index_faults(kCriterion), kIndex, "[[index]] needs `name`");
    CHECK_ONE_FAULT(index_faults(kName), kIndex, "[[index]] needs criteria; write [[index.criterion]]");
}

TEST_CASE("everything of an index can be said") {
    const IndexSpec index = index_of(kName +
                                     "to = [1, 10]\nmin_population = 50\n"
                                     "[[index.criterion]]\ncolumn = \"any_4g_population_pct\"\ndirection = \"low\"\n"
                                     "[[index.criterion]]\nsource = \"schools.csv\"\non = \"insee\"\ncolumn = \"rate\"\n"
                                     "of = \"population\"\nscale = [5, 25.5]\nweight = 0.5\nname = \"poverty\"\n");
    CHECK(index.to == std::pair(1.0, 10.0));
    CHECK(index.minimum == 50 * covmap::core::kWeightQuantaPerUnit);
    CHECK(index.criteria[0].low);
    CHECK_FALSE(index.criteria[0].count);
    const CriterionSpec& joined = index.criteria[1];
    CHECK(joined.key == "poverty");
    CHECK(joined.source->given == "schools.csv");
    CHECK(joined.on == "insee");
    CHECK_FALSE(joined.count);
    CHECK(joined.scale == IndexScale::bounds);
    CHECK(joined.least == 5);
    CHECK(joined.most == 25.5);
    CHECK(joined.weight == 0.5);
}

TEST_CASE("a criterion may be a group, of one level") {
    const std::string group = "[[index.criterion]]\nname = \"people\"\ncriteria = [{ column = \"seniors\" }, { ";
    const IndexSpec index = index_of(kName + group + "column = \"area_km2\", scale = \"zscore\" }]\n");
    const CriterionSpec& one = index.criteria.front();
    CHECK(one.key == "people");
    CHECK(one.scale == IndexScale::none);
    CHECK(one.criteria.size() == 2);
    CHECK(covmap::model::leaves_of(index).size() == 2);
    CHECK_ONE_FAULT(index_faults(kName + group + "criteria = [{ column = \"seniors\" }] }]\n"), kIndex + 4,
                    "a criterion of a group is no group itself");
}

TEST_CASE("a column that the table will not have is told, with the nearest") {
    CHECK_ONE_FAULT(index_faults(kName + "[[index.criterion]]\ncolumn = \"any_4g_population_pc\"\n"), kIndex + 3,
                    "«any_4g_population_pc» is no number of the territories' table; did you mean «any_4g_population_pct»?");
    CHECK_ONE_FAULT(index_faults(kName + "[[index.criterion]]\ncolumn = \"seniors\"\nof = \"populations\"\n"), kIndex + 4,
                    "`of` «populations» is no number of the territories' table; did you mean «population»?");
}

TEST_CASE("weights, scales and ranges that cannot be meant are told") {
    for (const char* weight : {"0", "-1"})
        CHECK_ONE_FAULT(index_faults(kName + kCriterion + "weight = " + weight + "\n"), kIndex + 5, "`weight` is above 0");
    CHECK_ONE_FAULT(index_faults(kName + kCriterion + "scale = \"z-score\"\n"), kIndex + 5, "did you mean «zscore»?");
    CHECK_ONE_FAULT(index_faults(kName + kCriterion + "scale = [5, 5]\n"), kIndex + 5, "`scale` is a list of two numbers");
    CHECK_ONE_FAULT(index_faults(kName + "to = [10, 1]\n" + kCriterion), kIndex + 2, "`to` is a list of two numbers");
    CHECK_ONE_FAULT(index_faults(kName + "min_population = -1\n" + kCriterion), kIndex + 2, "`min_population` is a number");
}

TEST_CASE("a table needs its column of codes, a count what it is a part of, and is not confidential") {
    const std::string table = kName + "[[index.criterion]]\nsource = \"schools.csv\"\ncolumn = \"rate\"\n";
    CHECK_ONE_FAULT(index_faults(table), kIndex + 2, "needs `on`; write on = \"code\"");
    CHECK_ONE_FAULT(index_faults(table + "on = \"code\"\nas = \"count\"\n"), kIndex + 2,
                    "as = \"count\" needs what it is a part of");
    CHECK_ONE_FAULT(index_faults(table + "on = \"code\"\nconfidential = true\n"), kIndex + 6, "cannot be a criterion");
    CHECK_ONE_FAULT(index_faults(replaced(table, "schools", "school") + "on = \"code\"\n"), kIndex + 3,
                    "did you mean «schools.csv»?");
}

TEST_CASE("a ready set names what nothing fills") {
    const IndexSpec index = index_of("use = \"ifn\"\ncolumns = { no_4g = \"any_4g_population_pct\", seniors = \"seniors\" }\n");
    CHECK(index.name == "ifn");
    CHECK(index.label.en == "Digital fragility, in the manner of Mednum's index");
    CHECK(index.to == std::pair(1.0, 10.0));
    CHECK(index.unfilled == std::vector<std::string>{"no_broadband", "low_education", "poverty"});
    REQUIRE(index.criteria.size() == 2);
    CHECK(index.criteria[0].key == "no_4g");
    CHECK(index.criteria[0].low);  // who is served, not who is left
    CHECK(index.criteria[1].of == "population");
    CHECK(index.criteria[1].count);
    CHECK_ONE_FAULT(index_faults("use = \"ifn\"\n"), kIndex,
                    "needs `columns` for at least one of its criteria: no_broadband, no_4g");
    CHECK_ONE_FAULT(index_faults("use = \"idf\"\ncolumns = {}\n"), kIndex + 1, "`use` is \"ddi\" or \"ifn\"");
    CHECK_ONE_FAULT(index_faults("use = \"ifn\"\ncolumns = { senior = \"seniors\", no_4g = \"area_km2\" }\n"), kIndex + 2,
                    "did you mean «seniors»?");
}

TEST_CASE("Purdue's index keeps the groups that have some criterion") {
    const IndexSpec index =
        index_of("use = \"ddi\"\nname = \"divide\"\nlabel = \"Divide\"\ncolumns = { seniors = \"seniors\" }\n");
    CHECK(index.name == "divide");
    CHECK(index.label.fr == "Divide");
    REQUIRE(index.criteria.size() == 1);
    CHECK(index.criteria[0].key == "socioeconomic");
    CHECK(index.unfilled.size() == 8);
}

TEST_CASE("two that would make one column are told") {
    CHECK_ONE_FAULT(index_faults("name = \"seniors\"\n" + kCriterion), kIndex, "both make «seniors»; rename one");
    CHECK_ONE_FAULT(index_faults(kName + kCriterion + "[[index]]\n" + kName + kCriterion), kIndex + 6,
                    "the index «fragility» is also in line 11");
}
