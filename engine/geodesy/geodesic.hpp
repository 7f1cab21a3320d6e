// Distances and bearings on an ellipsoid (C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87, 2013; PROJ's geodesic.h).
#pragma once

#include "core/grid.hpp"

namespace covmap::geodesy {

/// WGS 84 by default (a and 1/f of EPSG:7030).
struct Ellipsoid {
    double semi_major_m = 6378137.0;
    double flattening = 1 / 298.257223563;
    bool operator==(const Ellipsoid&) const = default;
};

struct GeodesicPath {
    double distance_m = 0;
    double bearing_deg = 0;  ///< at the start, clockwise from north, [0, 360)
};

/// The shortest path between two points given as (longitude, latitude) in degrees. Accuracy 15 nm. About 1 microsecond. Pure.
GeodesicPath geodesic_path(core::Point from, core::Point to, const Ellipsoid& ellipsoid = {});
double geodesic_distance_m(core::Point from, core::Point to, const Ellipsoid& ellipsoid = {});

}  // namespace covmap::geodesy
