#include "measure/support/cluster_worlds.hpp"

#include <cmath>

namespace covmap::test {

bool ClusterDice::success(double rate) { return static_cast<double>(m_bits() >> 11) * 0x1p-53 < rate; }

double ClusterDice::own_rate(double rate, double correlation) {
    const double size = (1 - correlation) / correlation;
    const double good = std::gamma_distribution<double>(rate * size)(m_bits);
    const double bad = std::gamma_distribution<double>((1 - rate) * size)(m_bits);
    return good + bad > 0 ? good / (good + bad) : (success(rate) ? 1 : 0);
}

measure::TestCluster ClusterDice::cluster(std::int64_t tests, double rate, double correlation) {
    const double own = correlation == 0 ? rate : own_rate(rate, correlation);
    measure::TestCluster made{tests, 0};
    for (std::int64_t t = 0; t < tests; ++t) made.successes += success(own) ? 1 : 0;
    return made;
}

TestSum sum_of(const std::vector<measure::TestCluster>& clusters) {
    TestSum sum;
    for (const measure::TestCluster& c : clusters) {
        sum.tests += c.tests;
        sum.successes += c.successes;
    }
    return sum;
}

double coverage(const std::vector<std::int64_t>& sizes, double rate, double correlation, int worlds) {
    ClusterDice dice(static_cast<std::uint32_t>(1000 * rate + 100000 * correlation + static_cast<double>(sizes.size())));
    int held = 0;
    std::vector<measure::TestCluster> clusters;
    for (int world = 0; world < worlds; ++world) {
        clusters.clear();
        for (const std::int64_t size : sizes) clusters.push_back(dice.cluster(size, rate, correlation));
        const measure::Interval interval = measure::wilson(sum_of(clusters).rate(), measure::effective_tests(clusters));
        held += interval.lo <= rate && rate <= interval.hi ? 1 : 0;
    }
    return 100.0 * held / worlds;
}

double exact_coverage(int tests, double rate) {
    double sum = 0;
    for (int successes = 0; successes <= tests; ++successes) {
        const measure::Interval interval = measure::wilson(static_cast<double>(successes) / tests, tests);
        if (interval.lo > rate || rate > interval.hi) continue;
        sum += std::exp(std::lgamma(tests + 1.0) - std::lgamma(successes + 1.0) - std::lgamma(tests - successes + 1.0) +
                        successes * std::log(rate) + (tests - successes) * std::log1p(-rate));
    }
    return 100 * sum;
}

}  // namespace covmap::test
