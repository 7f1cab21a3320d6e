// Random worlds with a taste for trouble: borders shared and on cell lines, slivers, spikes, bow-ties, holes out of shells.
#pragma once

#include <cstdint>

#include "sweep/support/world.hpp"

namespace covmap::test {

/// The same world for the same seed on every machine. About 20 x 20 cells, up to 9 territories and 7 layers; some worlds lie
/// over several bands, some at negative rows and columns.
World random_world(std::uint64_t seed);

/// 1 x 1 to 3 x 3 cells, all coordinates multiples of 1 to 1/8 of a cell: vertices on edges, edges on edges, rings that meet
/// in points, everywhere. Territories and layers are loose triangles, boxes and quadrilaterals that overlap at will.
World coincidences(std::uint64_t seed);

}  // namespace covmap::test
