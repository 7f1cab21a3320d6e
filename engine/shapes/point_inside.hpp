// A point that is surely inside: where a label or a link may lead.
#pragma once

#include "core/polygon.hpp"

namespace covmap::shapes {

/// A point inside some polygon, midway of its widest part. The polygons are valid and not empty. Deterministic. Errors: check,
/// where GEOS fails. Thread-safe: each call has its own GEOS context.
core::Point point_inside(const core::MultiPolygon& polygons);

}  // namespace covmap::shapes
