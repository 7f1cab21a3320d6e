// A ring that was left out though it is of some extent.
#pragma once

#include <cstdint>
#include <vector>

#include "core/grid.hpp"

namespace covmap::read {

/// Of that owner nothing is known in the box.
struct LeftOutRing {
    std::uint32_t owner = 0;       ///< of the store that the ring was meant for
    std::vector<core::Point> box;  ///< four corners, grid coordinates
};

}  // namespace covmap::read
