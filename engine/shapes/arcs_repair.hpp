// Simplified arcs that do not meet where the original ones did not. Private to the room.
#pragma once

#include <vector>

#include "shapes/arcs.hpp"

namespace covmap::shapes {

/// Per arc and vertex: whether it is kept.
using Kept = std::vector<std::vector<bool>>;

/// Gives vertices back, the farthest of a segment first and then those beyond the tolerance from the two that it makes, until no
/// simplified segment crosses, touches or runs over another segment, and no kept vertex lies between a simplified segment and the
/// line that it stands for. Pairs that were whole already stay as they are. Deterministic. Cost: n log n in kept vertices for the
/// first round; some ten more look at what splits have made.
void repair(const std::vector<Arc>& arcs, double tolerance, Kept& kept);

}  // namespace covmap::shapes
