#include "shapes/dissolve.hpp"

#include <cmath>

#include "shapes/geos.hpp"

namespace covmap::shapes {

namespace {

/// Relative difference of areas above which a coverage union is not believed.
constexpr double kAreaTolerance = 1e-9;

/// All polygons of all members in one multipolygon, sorted, so that nothing depends on the order they came in.
Geos::Geometry collected(const Geos& geos, const std::vector<const core::MultiPolygon*>& members) {
    core::MultiPolygon all;
    for (const core::MultiPolygon* member : members)
        if (member != nullptr) all.insert(all.end(), member->begin(), member->end());
    Geos::Geometry collection = geos.from(all);
    GEOSNormalize_r(geos.context(), collection.get());
    return collection;
}

/// The coverage union where it can be believed, else null.
Geos::Geometry coverage_union(const Geos& geos, const GEOSGeometry& members) {
    Geos::Geometry result = geos.owned(GEOSCoverageUnion_r(geos.context(), &members));
    if (!result) return result;
    const double before = geos.area(members), after = geos.area(*result);
    const bool same_area = std::fabs(after - before) <= kAreaTolerance * before;
    if (!same_area || !geos.is_valid(*result)) result.reset();
    return result;
}

Geos::Geometry general_union(const Geos& geos, const std::vector<const core::MultiPolygon*>& members) {
    core::MultiPolygon all;
    for (const core::MultiPolygon* member : members) {
        if (member == nullptr) continue;
        const core::MultiPolygon valid = made_valid(*member);
        all.insert(all.end(), valid.begin(), valid.end());
    }
    Geos::Geometry collection = geos.from(all);
    GEOSNormalize_r(geos.context(), collection.get());
    return geos.required(GEOSUnaryUnion_r(geos.context(), collection.get()), "unite polygons");
}

}  // namespace

core::MultiPolygon dissolve(const std::vector<const core::MultiPolygon*>& members) {
    const Geos geos;
    const Geos::Geometry collection = collected(geos, members);
    if (GEOSisEmpty_r(geos.context(), collection.get()) != 0) return {};
    Geos::Geometry result = coverage_union(geos, *collection);
    if (!result) result = general_union(geos, members);
    GEOSNormalize_r(geos.context(), result.get());
    return geos.to_polygons(*result);
}

core::MultiPolygon made_valid(const core::MultiPolygon& polygons) {
    const Geos geos;
    const Geos::Geometry geometry = geos.from(polygons);
    if (geos.is_valid(*geometry)) return polygons;
    const Geos::Geometry repaired = geos.made_valid(*geometry);
    GEOSNormalize_r(geos.context(), repaired.get());
    return geos.to_polygons(*repaired);
}

}  // namespace covmap::shapes
