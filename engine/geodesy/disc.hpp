// The eight points of a site's geodesic circle, in grid coordinates.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/disc.hpp"
#include "core/grid.hpp"

namespace covmap::geodesy {

/// Circles on the ellipsoid of the source's CRS (C. F. F. Karney 2013), brought to the grid by the lattice transform.
/// Not thread-safe: one a thread; all instances with the same arguments give the same bits. Several radii of one site in a row
/// share their geodesics. A circle around a pole or across the seam of the map (map_seam.hpp) is no circle of the grid: it is
/// told by at_seam(), and goes as a ring of the source's geographic CRS.
/// Errors: as GridTransform.
class DiscMaker {
public:
    DiscMaker(const std::string& source_crs, const core::Lattice& lattice);
    ~DiscMaker();
    DiscMaker(DiscMaker&&) noexcept;

    /// Fills disc.around (not owner) with the points at `radius_m` from the site, at bearings 0, 45, … clockwise from north.
    /// False, `disc` unchanged, when the site is not finite or outside of its CRS, when a point cannot be transformed, or when
    /// the radius is not above 0.
    bool make(core::Point site_in_source_crs, double radius_m, core::Disc& disc);

    /// May the circle lie around a pole, or across the map's seam?
    bool at_seam(core::Point site_in_source_crs, double radius_m);
    /// The CRS of outline().
    [[nodiscard]] const std::string& outline_crs() const;
    /// The circle's polygon of 64 corners and the circle's own area, in outline_crs(), longitude first. False as make().
    bool outline(core::Point site_in_source_crs, double radius_m, std::vector<core::Point>& ring);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace covmap::geodesy
