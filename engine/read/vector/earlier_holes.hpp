// Holes of one shell that overlap each other. Private to the room.
//
// Where two holes of a polygon overlap the place is a hole, once: as in GEOS (GEOSMakeValid, method «structure»). Counted twice
// it would take from other polygons of the layer that lie there.
#pragma once

#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/grid.hpp"
#include "core/ring_index.hpp"

namespace covmap::read {

/// The holes of the polygon that is being read, in grid coordinates. Memory: their vertices. Cost of a hole: a look at the boxes
/// of those near it; an overlay by GEOS where borders may cross.
class EarlierHoles {
public:
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
    struct Bins {
        long long west, east, north, south;
    };
    [[nodiscard]] static std::unique_ptr<Hole> hole_of(std::span<const core::Point> ring);
    [[nodiscard]] static Bins bins_of(const Hole& hole);
    [[nodiscard]] static bool is_large(const Bins& bins);
    [[nodiscard]] static bool overlap(Hole& earlier, Hole& hole);

    std::vector<std::unique_ptr<Hole>> m_holes;
    std::unordered_map<unsigned long long, std::vector<std::size_t>> m_bins;
    std::vector<std::size_t> m_large;  ///< of many bins
};

}  // namespace covmap::read
