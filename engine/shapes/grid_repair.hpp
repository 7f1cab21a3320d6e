// Polygons on a grid of whole numbers that cross themselves or each other, made valid on it.
#pragma once

#include <optional>

#include "core/polygon.hpp"

namespace covmap::shapes {

/// Nothing where the polygons are valid as they are. Else valid polygons on the grid that cover what their shells enclose less
/// their holes, in an order of their own; overlaps are united. Thread-safe. Errors: check.
std::optional<core::MultiPolygon> repaired_on_grid(const core::MultiPolygon& polygons);

}  // namespace covmap::shapes
