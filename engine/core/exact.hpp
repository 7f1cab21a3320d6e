// Exact signs on snapped vertices: differences are multiples of 2^-24 below 2^40, so their products fit 128 bits.
#pragma once

#include <cmath>
#include <cstdint>

#include "core/grid.hpp"

namespace covmap::core {

inline std::int64_t in_quanta(double difference) { return static_cast<std::int64_t>(difference * kVerticesPerCell); }

/// Sign of ax*by - ay*bx for exact multiples of 2^-24.
inline int cross_sign(double ax, double ay, double bx, double by) {
    const double left = ax * by;
    const double right = ay * bx;
    const double difference = left - right;
    // Each product and the difference are within 2^-53 of their own size.
    const double bound = (std::abs(left) + std::abs(right)) * 4.5e-16;
    if (difference > bound) return 1;
    if (difference < -bound) return -1;
    const Int128 exact = static_cast<Int128>(in_quanta(ax)) * in_quanta(by) - static_cast<Int128>(in_quanta(ay)) * in_quanta(bx);
    return exact > 0 ? 1 : (exact < 0 ? -1 : 0);
}

/// +1 when c lies to the left of a -> b in (u, v), -1 to the right, 0 on the line. Exact for snapped points.
inline int orientation(Point a, Point b, Point c) { return cross_sign(b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y); }

}  // namespace covmap::core
