// Made worlds, 10,000 of each kind: how often do the interval and the verdict tell the truth?
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "measure/measurement/reliability.hpp"
#include "measure/support/cluster_worlds.hpp"

using namespace covmap;
using namespace covmap::measure;

namespace {

using test::coverage;
using test::exact_coverage;
using Sizes = std::vector<std::int64_t>;

constexpr int kWorlds = 10000;
constexpr double kRates[] = {0.8, 0.9, 0.95, 0.98};

/// A few drives hold most of the tests.
Sizes uneven() {
    Sizes sizes;
    for (int c = 0; c < 5; ++c) sizes.insert(sizes.end(), {1, 1, 1, 1, 2, 3, 5, 30});
    return sizes;
}

/// Of one world of territories: how many are said to fail, and how many of those do not.
struct Said {
    int fail = 0, falsely = 0;
};

/// The good ones have just the rate that is required.
Said say(test::ClusterDice& dice, int good, int bad, double correlation) {
    model::MeasurementSpec spec;
    spec.reliability = {{95, 0}};
    std::vector<model::MeasuredRow> rows;
    for (int t = 0; t < good + bad; ++t) {
        std::vector<TestCluster> clusters;
        for (int c = 0; c < 30; ++c) clusters.push_back(dice.cluster(5, t < good ? 0.95 : 0.6, correlation));
        model::MeasuredRow& row = rows.emplace_back();
        row.situation = "outdoors";
        row.area = 1;
        row.tests = test::sum_of(clusters).tests;
        row.successes = test::sum_of(clusters).successes;
        row.clusters = static_cast<std::int64_t>(clusters.size());
        row.effective = effective_tests(clusters);
    }
    Said said;
    const std::vector<RowVerdict> verdicts = judge_rows(rows, spec);
    for (int t = 0; t < good + bad; ++t) {
        if (verdicts[static_cast<std::size_t>(t)].verdict != "does_not_hold") continue;
        ++said.fail;
        said.falsely += t < good ? 1 : 0;
    }
    return said;
}

}  // namespace

TEST_CASE("independent tests reproduce the exact coverage of Wilson's interval to one point") {
    for (const int tests : {40, 250})
        for (const double rate : kRates) {
            CAPTURE(tests, rate);
            const Sizes alone(static_cast<std::size_t>(tests), 1);
            CHECK(std::abs(coverage(alone, rate, 0, kWorlds) - exact_coverage(tests, rate)) <= 1);
        }
}

TEST_CASE("clustered tests are covered in at least 93 of 100 worlds, even and uneven clusters alike") {
    for (const Sizes& sizes : {Sizes(30, 10), Sizes(60, 5), uneven()})
        for (const double rate : kRates)
            for (const double correlation : {0.05, 0.1, 0.3}) {
                CAPTURE(sizes.size(), sizes.back(), rate, correlation);
                CHECK(coverage(sizes, rate, correlation, kWorlds) >= 93);
            }
}

TEST_CASE("independent tests in clusters, which nobody knows to be independent, are covered no less than one by one") {
    for (const double rate : kRates) {
        CAPTURE(rate);
        CHECK(coverage(Sizes(30, 10), rate, 0, kWorlds) >= exact_coverage(300, rate) - 1);
    }
}

TEST_CASE("where no map fails, hardly a world says that one does; where some do, hardly one of those said to fail holds") {
    constexpr int kFamilies = 200;
    test::ClusterDice dice(7);
    for (const double correlation : {0.0, 0.1}) {
        CAPTURE(correlation);
        int with_false = 0, said = 0, falsely = 0;
        for (int family = 0; family < kFamilies; ++family) {
            with_false += say(dice, 50, 0, correlation).fail > 0 ? 1 : 0;
            const Said one = say(dice, 40, 10, correlation);
            said += one.fail;
            falsely += one.falsely;
        }
        CHECK(with_false <= kFamilies * 7 / 100);  // 5 % and chance
        CHECK(said >= kFamilies * 10 * 9 / 10);
        CHECK(falsely <= said / 20);
    }
}
