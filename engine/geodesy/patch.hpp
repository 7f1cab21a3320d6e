// One patch of the transform's lattice: a bicubic polynomial through 4 x 4 nodes. Internal to the room.
#pragma once

#include <array>

#include "core/grid.hpp"

namespace covmap::geodesy {

/// Nodes of a patch, [j][i] at (i - 1, j - 1) in units of the lattice's step from the patch's corner.
using PatchNodes = std::array<std::array<core::Point, 4>, 4>;

/// Tensor Lagrange interpolation over [0, 1]^2. It meets its neighbours continuously: on a common side both are the same
/// one-dimensional cubic. Pure; no libm but sqrt.
class Patch {
public:
    Patch() = default;
    explicit Patch(const PatchNodes& nodes);

    /// Grid coordinates at (t, s) in [0, 1]^2. u and v go side by side; short chains rather than Horner's long one.
    [[nodiscard]] core::Point at(double t, double s) const {
        const double tt = t * t;
        const auto row = [&](std::size_t j) {
            const auto& c = m_coefficients[j];
            return (c[0] + c[1] * t) + (c[2] + c[3] * t) * tt;
        };
        const Pair sum = (row(0) + row(1) * s) + (row(2) + row(3) * s) * (s * s);
        return {m_base.x + sum[0], m_base.y + sum[1]};
    }

    /// Bounds of the second derivatives over the patch, in cells per step^2 (length of the (u, v) vector).
    struct Bend {
        double tt = 0, ts = 0, ss = 0;
    };
    [[nodiscard]] const Bend& bend() const { return m_bend; }

    bool fitted = false;  ///< made from nodes that are all finite
    bool exact = false;   ///< set by the owner: the polynomial is not good enough here, ask PROJ

private:
    using Pair [[gnu::vector_size(16)]] = double;         ///< (u, v)
    std::array<std::array<Pair, 4>, 4> m_coefficients{};  ///< [power of s][power of t]
    core::Point m_base;
    Bend m_bend;
};

}  // namespace covmap::geodesy
