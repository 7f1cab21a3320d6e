// The factors that weights are multiplied by, to see how far the ranks of an index hang on them.
#pragma once

#include <cstdint>

namespace covmap::measure {

inline constexpr int kIndexDraws = 1000;
inline constexpr int kLowDraw = 50, kHighDraw = 950;  ///< of the sorted ranks, from 1: the 5th and the 95th percentile

/// Factors between 0.75 and 1.25, alike on every machine. SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
/// generators, 2014) from the seed 1; its upper 53 bits divided by 2^53 are u, the factor is 0.75 + u / 2.
class IndexDraws {
public:
    double next() {
        constexpr double kUnit = 1.0 / 9007199254740992.0;  // 2^-53
        return 0.75 + static_cast<double>(bits() >> 11) * kUnit / 2;
    }

private:
    std::uint64_t bits() {
        m_state += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    std::uint64_t m_state = 1;
};

}  // namespace covmap::measure
