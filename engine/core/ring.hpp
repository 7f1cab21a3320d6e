// From a ring as published to oriented simple loops in a ChainStore.
//
// Winding: shells are oriented so that the interior counts +1, holes -1, whatever the file's orientation. The rotation index
// of the snapped ring, one exact pass, tells whether it may be simple: +-1 is oriented by its role; any other is split at its
// crossings into simple loops, each oriented by the role (defect `ring-self-crossing`).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/chain_store.hpp"
#include "core/grid.hpp"

namespace covmap::core {

enum class RingRole { shell, hole };

struct RingResult {
    bool degenerate =
        false;  ///< fewer than three distinct vertices after snapping, or farther than 2^26 cells: nothing was added
    bool self_crossing = false;  ///< split into loops
    bool too_crossed = false;    ///< more than kMostCrossings: nothing was added
    double area = 0;             ///< what was added, in cells: positive for shells, negative for holes
};

/// Twice the exact sign matters only: +1 counter-clockwise in (u, v), -1 clockwise for simple rings; other values for
/// rings that cross themselves. Vertices need not be distinct; spikes are ignored.
int rotation_index(std::span<const Point> ring);

/// Signed shoelace area in cells, positive when counter-clockwise in (u, v).
double shoelace(std::span<const Point> ring);

/// A ring that crosses itself more often is not split: at some 200 bytes a crossing its loops would take 50 MB.
inline constexpr std::size_t kMostCrossings = std::size_t{1} << 18;
/// Nor is one with more pairs of edges that touch or come within rounding, at common vertices too.
inline constexpr std::size_t kMostPairs = std::size_t{1} << 26;

/// Snaps, cleans, orients and adds one ring. `ring` (grid coordinates, finite) may repeat its first vertex at the end; it is
/// used as scratch. Cost: one pass; rings that cross themselves are O(n log² n + crossings log n). Asks stop_check().
RingResult add_ring(ChainStore& store, std::uint32_t owner, std::vector<Point>& ring, RingRole role);

/// The simple loops of a ring that crosses itself, unoriented, vertices snapped; nothing when it crosses itself too often. The
/// same whatever its start and direction. Exposed for tests.
std::optional<std::vector<std::vector<Point>>> simple_loops(std::span<const Point> ring);

}  // namespace covmap::core
