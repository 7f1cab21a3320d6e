// Polygons as published, for outputs. The sweep never sees them.
#pragma once

#include <vector>

#include "core/grid.hpp"

namespace covmap::core {

/// First ring: the shell; others: holes. Rings are closed (first vertex repeated).
using Polygon = std::vector<std::vector<Point>>;
using MultiPolygon = std::vector<Polygon>;

}  // namespace covmap::core
