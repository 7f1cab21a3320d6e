#include "geodesy/web_mercator.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace covmap::geodesy {

core::Point web_mercator(core::Point lon_lat) {
    const double y = 0.5 - std::asinh(std::tan(lon_lat.y * std::numbers::pi / 180)) / (2 * std::numbers::pi);
    return {(lon_lat.x + 180) / 360, std::isnan(y) ? y : std::clamp(y, 0.0, 1.0)};
}

core::Point from_web_mercator(core::Point square) {
    return {square.x * 360 - 180, std::atan(std::sinh((0.5 - square.y) * 2 * std::numbers::pi)) * 180 / std::numbers::pi};
}

}  // namespace covmap::geodesy
