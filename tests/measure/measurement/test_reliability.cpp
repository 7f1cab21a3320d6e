#include <catch2/catch.hpp>
#include <cmath>

#include "measure/measurement/reliability.hpp"

using namespace covmap;
using namespace covmap::measure;

namespace {

using model::MeasuredRow;
using model::TestClaim;

std::vector<TestCluster> clusters_of(std::size_t clusters, std::int64_t tests, std::int64_t successes) {
    return std::vector<TestCluster>(clusters, TestCluster{tests, successes});
}

MeasuredRow row_of(std::int64_t tests, std::int64_t successes, double area_km2 = 100) {
    MeasuredRow row;
    row.unit = "commune";
    row.operator_code = "1";
    row.situation = "outdoors";
    row.tests = row.clusters = tests;
    row.successes = successes;
    row.effective = static_cast<double>(tests);
    row.area = static_cast<std::int64_t>(area_km2 * 1e8);
    return row;
}

model::MeasurementSpec asking(std::vector<model::ReliabilityRule> rules) {
    model::MeasurementSpec spec;
    spec.reliability = std::move(rules);
    return spec;
}

std::string verdict_of(const MeasuredRow& row, const model::MeasurementSpec& spec) {
    return judge_rows({row}, spec).front().verdict;
}

}  // namespace

TEST_CASE("Wilson's interval is that of the textbook") {
    // 8 of 10, by hand: (0.8 + 0.19207) / 1.38415 -+ 1.95996 sqrt(0.016 + 0.0096037) / 1.38415.
    const Interval of_eight = wilson(0.8, 10);
    CHECK(of_eight.lo == Approx(0.4901625).epsilon(1e-6));
    CHECK(of_eight.hi == Approx(0.9433178).epsilon(1e-6));
    CHECK(wilson(1, 50).hi == Approx(1));
    CHECK(wilson(1, 50).lo == Approx(50 / (50 + 1.959964 * 1.959964)).epsilon(1e-6));
    CHECK(wilson(0, 50).lo == Approx(0).margin(1e-12));
}

TEST_CASE("tests that are each a cluster of their own count in full, those of one cluster as one") {
    std::vector<TestCluster> alone = clusters_of(40, 1, 1);
    alone.resize(50, {1, 0});
    CHECK(effective_tests(alone) == 50);
    CHECK(effective_tests(clusters_of(1, 50, 30)) == 1);
    CHECK(effective_tests({}) == 0);
}

TEST_CASE("clusters that agree within count as little more than one test each, those that differ within count in full") {
    std::vector<TestCluster> agreeing = clusters_of(15, 10, 10);
    for (int c = 0; c < 15; ++c) agreeing.push_back({10, 0});
    CHECK(effective_tests(agreeing) == Approx(30 * 0.9257).epsilon(0.01));  // (t(299) / t(29))^2 = 0.9257
    CHECK(effective_tests(clusters_of(30, 10, 5)) == Approx(300 * 0.9257).epsilon(0.001));
}

TEST_CASE("a few clusters without any failure are no proof of many tests") {
    CHECK(effective_tests(clusters_of(30, 10, 10)) == Approx(30 * 0.9257).epsilon(0.001));
    std::vector<TestCluster> five = clusters_of(25, 10, 10);
    for (int c = 0; c < 5; ++c) five.push_back({10, 9});
    CHECK(effective_tests(five) > 30);
    CHECK(effective_tests(five) < 80);
}

TEST_CASE("the effective number does not depend on the order of the clusters") {
    const std::vector<TestCluster> one = {{3, 2}, {7, 7}, {1, 0}, {12, 11}, {5, 5}, {2, 1}};
    const std::vector<TestCluster> other(one.rbegin(), one.rend());
    CHECK(effective_tests(one) == effective_tests(other));
}

TEST_CASE("discoveries are those of Benjamini and Hochberg's own example") {
    // Benjamini and Hochberg 1995, section 3: 15 p-values, of which four are discoveries at 5 %.
    const std::vector<double> p = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                   0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
    const std::vector<bool> found = discoveries(p);
    CHECK(std::vector<bool>(found.begin(), found.begin() + 4) == std::vector<bool>(4, true));
    CHECK(std::vector<bool>(found.begin() + 4, found.end()) == std::vector<bool>(11, false));
    CHECK(discoveries({}).empty());
}

TEST_CASE("the rule is the first whose area the territory exceeds; smaller ones have no verdict") {
    const model::MeasurementSpec spec = asking({{98, 1000}, {95, 50}});
    CHECK(judge_rows({row_of(400, 400, 2000)}, spec).front().required == 0.98);
    CHECK(judge_rows({row_of(400, 400, 1000)}, spec).front().required == 0.95);
    const RowVerdict small = judge_rows({row_of(400, 400, 50)}, spec).front();
    CHECK_FALSE(small.required);
    CHECK(small.verdict.empty());
    CHECK(small.rate == 1.0);
    CHECK(small.lo.value() > 0.98);
}

TEST_CASE("a rate holds from the lower bound on, fails below the upper one, and is else not decided") {
    const model::MeasurementSpec spec = asking({{95, 50}});
    CHECK(verdict_of(row_of(400, 398), spec) == "holds");
    CHECK(verdict_of(row_of(400, 300), spec) == "does_not_hold");
    CHECK(verdict_of(row_of(400, 382), spec) == "not_decided");
    CHECK(verdict_of(row_of(9, 2), spec) == "too_few");
    CHECK(verdict_of(row_of(10, 2), spec) == "does_not_hold");
}

TEST_CASE("so many more tests of the same rate decide as are told, and one fewer do not") {
    const model::MeasurementSpec spec = asking({{95, 50}});
    for (const double rate : {0.97, 0.99, 0.92}) {
        MeasuredRow row = row_of(100, std::llround(100 * rate));
        const RowVerdict verdict = judge_rows({row}, spec).front();
        REQUIRE(verdict.verdict == "not_decided");
        REQUIRE(verdict.needed);
        const auto decided = [&](std::int64_t more) {
            const double tests = 100 + static_cast<double>(more);
            const Interval interval = wilson(rate, tests);
            return interval.lo >= 0.95 || interval.hi < 0.95;
        };
        CHECK(decided(*verdict.needed));
        CHECK_FALSE(decided(*verdict.needed - 1));
    }
    CHECK_FALSE(judge_rows({row_of(100, 95)}, spec).front().needed);
}

TEST_CASE("one bad rate among many territories has to be worse than alone") {
    const model::MeasurementSpec spec = asking({{95, 50}});
    const MeasuredRow doubtful = row_of(200, 182);  // 91 %: p = 0.01
    CHECK(verdict_of(doubtful, spec) == "does_not_hold");
    std::vector<MeasuredRow> family(40, row_of(200, 190));
    for (std::size_t r = 0; r < family.size(); ++r) family[r].code = std::to_string(r);
    family.push_back(doubtful);
    CHECK(judge_rows(family, spec).back().verdict == "not_decided");
    CHECK(judge_rows(family, spec).back().needed.value() > 0);
    for (MeasuredRow& row : family) row.operator_code = row.code.empty() ? "1" : "2";  // another family
    CHECK(judge_rows(family, spec).back().verdict == "does_not_hold");
}

TEST_CASE("nothing is judged but tests in the claim's situation where it claims") {
    const model::MeasurementSpec spec = asking({{95, 50}});
    MeasuredRow row = row_of(400, 300);
    row.situation = "in_vehicle";
    CHECK(verdict_of(row, spec).empty());
    for (const TestClaim claim : {TestClaim::no, TestClaim::edge, TestClaim::unknown, TestClaim::beside}) {
        row = row_of(400, 300);
        row.claim = claim;
        CHECK(verdict_of(row, spec).empty());
    }
    row = row_of(400, 300);
    row.hidden = true;
    CHECK(verdict_of(row, spec).empty());
    CHECK_FALSE(judge_rows({row}, spec).front().rate);
    row = row_of(400, 300);
    row.successes.reset();
    CHECK(verdict_of(row, spec).empty());
}
