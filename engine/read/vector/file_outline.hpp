// The outline of what a file of polygons or of sites holds: where it speaks. Private to the room.
#pragma once

#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "core/grid.hpp"

namespace covmap::read {

/// The box, or the convex hull, of all shells of a file, in its own CRS. Of degrees that span more than half a turn it is the one
/// over 180° where that is narrower.
class FileOutline {
public:
    explicit FileOutline(bool hull) : m_hull(hull) {}

    /// Vertices that are not finite do not count.
    void add(std::span<const core::Point> shell);
    /// Adds the outline to `rings` in grid coordinates, cut where the map is cut open (map_seam.hpp); nothing where no shell has
    /// an area, or where a corner has no place on the map.
    void place(const std::string& crs, const core::Lattice& lattice, std::vector<std::vector<core::Point>>& rings) const;

private:
    [[nodiscard]] std::vector<core::Point> corners(bool over_180) const;

    bool m_hull;
    struct Window {
        double west = HUGE_VAL, east = -HUGE_VAL;
        void add(double x);
        [[nodiscard]] double width() const { return east - west; }
    };
    Window m_drawn, m_over_180;  ///< of x, and of x with western longitudes as those beyond 180°
    double m_south = HUGE_VAL, m_north = -HUGE_VAL;
    std::vector<core::Point> m_points;  ///< of a hull: what may be its corners
};

}  // namespace covmap::read
