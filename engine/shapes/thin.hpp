// Fewer vertices for what is background only; lines cut at a box. Areas that share borders are thinned by arcs.hpp.
#pragma once

#include <vector>

#include "core/polygon.hpp"

namespace covmap::shapes {

using Path = std::vector<core::Point>;

/// Polygons by GEOS' topology-preserving simplification: valid ones stay valid, no dropped vertex was farther than `tolerance`
/// from what is left. Thread-safe. Errors: check, where GEOS fails.
core::MultiPolygon thinned_areas(const core::MultiPolygon& polygons, double tolerance);

/// The method of Douglas and Peucker; ends stay where they are. Thread-safe. Errors: check.
Path thinned_path(const Path& path, double tolerance);

/// What of the paths lies in the box from `low` to `high`. Thread-safe. Errors: check.
std::vector<Path> paths_in_box(const std::vector<Path>& paths, core::Point low, core::Point high);

}  // namespace covmap::shapes
