// Where a list of sites ends: what a site beyond its extent could serve is not known to be without.
#pragma once

#include <set>

#include "run/prepare/read_inputs.hpp"

namespace covmap::run {

/// The land within `radius_m` of land of the map that none of `extents` (positions in LoadedJob::extents, not of records) holds:
/// whoever is not served there may be served from outside. The sea and what no territory holds is no edge. Added to `doubt` as
/// circles around the borders of that land, on the ellipsoid, so close that their union is that of all circles to half a per
/// cent of the radius (test_doubts). A territory of which less than kRough lies outside of the extents, and less than a site's
/// circle, is roughness of two maps' borders.
/// The same whatever the order of features and where rings begin. Cost: a look at each territory's box; near the edge one disc
/// for each 1/50 of the radius along a border. One thread.
void add_site_edge(const LoadedJob& loaded, const std::set<int>& extents, double radius_m, Doubt& doubt);

/// Points along the borders of that land, at most `step_m` apart, in grid coordinates: where it is that begins within
/// `radius_m`.
std::vector<core::Point> site_edge(const LoadedJob& loaded, const std::set<int>& extents, double radius_m, double step_m);

inline constexpr double kRough = 0.05;

}  // namespace covmap::run
