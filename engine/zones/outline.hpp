// The outline of sub-cells that hang together. Internal to the room.
#pragma once

#include <cstdint>
#include <vector>

#include "core/units.hpp"
#include "zones/band_zones.hpp"

namespace covmap::zones {

/// A corner of sub-cells.
struct Corner {
    core::Col x = 0;
    core::Row y = 0;
    auto operator<=>(const Corner&) const = default;
};

/// Simple rings, not closed, corners only: the shell first, then the holes, each beginning at its smallest (row, column). Boxes
/// are disjoint and hang together by their sides. Rings may touch at a corner, none touches itself there, so that the polygon is
/// valid by OGC's rules. Cost: n log n in the boxes. Throws Error(check) where the boxes do not hang together.
std::vector<std::vector<Corner>> outline(const std::vector<Box>& boxes);

}  // namespace covmap::zones
