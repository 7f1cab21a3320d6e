// Made worlds of tests: clusters of a size, whose tests succeed at a rate and resemble each other by a correlation. Compiled with
// optimisation, for worlds are made by the ten thousand.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "measure/measurement/reliability.hpp"

namespace covmap::test {

class ClusterDice {
public:
    explicit ClusterDice(std::uint32_t seed) : m_bits(seed) {}
    /// A cluster's own rate is beta-distributed, so that two of its tests correlate by `correlation`; 0: they are independent.
    measure::TestCluster cluster(std::int64_t tests, double rate, double correlation);

private:
    bool success(double rate);
    double own_rate(double rate, double correlation);
    std::mt19937_64 m_bits;
};

struct TestSum {
    std::int64_t tests = 0, successes = 0;
    [[nodiscard]] double rate() const { return static_cast<double>(successes) / static_cast<double>(tests); }
};
TestSum sum_of(const std::vector<measure::TestCluster>& clusters);

/// In how many per cent of so many worlds the interval, on effective tests, holds the rate.
double coverage(const std::vector<std::int64_t>& sizes, double rate, double correlation, int worlds);

/// The exact probability in per cent, by the binomial distribution, that Wilson's interval holds the rate.
double exact_coverage(int tests, double rate);

}  // namespace covmap::test
