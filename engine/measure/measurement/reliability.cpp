#include "measure/measurement/reliability.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "core/units.hpp"

namespace covmap::measure {

namespace {

constexpr double kZ = 1.959963984540054;  // the normal distribution's 97.5 %
constexpr double kUpper = 0.975;
constexpr double kTellingClusters = 10;  // with the rarer outcome, from which the correlation is estimated from them alone
constexpr std::int64_t kMostNeeded = 1000000000;  // more tests than that are no remedy

// In double, as all that goes in: Boost would else compute in long double, which valgrind cannot and whose tables abort at the
// start there.
using InDouble = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

double student(double freedom) {
    return freedom < 1 ? HUGE_VAL
                       : boost::math::quantile(boost::math::students_t_distribution<double, InDouble>(freedom), kUpper);
}

/// The sums that the analysis of variance needs.
struct ClusterSums {
    double tests = 0, successes = 0, squares = 0, within = 0, between = 0;
    double holding_rarer = 0;
};

ClusterSums sums_of(std::span<const TestCluster> given) {
    std::vector<TestCluster> clusters(given.begin(), given.end());
    std::sort(clusters.begin(), clusters.end());  // doubles are added in one order
    ClusterSums sums;
    for (const TestCluster& c : clusters) {
        sums.tests += static_cast<double>(c.tests);
        sums.successes += static_cast<double>(c.successes);
        sums.squares += static_cast<double>(c.tests) * static_cast<double>(c.tests);
    }
    const bool failures_are_rarer = 2 * sums.successes > sums.tests;
    for (const TestCluster& c : clusters) {
        const auto m = static_cast<double>(c.tests), y = static_cast<double>(c.successes);
        sums.within += y - y * y / m;
        sums.between += y * y / m;
        sums.holding_rarer += (failures_are_rarer ? c.tests > c.successes : c.successes > 0) ? 1 : 0;
    }
    sums.between -= sums.successes * sums.successes / sums.tests;
    return sums;
}

/// By analysis of variance (Donald and Donner, Statistics in Medicine 6, 1987); at least 0; 1 where all outcomes are alike.
double correlation(const ClusterSums& sums, double clusters) {
    const double within = std::max(0.0, sums.within) / (sums.tests - clusters);
    const double between = std::max(0.0, sums.between) / (clusters - 1);
    const double size = (sums.tests - sums.squares / sums.tests) / (clusters - 1);
    const double whole = between + (size - 1) * within;
    const double estimated = whole > 0 ? std::clamp((between - within) / whole, 0.0, 1.0) : 1;
    const double untold = std::max(0.0, 1 - sums.holding_rarer / kTellingClusters);
    return estimated + (1 - estimated) * untold;
}

/// The rule of a territory's area: the first one that it exceeds.
const model::ReliabilityRule* rule_of(const model::MeasuredRow& row, const model::MeasurementSpec& spec) {
    for (const model::ReliabilityRule& rule : spec.reliability)
        if (static_cast<double>(row.area) > rule.over_km2 * static_cast<double>(core::kAreaQuantaPerKm2)) return &rule;
    return nullptr;
}

bool is_judged(const model::MeasuredRow& row, const model::MeasurementSpec& spec) {
    return row.claim == model::TestClaim::yes && !row.hidden && row.successes && row.tests > 0 &&
           row.situation == spec.claim_situation && rule_of(row, spec) != nullptr;
}

RowVerdict figures_of(const model::MeasuredRow& row) {
    RowVerdict verdict;
    if (row.hidden || !row.successes || row.tests == 0) return verdict;
    verdict.rate = static_cast<double>(*row.successes) / static_cast<double>(row.tests);
    if (row.clusters < 2 || row.claim == model::TestClaim::beside) return verdict;
    const Interval interval = wilson(*verdict.rate, row.effective);
    verdict.lo = interval.lo;
    verdict.hi = interval.hi;
    return verdict;
}

/// Would so many more tests, of the same rate and as dependent, decide? `level`: the p-value that is a discovery.
bool would_decide(const model::MeasuredRow& row, const RowVerdict& verdict, double level, std::int64_t more) {
    const double tests = row.effective * (1 + static_cast<double>(more) / static_cast<double>(row.tests));
    const Interval interval = wilson(*verdict.rate, tests);
    if (*verdict.rate > *verdict.required) return interval.lo >= *verdict.required;
    return interval.hi < *verdict.required && failing_p(*verdict.rate, *verdict.required, tests) <= level;
}

std::optional<std::int64_t> tests_needed(const model::MeasuredRow& row, const RowVerdict& verdict, double level) {
    if (!would_decide(row, verdict, level, kMostNeeded)) return std::nullopt;
    std::int64_t too_few = 0, enough = kMostNeeded;
    while (enough - too_few > 1) {
        const std::int64_t middle = (too_few + enough) / 2;
        (would_decide(row, verdict, level, middle) ? enough : too_few) = middle;
    }
    return enough;
}

/// One family: rows that are judged together.
void judge_family(const std::vector<model::MeasuredRow>& rows, const std::vector<std::size_t>& family,
                  const model::MeasurementSpec& spec, std::vector<RowVerdict>& verdicts) {
    std::vector<double> p_values;
    std::vector<std::size_t> tried;
    for (const std::size_t r : family) {
        RowVerdict& verdict = verdicts[r];
        verdict.required = rule_of(rows[r], spec)->min_pct / 100;
        verdict.verdict = "too_few";
        if (rows[r].clusters < kFewClusters) continue;
        tried.push_back(r);
        p_values.push_back(failing_p(*verdict.rate, *verdict.required, rows[r].effective));
    }
    const std::vector<bool> found = discoveries(p_values);
    const auto said = static_cast<double>(std::count(found.begin(), found.end(), true));
    for (std::size_t i = 0; i < tried.size(); ++i) {
        RowVerdict& verdict = verdicts[tried[i]];
        const double required = *verdict.required;
        const bool holds = *verdict.lo >= required, fails = *verdict.hi < required && found[i];
        verdict.verdict = holds ? "holds" : fails ? "does_not_hold" : "not_decided";
        if (holds || fails) continue;
        // One more discovery would be held against the limit of its rank.
        verdict.needed = tests_needed(rows[tried[i]], verdict, kDiscoveryRate * (said + 1) / static_cast<double>(tried.size()));
    }
}

}  // namespace

double effective_tests(std::span<const TestCluster> clusters) {
    const auto count = static_cast<double>(clusters.size());
    if (clusters.empty()) return 0;
    const ClusterSums sums = sums_of(clusters);
    if (count == sums.tests) return sums.tests;
    if (clusters.size() == 1) return 1;
    const double size = sums.squares / sums.tests;
    const double effect = 1 + (size - 1) * correlation(sums, count);
    const double freedom = student(sums.tests - 1) / student(sums.tests / size - 1);
    return std::max(1.0, sums.tests / effect * freedom * freedom);
}

Interval wilson(double rate, double tests) {
    const double share = kZ * kZ / tests;
    const double middle = (rate + share / 2) / (1 + share);
    const double half = kZ * std::sqrt(rate * (1 - rate) / tests + share / (4 * tests)) / (1 + share);
    return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

double failing_p(double rate, double required, double tests) {
    const double failures = tests * (1 - rate);
    return failures <= 0 ? 1 : boost::math::ibeta(failures, tests - failures + 1, 1 - required, InDouble());
}

std::vector<bool> discoveries(const std::vector<double>& p_values) {
    std::vector<std::size_t> order(p_values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
    std::size_t last = 0;
    for (std::size_t i = 0; i < order.size(); ++i)
        if (p_values[order[i]] <= kDiscoveryRate * static_cast<double>(i + 1) / static_cast<double>(order.size())) last = i + 1;
    std::vector<bool> found(p_values.size(), false);
    for (std::size_t i = 0; i < last; ++i) found[order[i]] = true;
    return found;
}

std::vector<RowVerdict> judge_rows(const std::vector<model::MeasuredRow>& rows, const model::MeasurementSpec& spec) {
    std::vector<RowVerdict> verdicts;
    std::map<std::tuple<std::string, std::string, std::string, std::string, std::string>, std::vector<std::size_t>> families;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        verdicts.push_back(figures_of(rows[r]));
        if (is_judged(rows[r], spec))
            families[{rows[r].unit, rows[r].operator_code, rows[r].technology, rows[r].service, rows[r].level}].push_back(r);
    }
    for (const auto& [key, family] : families) judge_family(rows, family, spec, verdicts);
    return verdicts;
}

}  // namespace covmap::measure
