// Does a rate of success hold? Tests of one telephone on one day are not independent, so fewer of them count.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/job/measurement.hpp"
#include "model/measurement.hpp"

namespace covmap::measure {

/// Tests that may resemble each other: those of one telephone on one day.
struct TestCluster {
    std::int64_t tests = 0, successes = 0;
    auto operator<=>(const TestCluster&) const = default;
};

/// The number of independent tests that would tell as much: tests / design effect x (t(n-1) / t(n/m-1))^2, with n tests
/// and Student's 97.5 % quantiles (Korn and Graubard, Survey Methodology 24, 1998): n/m is the number of clusters where they are
/// of one size, less where they are not. The design effect is 1 + (m - 1) r (Kish), m the mean size of a test's cluster, r the
/// intra-cluster correlation by analysis of variance, at least 0, and drawn towards 1 where fewer than 10 clusters hold the rarer
/// outcome, for so few tell nothing of it. Tests that are each a cluster of their own count in full; those of one cluster as one,
/// and none as fewer. Does not depend on the order of the clusters.
double effective_tests(std::span<const TestCluster> clusters);

struct Interval {
    double lo = 0, hi = 1;
};
/// Wilson's score interval of 95 % (Wilson, JASA 22, 1927). `tests` above 0 may be no whole number.
Interval wilson(double rate, double tests);

inline constexpr std::int64_t kFewClusters = 10;  ///< fewer: no verdict
inline constexpr double kDiscoveryRate = 0.05;    ///< of false «does not hold» among all that are said

/// The p-value of «the rate is at least `required`»: how likely so many failures, or more, are by the binomial distribution where
/// it just is; by the incomplete beta function, for `tests` may be no whole number. Exact: where failures are rare, those of the
/// score test are too small many times over.
double failing_p(double rate, double required, double tests);
/// Which of the p-values are discoveries at kDiscoveryRate (Benjamini and Hochberg, JRSS B 57, 1995).
std::vector<bool> discoveries(const std::vector<double>& p_values);

/// What a row of tests says, as shares from 0 to 1.
struct RowVerdict {
    std::optional<double> rate, lo, hi;  ///< lo and hi from two clusters on
    std::optional<double> required;      ///< of a row that is judged
    std::string verdict;                 ///< «holds», «does_not_hold», «not_decided», «too_few»; empty: not judged
    std::optional<std::int64_t> needed;  ///< of not_decided: how many more tests, as dependent as these and of the same rate
};

/// Of each row. Judged are tests of the claim's own situation where it claims, in territories of more than some rule's area:
/// holds where lo is at least the rule's minimum; does_not_hold where hi is below it and the row is a discovery among all judged
/// rows of its unit, operator, technology, service and level; too_few under 10 clusters; else not_decided.
std::vector<RowVerdict> judge_rows(const std::vector<model::MeasuredRow>& rows, const model::MeasurementSpec& spec);

}  // namespace covmap::measure
