// Which edges of a ring come so near that they may meet. Private to the room.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "core/grid.hpp"

namespace covmap::core {

/// Visits every pair of edges (edge i runs from vertex i to the next) that share a point other than an end of both, some of them
/// twice, and pairs that come within rounding of it. visit(i, j) gives back whether to go on; false when it did not.
///
/// After Balaban, An optimal algorithm for finding segment intersections (1995), the simpler form: rows between the vertices'
/// ordinates are halved; edges that run through a row without meeting are stairs, in which the others are looked up. Numbers
/// are doubles with a margin, so that no pair is missed; whether it meets is for the caller to decide exactly.
/// Cost: O(n log² n + pairs log n), 40 bytes an edge and 4 a pair. Asks stop_check().
bool for_each_near_pair(std::span<const Point> ring, const std::function<bool(std::uint32_t, std::uint32_t)>& visit);

}  // namespace covmap::core
