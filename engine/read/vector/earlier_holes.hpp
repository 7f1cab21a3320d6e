// Holes of one shell that overlap each other. Private to the room.
//
// Where two holes of a polygon overlap the place is a hole, once: as in GEOS (GEOSMakeValid, method «structure»). Counted twice
// it would take from other polygons of the layer that lie there.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/grid.hpp"
#include "core/ring_index.hpp"

namespace covmap::read {

/// The holes of the polygon that is being read, in grid coordinates. Memory: their vertices. Cost of a hole: a look-up of the
/// boxes that meet its own, O(log holes), and for each of them a look at the edges of the shorter ring; an overlay by GEOS where
/// borders may cross.
class EarlierHoles {
public:
    EarlierHoles();
    ~EarlierHoles();
    void clear();
    void add(std::span<const core::Point> hole);
    /// Those that the hole overlaps by more than kBorder along its border; they stand until clear().
    [[nodiscard]] std::vector<std::span<const core::Point>> met_by(std::span<const core::Point> hole);

private:
    struct Hole {
        std::vector<core::Point> ring;
        double west, east, north, south;
        std::unique_ptr<core::RingIndex> index;  ///< made when it is first asked
    };
    struct Boxes;
    [[nodiscard]] static std::unique_ptr<Hole> hole_of(std::span<const core::Point> ring);
    [[nodiscard]] static bool overlap(Hole& earlier, Hole& hole);

    std::vector<std::unique_ptr<Hole>> m_holes;
    std::unique_ptr<Boxes> m_boxes;  ///< of m_holes
};

}  // namespace covmap::read
