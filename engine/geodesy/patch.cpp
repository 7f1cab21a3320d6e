#include "geodesy/patch.hpp"

#include <algorithm>
#include <cmath>

namespace covmap::geodesy {

namespace {

// The cubic through f(-1), f(0), f(1), f(2) by powers of its argument.
std::array<double, 4> cubic(double m, double a, double b, double c) {
    return {a, b - m / 3 - a / 2 - c / 6, (m + b) / 2 - a, (a - b) / 2 + (c - m) / 6};
}

// The interpolant's second derivatives are cubic at most: their largest value on a 5 x 5 grid is within a few percent.
constexpr double kBendMargin = 1.1;

}  // namespace

Patch::Patch(const PatchNodes& nodes) : fitted(true), m_base(nodes[1][1]) {
    std::array<std::array<double, 8>, 4> by_row{};  // [node row][power of t, (u, v)]
    for (std::size_t j = 0; j < 4; ++j) {
        const auto& n = nodes[j];
        const auto u = cubic(n[0].x - m_base.x, n[1].x - m_base.x, n[2].x - m_base.x, n[3].x - m_base.x);
        const auto v = cubic(n[0].y - m_base.y, n[1].y - m_base.y, n[2].y - m_base.y, n[3].y - m_base.y);
        for (std::size_t i = 0; i < 4; ++i) {
            by_row[j][2 * i] = u[i];
            by_row[j][2 * i + 1] = v[i];
        }
    }
    for (std::size_t i = 0; i < 8; ++i) {
        const auto column = cubic(by_row[0][i], by_row[1][i], by_row[2][i], by_row[3][i]);
        for (std::size_t j = 0; j < 4; ++j) m_coefficients[j][i / 2][i % 2] = column[j];
    }

    const auto derivative = [&](std::size_t order_t, std::size_t order_s, double t, double s) {
        constexpr double kFactor[3][4] = {{1, 1, 1, 1}, {0, 1, 2, 3}, {0, 0, 2, 6}};
        const double powers_t[4] = {1, t, t * t, t * t * t}, powers_s[4] = {1, s, s * s, s * s * s};
        Pair sum{};
        for (std::size_t j = order_s; j < 4; ++j)
            for (std::size_t i = order_t; i < 4; ++i)
                sum += m_coefficients[j][i] *
                       (kFactor[order_t][i] * kFactor[order_s][j] * powers_t[i - order_t] * powers_s[j - order_s]);
        return std::sqrt(sum[0] * sum[0] + sum[1] * sum[1]);
    };
    for (int a = 0; a <= 4; ++a)
        for (int b = 0; b <= 4; ++b) {
            const double t = a / 4.0, s = b / 4.0;
            const auto largest = [&](double& bound, std::size_t order_t, std::size_t order_s) {
                bound = std::max(bound, kBendMargin * derivative(order_t, order_s, t, s));
            };
            largest(m_bend.tt, 2, 0);
            largest(m_bend.ts, 1, 1);
            largest(m_bend.ss, 0, 2);
        }
}

}  // namespace covmap::geodesy
