// GEOS behind values: regions with set operations, for the oracle. Not thread-safe (one context for the program).
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "core/grid.hpp"

struct GEOSGeom_t;

namespace covmap::test {

/// A polygonal region. Errors of GEOS are thrown as std::runtime_error.
class Region {
public:
    Region();  ///< empty
    /// What a ring encloses; spikes and self-touches are dealt with, self-crossing is not meant. Closing vertex optional.
    static Region enclosed(const std::vector<core::Point>& ring);
    static Region united(const std::vector<Region>& regions);

    [[nodiscard]] Region operator|(const Region& other) const;
    [[nodiscard]] Region operator&(const Region& other) const;
    [[nodiscard]] Region operator-(const Region& other) const;
    /// What of it lies inside `other`, and what does not. Where the two do not add up to it (GEOS stumbles over rounding now and
    /// then), they are found again on a grid of 2^-40.
    [[nodiscard]] std::pair<Region, Region> split(const Region& other) const;
    [[nodiscard]] bool empty() const;
    [[nodiscard]] double area() const;
    /// Length of an open path within it.
    [[nodiscard]] double length_of(const std::vector<core::Point>& path) const;
    [[nodiscard]] bool meets_box_of(const Region& other) const;

    /// Rings, oriented: shells have positive shoelace area in (x, y), holes negative.
    [[nodiscard]] std::vector<std::vector<core::Point>> rings() const;

private:
    struct Free {
        void operator()(GEOSGeom_t* geometry) const;
    };
    using Handle = std::shared_ptr<GEOSGeom_t>;
    explicit Region(GEOSGeom_t* owned);
    Handle m_geometry;
    double m_box[4] = {0, 0, -1, -1};
};

/// True when no two edges of the ring meet elsewhere than at the vertices they share, or touch without crossing (GEOS).
bool is_simple_loop(const std::vector<core::Point>& ring);

}  // namespace covmap::test
