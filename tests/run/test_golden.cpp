// The sample's published tables against those under tests/golden/. A changed number is named; tests/golden/update.sh takes the
// new ones.
#include <catch2/catch.hpp>

#include "run/prepare/hash_inputs.hpp"
#include "run/reuse/diff_runs.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/folders.hpp"
#include "run/support/sample.hpp"

using namespace covmap;

namespace {

const std::vector<std::string>& keys_of(const std::string& table) {
    static const std::vector<std::string> kWide{"code"},
        kOperators{"code", "technology", "service", "operator", "level", "nature"},
        kCounts{"code", "technology", "service", "level", "operators"}, kQuality{"category", "element", "measure", "scope"},
        kById{"id"}, kZoneParts{"zone", "code"};
    if (table.starts_with("zones_")) return table.ends_with("_communes.csv") ? kZoneParts : kById;
    if (table == "mairies.csv") return kById;
    if (table == "quality.csv") return kQuality;
    return table.ends_with("_operators.csv") ? kOperators : table.ends_with("_counts.csv") ? kCounts : kWide;
}

std::vector<std::string> csvs_in(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (const std::string name = entry.path().filename().string(); name.ends_with(".csv") && name != "columns.csv")
            names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
}

void compare_with_golden(const std::string& job, const std::string& golden) {
    const std::string expected = test::project_path("tests/golden/" + golden), &found = test::sample_run(job);
    CHECK(csvs_in(found) == csvs_in(expected));
    for (const std::string& name : csvs_in(expected)) {
        if (!std::filesystem::exists(found + "/" + name)) continue;
        for (const std::string& difference :
             test::differences(test::read_csv(expected + "/" + name), test::read_csv(found + "/" + name), keys_of(name)))
            FAIL_CHECK(job << ": " << name << ", " << difference);
        if (test::bytes_of(expected + "/" + name) != test::bytes_of(found + "/" + name))
            FAIL_CHECK(job << ": " << name << ", other bytes (order of rows or columns)");
    }
    // 400 kB of labels: their digest is kept. What it tells is that labels, units or definitions changed.
    INFO(job << ": columns.csv differs from the one whose digest is kept");
    CHECK(run::hash_file(found + "/columns.csv").sha256 + "\n" == test::bytes_of(expected + "/columns.sha256"));
}

}  // namespace

TEST_CASE("the sample's runs are equal to the golden ones by covmap diff, made of the same inputs by the same job") {
    for (const std::string job : {"job", "job_sites"}) {
        const model::Comparison c =
            run::diff_runs(test::project_path("tests/golden/" + job), test::sample_run(job + ".toml"), {});
        CHECK_FALSE(c.differs);
        CHECK(c.people_told);
        for (const model::ContextDifference& d : c.context) {
            if (d.part == "version") continue;  // other libraries may give the same figures
            FAIL_CHECK(job << ": " << d.part << " " << d.what << ": golden «" << d.a << "», now «" << d.b << "»");
        }
    }
}

TEST_CASE("the main job of the sample publishes the golden tables") { compare_with_golden("job.toml", "job"); }

TEST_CASE("the job of sites publishes the golden tables") { compare_with_golden("job_sites.toml", "job_sites"); }

TEST_CASE("a difference is told with its row, column and both values") {
    const auto expected = test::parse_csv("code,name,population\n01,Albas,1\n02,\"Anglars, Juillac\",2\n03,Arcambal,3\n");
    CHECK(test::differences(expected, expected, {"code"}).empty());
    const auto found = test::parse_csv("code,name,population\n02,\"Anglars, Juillac\",2.5\n01,Albas,1\n04,Aujols,4\n");
    CHECK(test::differences(expected, found, {"code"}) ==
          std::vector<std::string>{"row 02, column population: expected 2, found 2.5", "row 03: expected, not found",
                                   "row 04: found, not expected"});
    CHECK(test::differences(expected, test::parse_csv("code,name\n01,Albas\n"), {"code"}, 1) ==
          std::vector<std::string>{"column population: expected, not found", "and 2 more"});
}
