// Where a place stands nearest to a row of a lattice.
#pragma once

#include <optional>

#include "core/grid.hpp"
#include "geodesy/locator.hpp"

namespace covmap::geodesy {

/// The point of a row's line of centres that is nearest to a place.
struct RowFoot {
    double col = 0;         ///< grid coordinate, half a cell beyond the number of the cell whose centre it is; within a quarter
    double distance_m = 0;  ///< geodesic, never above the exact one by more than a thousandth
};

/// The foot of `from` (longitude, latitude) on the line v = `v` of the lattice, which is taken as endless. A row is a curve on
/// the ground, askew and stretched: its foot may lie many columns from the place's own. The search starts at column coordinate
/// `near` and follows the squared distance, all but a parabola, to its lowest point. Nothing where PROJ has no place there or
/// no lowest point is found. 6 to 12 microseconds.
std::optional<RowFoot> foot_on_row(const Locator& locator, core::Point from, double v, double near);

}  // namespace covmap::geodesy
