#include "shapes/grid_repair.hpp"

#include "shapes/geos.hpp"

namespace covmap::shapes {

std::optional<core::MultiPolygon> repaired_on_grid(const core::MultiPolygon& polygons) {
    thread_local const Geos geos;
    const Geos::Geometry geometry = geos.from(polygons);
    if (geos.is_valid(*geometry)) return std::nullopt;
    const Geos::Geometry made = geos.made_valid(*geometry);
    const Geos::Geometry on_grid =
        geos.required(GEOSGeom_setPrecision_r(geos.context(), made.get(), 1.0, 0), "bring an outline to the grid of a tile");
    GEOSNormalize_r(geos.context(), on_grid.get());
    return geos.to_polygons(*on_grid);
}

}  // namespace covmap::shapes
