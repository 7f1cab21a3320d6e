#include "shapes/geos.hpp"

#include <cmath>
#include <vector>

#include "core/error.hpp"

namespace covmap::shapes {

namespace {

void keep_message(const char* message, void* kept) { *static_cast<std::string*>(kept) = message; }

}  // namespace

Geos::Geos() : m_context(GEOS_init_r()) { GEOSContext_setErrorMessageHandler_r(m_context, keep_message, &m_message); }

Geos::~Geos() { GEOS_finish_r(m_context); }

Geos::Geometry Geos::required(GEOSGeometry* geometry, const char* step) const {
    if (geometry == nullptr)
        throw core::Error(core::ErrorKind::check, "",
                          std::string("GEOS cannot ") + step + " (" + m_message + "); please report it");
    return owned(geometry);
}

GEOSGeometry* Geos::ring_from(const std::vector<core::Point>& points) const {
    std::vector<double> xy;
    xy.reserve(2 * points.size() + 2);
    for (const core::Point& p : points) {
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
        xy.push_back(p.x);
        xy.push_back(p.y);
    }
    if (xy.size() < 6) return nullptr;
    if (xy[0] != xy[xy.size() - 2] || xy[1] != xy[xy.size() - 1]) xy.insert(xy.end(), {xy[0], xy[1]});
    if (xy.size() < 8) return nullptr;
    GEOSCoordSequence* sequence = GEOSCoordSeq_copyFromBuffer_r(m_context, xy.data(), static_cast<unsigned>(xy.size() / 2), 0, 0);
    return sequence == nullptr ? nullptr : GEOSGeom_createLinearRing_r(m_context, sequence);
}

Geos::Geometry Geos::from(const core::MultiPolygon& polygons) const {
    std::vector<GEOSGeometry*> parts;
    for (const core::Polygon& polygon : polygons) {
        if (polygon.empty()) continue;
        GEOSGeometry* shell = ring_from(polygon.front());
        if (shell == nullptr) continue;
        std::vector<GEOSGeometry*> holes;
        for (std::size_t i = 1; i < polygon.size(); ++i)
            if (GEOSGeometry* hole = ring_from(polygon[i])) holes.push_back(hole);
        parts.push_back(GEOSGeom_createPolygon_r(m_context, shell, holes.data(), static_cast<unsigned>(holes.size())));
    }
    return required(GEOSGeom_createCollection_r(m_context, GEOS_MULTIPOLYGON, parts.data(), static_cast<unsigned>(parts.size())),
                    "take polygons");
}

Geos::Geometry Geos::line_from(const std::vector<core::Point>& path) const {
    std::vector<double> xy;
    xy.reserve(2 * path.size());
    for (const core::Point p : path) xy.insert(xy.end(), {p.x, p.y});
    GEOSCoordSequence* sequence = GEOSCoordSeq_copyFromBuffer_r(m_context, xy.data(), static_cast<unsigned>(path.size()), 0, 0);
    return required(sequence == nullptr ? nullptr : GEOSGeom_createLineString_r(m_context, sequence), "take a line");
}

std::vector<core::Point> Geos::points_of(const GEOSGeometry& line) const {
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(m_context, &line);
    unsigned size = 0;
    GEOSCoordSeq_getSize_r(m_context, sequence, &size);
    std::vector<double> xy(2 * std::size_t{size});
    GEOSCoordSeq_copyToBuffer_r(m_context, sequence, xy.data(), 0, 0);
    std::vector<core::Point> points(size);
    for (std::size_t i = 0; i < points.size(); ++i) points[i] = {xy[2 * i], xy[2 * i + 1]};
    return points;
}

void Geos::append_polygons(const GEOSGeometry& geometry, core::MultiPolygon& out) const {
    const int type = GEOSGeomTypeId_r(m_context, &geometry);
    if (type == GEOS_POLYGON) {
        if (GEOSisEmpty_r(m_context, &geometry) != 0) return;
        core::Polygon polygon{points_of(*GEOSGetExteriorRing_r(m_context, &geometry))};
        const int holes = GEOSGetNumInteriorRings_r(m_context, &geometry);
        for (int i = 0; i < holes; ++i) polygon.push_back(points_of(*GEOSGetInteriorRingN_r(m_context, &geometry, i)));
        out.push_back(std::move(polygon));
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        const int parts = GEOSGetNumGeometries_r(m_context, &geometry);
        for (int i = 0; i < parts; ++i) append_polygons(*GEOSGetGeometryN_r(m_context, &geometry, i), out);
    }
}

core::MultiPolygon Geos::to_polygons(const GEOSGeometry& geometry) const {
    core::MultiPolygon out;
    append_polygons(geometry, out);
    return out;
}

double Geos::area(const GEOSGeometry& geometry) const {
    double area = 0;
    GEOSArea_r(m_context, &geometry, &area);
    return area;
}

bool Geos::is_valid(const GEOSGeometry& geometry) const { return GEOSisValid_r(m_context, &geometry) == 1; }

Geos::Geometry Geos::made_valid(const GEOSGeometry& geometry) const {
    GEOSMakeValidParams* params = GEOSMakeValidParams_create_r(m_context);
    GEOSMakeValidParams_setMethod_r(m_context, params, GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(m_context, params, 0);
    GEOSGeometry* repaired = GEOSMakeValidWithParams_r(m_context, &geometry, params);
    GEOSMakeValidParams_destroy_r(m_context, params);
    return required(repaired, "make a polygon valid");
}

}  // namespace covmap::shapes
