#include "shapes/point_inside.hpp"

#include "shapes/geos.hpp"

namespace covmap::shapes {

core::Point point_inside(const core::MultiPolygon& polygons) {
    const Geos geos;
    const Geos::Geometry geometry = geos.from(polygons);
    const Geos::Geometry point =
        geos.required(GEOSPointOnSurface_r(geos.context(), geometry.get()), "find a point inside a polygon");
    core::Point at;
    GEOSGeomGetX_r(geos.context(), point.get(), &at.x);
    GEOSGeomGetY_r(geos.context(), point.get(), &at.y);
    return at;
}

}  // namespace covmap::shapes
