// Holes that reach out of their shell. Private to the room.
//
// A hole takes from its own shell and from nothing else, as in GEOS (GEOSMakeValid, method «structure»): the part outside the
// shell is no hole. Left as it is, it would take from other polygons of the layer that lie there.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/grid.hpp"
#include "core/ring.hpp"
#include "core/ring_index.hpp"

namespace covmap::read {

/// A ring and what it is of.
struct RoleRing {
    std::vector<core::Point> ring;
    core::RingRole role = core::RingRole::hole;
};

/// What two rings have in common, in cells; by GEOS, of what is valid of them.
double common_area(std::span<const core::Point> a, std::span<const core::Point> b);

/// The shell of the polygon that is being read. Its index is made at the first hole.
class ShellHoles {
public:
    /// Takes the ring, cleaned; gives the memory of the last one back. Of a shell that crosses itself only holes that lie apart
    /// from it are judged: the others count as they are.
    void begin(std::vector<core::Point>& shell, bool self_crossing);
    /// The next holes are of a shell that is not known: of several parts of the map.
    void forget();
    /// Does some part of the hole (grid coordinates) lie outside the shell: a vertex, or the middle of an edge that may cross its
    /// border? Cost: a look at the hole's box where the border keeps away from it, which is nearly always; else one at each edge.
    [[nodiscard]] bool reaches_out(std::span<const core::Point> hole);
    /// The part of the hole within the shell and in none of `others`, as holes, with what stands in them as shells; empty where
    /// they only touch. The shell is not looked at where `within` is not asked.
    [[nodiscard]] std::vector<RoleRing> part_of(std::span<const core::Point> hole, bool within,
                                                std::span<const std::span<const core::Point>> others) const;

private:
    std::vector<core::Point> m_shell;
    std::unique_ptr<core::RingIndex> m_index;
    bool m_known = false, m_crossing = false;
};

}  // namespace covmap::read
