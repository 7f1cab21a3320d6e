// At which tolerance each vertex of an arc goes. Private to the room.
#pragma once

#include <cstddef>
#include <vector>

#include "shapes/arcs.hpp"

namespace covmap::shapes {

/// The vertex between two others that is farthest from the segment between them; the first of equals. `to` is over `from` + 1.
struct Farthest {
    std::size_t at = 0;
    double distance = 0;
};
Farthest farthest(const std::vector<core::Point>& points, std::size_t from, std::size_t to);

/// Fills the weights: Douglas and Peucker's distances to the segment, never above the parent's; ends infinite. Of an arc that
/// closes on itself two more are kept for ever, so that a ring remains: the farthest, and then the farthest from either half.
/// Cost: n log n for natural lines, n^2 at worst.
void weigh(Arc& arc);

}  // namespace covmap::shapes
