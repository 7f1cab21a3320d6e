// Hashes and smooth noise: what every generated thing is made of.
#include <cmath>

#include "country.hpp"

namespace bench {

std::uint64_t mix(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
    std::uint64_t state =
        a * 0x9E3779B97F4A7C15ULL + b * 0xC2B2AE3D27D4EB4FULL + c * 0x165667B19E3779F9ULL + 0x27D4EB2F165667C5ULL;
    state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9ULL;
    state = (state ^ (state >> 27)) * 0x94D049BB133111EBULL;
    return state ^ (state >> 31);
}

double unit(std::uint64_t a, std::uint64_t b, std::uint64_t c) { return static_cast<double>(mix(a, b, c) >> 11) * 0x1p-53; }

double noise(std::uint64_t seed, double x, double y) {
    const double fx = std::floor(x), fy = std::floor(y);
    const auto i = static_cast<std::uint64_t>(fx), j = static_cast<std::uint64_t>(fy);
    const double s = (x - fx) * (x - fx) * (3 - 2 * (x - fx)), t = (y - fy) * (y - fy) * (3 - 2 * (y - fy));
    const double south = unit(seed, i, j) * (1 - s) + unit(seed, i + 1, j) * s;
    const double north = unit(seed, i, j + 1) * (1 - s) + unit(seed, i + 1, j + 1) * s;
    return south * (1 - t) + north * t;
}

}  // namespace bench
