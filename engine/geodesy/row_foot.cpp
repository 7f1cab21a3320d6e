#include "geodesy/row_foot.hpp"

#include <algorithm>
#include <cmath>

#include "geodesy/geodesic.hpp"

namespace covmap::geodesy {

namespace {

constexpr int kSteps = 12;
constexpr double kCloseEnough = 0.2;  // of a cell

}  // namespace

std::optional<RowFoot> foot_on_row(const Locator& locator, core::Point from, double v, double near) {
    const auto squared = [&](double u) {
        const double d = geodesic_distance_m(from, locator.wgs84({u, v}));
        return d * d;
    };
    double u = near;
    for (int step = 0; step < kSteps; ++step) {
        const double west = squared(u - 1), here = squared(u), east = squared(u + 1);
        const double bend = west - 2 * here + east, slope = (east - west) / 2;
        if (!std::isfinite(bend) || bend <= 0) return std::nullopt;
        const double move = -slope / bend;
        if (std::abs(move) < kCloseEnough) return RowFoot{u + move, std::sqrt(std::max(0.0, here - slope * slope / (2 * bend)))};
        u += move;
    }
    return std::nullopt;
}

}  // namespace covmap::geodesy
