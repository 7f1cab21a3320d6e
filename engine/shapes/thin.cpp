#include "shapes/thin.hpp"

#include "shapes/geos.hpp"

namespace covmap::shapes {

core::MultiPolygon thinned_areas(const core::MultiPolygon& polygons, double tolerance) {
    const Geos geos;
    const Geos::Geometry geometry = geos.from(polygons);
    if (GEOSisEmpty_r(geos.context(), geometry.get()) != 0) return {};
    return geos.to_polygons(
        *geos.required(GEOSTopologyPreserveSimplify_r(geos.context(), geometry.get(), tolerance), "thin an area"));
}

Path thinned_path(const Path& path, double tolerance) {
    if (path.size() <= 2) return path;
    const Geos geos;
    const Geos::Geometry line = geos.line_from(path);
    return geos.points_of(*geos.required(GEOSSimplify_r(geos.context(), line.get(), tolerance), "thin a line"));
}

std::vector<Path> paths_in_box(const std::vector<Path>& paths, core::Point low, core::Point high) {
    const Geos geos;
    std::vector<Path> inside;
    for (const Path& path : paths) {
        const Geos::Geometry line = geos.line_from(path);
        const Geos::Geometry cut =
            geos.required(GEOSClipByRect_r(geos.context(), line.get(), low.x, low.y, high.x, high.y), "cut a line");
        for (int part = 0; part < GEOSGetNumGeometries_r(geos.context(), cut.get()); ++part) {
            Path piece = geos.points_of(*GEOSGetGeometryN_r(geos.context(), cut.get(), part));
            if (piece.size() >= 2) inside.push_back(std::move(piece));
        }
    }
    return inside;
}

}  // namespace covmap::shapes
