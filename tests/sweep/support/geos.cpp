#include "sweep/support/geos.hpp"

#include <geos_c.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace covmap::test {
namespace {

std::string& last_error() {
    static std::string text;
    return text;
}

void remember_error(const char* message, void* /*user*/) { last_error() = message; }

GEOSContextHandle_t context() {
    static const struct Context {
        GEOSContextHandle_t handle = GEOS_init_r();
        Context() { GEOSContext_setErrorMessageHandler_r(handle, remember_error, nullptr); }
        ~Context() { GEOS_finish_r(handle); }
        Context(const Context&) = delete;
        Context& operator=(const Context&) = delete;
    } owner;
    return owner.handle;
}

GEOSGeometry* checked(GEOSGeometry* geometry) {
    if (geometry == nullptr) throw std::runtime_error("GEOS: " + last_error());
    return geometry;
}

GEOSGeometry* linear_ring(const std::vector<core::Point>& ring) {
    const bool closed = ring.front() == ring.back();
    const auto size = static_cast<unsigned>(ring.size() + (closed ? 0 : 1));
    auto* sequence = GEOSCoordSeq_create_r(context(), size, 2);
    for (unsigned i = 0; i < size; ++i) {
        const auto& p = ring[i % ring.size()];
        GEOSCoordSeq_setXY_r(context(), sequence, i, p.x, p.y);
    }
    return checked(GEOSGeom_createLinearRing_r(context(), sequence));
}

/// Rounding leaves polygons of no area, over which the next overlay may stumble.
constexpr double kLeastArea = 1e-14;

/// Polygons of a geometry of any kind, as clones.
void collect_polygons(const GEOSGeometry* geometry, std::vector<GEOSGeometry*>& out) {
    if (GEOSGeomTypeId_r(context(), geometry) == GEOS_POLYGON) {
        double area = 0;
        GEOSArea_r(context(), geometry, &area);
        if (area > kLeastArea) out.push_back(checked(GEOSGeom_clone_r(context(), geometry)));
        return;
    }
    if (GEOSGeomTypeId_r(context(), geometry) < GEOS_MULTIPOINT) return;
    for (int i = 0; i < GEOSGetNumGeometries_r(context(), geometry); ++i)
        collect_polygons(GEOSGetGeometryN_r(context(), geometry, i), out);
}

/// Takes any geometry, gives its polygonal part.
GEOSGeometry* polygonal(GEOSGeometry* geometry) {
    std::vector<GEOSGeometry*> parts;
    collect_polygons(geometry, parts);
    GEOSGeom_destroy_r(context(), geometry);
    return checked(GEOSGeom_createCollection_r(context(), GEOS_MULTIPOLYGON, parts.data(), static_cast<unsigned>(parts.size())));
}

double shoelace(const std::vector<core::Point>& ring) {
    double twice = 0;
    for (std::size_t i = 0, n = ring.size(); i < n; ++i) {
        const auto& a = ring[i];
        const auto& b = ring[(i + 1) % n];
        twice += (a.x - ring[0].x) * (b.y - ring[0].y) - (b.x - ring[0].x) * (a.y - ring[0].y);
    }
    return twice / 2;
}

void append_ring(const GEOSGeometry* line, bool shell, std::vector<std::vector<core::Point>>& out) {
    const auto* sequence = GEOSGeom_getCoordSeq_r(context(), line);
    unsigned size = 0;
    GEOSCoordSeq_getSize_r(context(), sequence, &size);
    if (size < 4) return;
    std::vector<core::Point> ring(size - 1);
    for (unsigned i = 0; i + 1 < size; ++i) GEOSCoordSeq_getXY_r(context(), sequence, i, &ring[i].x, &ring[i].y);
    if ((shoelace(ring) > 0) != shell) std::reverse(ring.begin(), ring.end());
    out.push_back(std::move(ring));
}

}  // namespace

void Region::Free::operator()(GEOSGeom_t* geometry) const { GEOSGeom_destroy_r(context(), geometry); }

Region::Region() : Region(checked(GEOSGeom_createEmptyPolygon_r(context()))) {}

Region::Region(GEOSGeom_t* owned) : m_geometry(polygonal(checked(owned)), Free{}) {
    if (empty()) return;
    GEOSGeom_getXMin_r(context(), m_geometry.get(), &m_box[0]);
    GEOSGeom_getYMin_r(context(), m_geometry.get(), &m_box[1]);
    GEOSGeom_getXMax_r(context(), m_geometry.get(), &m_box[2]);
    GEOSGeom_getYMax_r(context(), m_geometry.get(), &m_box[3]);
}

Region Region::enclosed(const std::vector<core::Point>& ring) {
    if (ring.size() < 3) return {};
    auto* made = checked(GEOSGeom_createPolygon_r(context(), linear_ring(ring), nullptr, 0));
    if (GEOSisValid_r(context(), made) == 1) return Region(made);
    auto* valid = GEOSMakeValid_r(context(), made);
    GEOSGeom_destroy_r(context(), made);
    return Region(valid);
}

Region Region::united(const std::vector<Region>& regions) {
    std::vector<GEOSGeometry*> parts;
    for (const auto& region : regions) collect_polygons(region.m_geometry.get(), parts);
    if (parts.empty()) return {};
    auto* all = checked(
        GEOSGeom_createCollection_r(context(), GEOS_GEOMETRYCOLLECTION, parts.data(), static_cast<unsigned>(parts.size())));
    auto* merged = GEOSUnaryUnion_r(context(), all);
    GEOSGeom_destroy_r(context(), all);
    return Region(merged);
}

double Region::length_of(const std::vector<core::Point>& path) const {
    if (empty()) return 0;
    auto* sequence = GEOSCoordSeq_create_r(context(), static_cast<unsigned>(path.size()), 2);
    for (unsigned i = 0; i < path.size(); ++i) GEOSCoordSeq_setXY_r(context(), sequence, i, path[i].x, path[i].y);
    auto* line = checked(GEOSGeom_createLineString_r(context(), sequence));
    auto* inside = GEOSIntersection_r(context(), line, m_geometry.get());
    GEOSGeom_destroy_r(context(), line);
    double length = 0;
    GEOSLength_r(context(), checked(inside), &length);
    GEOSGeom_destroy_r(context(), inside);
    return length;
}

Region Region::operator|(const Region& o) const {
    if (empty()) return o;
    if (o.empty()) return *this;
    return Region(GEOSUnion_r(context(), m_geometry.get(), o.m_geometry.get()));
}

Region Region::operator&(const Region& o) const {
    if (!meets_box_of(o)) return {};
    return Region(GEOSIntersection_r(context(), m_geometry.get(), o.m_geometry.get()));
}

Region Region::operator-(const Region& o) const {
    if (!meets_box_of(o)) return *this;
    return Region(GEOSDifference_r(context(), m_geometry.get(), o.m_geometry.get()));
}

std::pair<Region, Region> Region::split(const Region& o) const {
    if (!meets_box_of(o)) return {Region(), *this};
    std::pair<Region, Region> parts{*this & o, *this - o};
    if (std::abs(parts.first.area() + parts.second.area() - area()) < 1e-11) return parts;
    const double grid = 0x1p-40;
    return {Region(GEOSIntersectionPrec_r(context(), m_geometry.get(), o.m_geometry.get(), grid)),
            Region(GEOSDifferencePrec_r(context(), m_geometry.get(), o.m_geometry.get(), grid))};
}

bool Region::empty() const { return GEOSisEmpty_r(context(), m_geometry.get()) == 1; }

double Region::area() const {
    double area = 0;
    GEOSArea_r(context(), m_geometry.get(), &area);
    return area;
}

bool Region::meets_box_of(const Region& o) const {
    if (empty() || o.empty()) return false;
    return m_box[0] < o.m_box[2] && o.m_box[0] < m_box[2] && m_box[1] < o.m_box[3] && o.m_box[1] < m_box[3];
}

std::vector<std::vector<core::Point>> Region::rings() const {
    std::vector<std::vector<core::Point>> rings;
    for (int i = 0; i < GEOSGetNumGeometries_r(context(), m_geometry.get()); ++i) {
        const auto* part = GEOSGetGeometryN_r(context(), m_geometry.get(), i);
        if (GEOSisEmpty_r(context(), part) == 1) continue;
        append_ring(GEOSGetExteriorRing_r(context(), part), true, rings);
        for (int h = 0; h < GEOSGetNumInteriorRings_r(context(), part); ++h)
            append_ring(GEOSGetInteriorRingN_r(context(), part, h), false, rings);
    }
    return rings;
}

bool is_simple_loop(const std::vector<core::Point>& ring) {
    if (ring.size() < 3) return false;
    auto* made = checked(GEOSGeom_createPolygon_r(context(), linear_ring(ring), nullptr, 0));
    const bool valid = GEOSisValid_r(context(), made) == 1;
    GEOSGeom_destroy_r(context(), made);
    return valid;
}

}  // namespace covmap::test
