// At which tolerance each vertex of an arc goes. Private to the room.
#pragma once

#include "zones/arcs.hpp"

namespace covmap::zones {

/// Fills the weights: Douglas and Peucker's distances to the segment, never above the parent's; ends infinite. Of an arc that
/// closes on itself its farthest vertex and one more are kept for ever, so that a ring remains. Cost: n log n for natural lines,
/// n^2 at worst.
void weigh(Arc& arc);

}  // namespace covmap::zones
