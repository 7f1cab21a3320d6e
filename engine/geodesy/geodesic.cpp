#include "geodesy/geodesic.hpp"

#include <geodesic.h>

namespace covmap::geodesy {

GeodesicPath geodesic_path(core::Point from, core::Point to, const Ellipsoid& ellipsoid) {
    geod_geodesic geodesic;
    geod_init(&geodesic, ellipsoid.semi_major_m, ellipsoid.flattening);
    GeodesicPath path;
    double at_end = 0;
    geod_inverse(&geodesic, from.y, from.x, to.y, to.x, &path.distance_m, &path.bearing_deg, &at_end);
    if (path.bearing_deg < 0) path.bearing_deg += 360;
    return path;
}

double geodesic_distance_m(core::Point from, core::Point to, const Ellipsoid& ellipsoid) {
    return geodesic_path(from, to, ellipsoid).distance_m;
}

}  // namespace covmap::geodesy
