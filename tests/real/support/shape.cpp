#include "real/support/shape.hpp"

#include <geos_c.h>

#include <algorithm>
#include <cstdarg>
#include <stdexcept>
#include <string>

namespace covmap::real {

namespace {

std::string g_last_error;

void remember(const char* message, void*) { g_last_error = message; }

GEOSContextHandle_t context() {
    static const GEOSContextHandle_t made = [] {
        const GEOSContextHandle_t handle = GEOS_init_r();
        GEOSContext_setErrorMessageHandler_r(handle, remember, nullptr);
        return handle;
    }();
    return made;
}

GEOSGeometry* checked(GEOSGeometry* geometry) {
    if (geometry == nullptr) throw std::runtime_error("GEOS: " + g_last_error);
    return geometry;
}

bool answer(char value) {
    if (value == 2) throw std::runtime_error("GEOS: " + g_last_error);
    return value == 1;
}

GEOSGeometry* linear_ring(const Ring& ring) {
    const bool closed = ring.size() > 1 && ring.front().x == ring.back().x && ring.front().y == ring.back().y;
    const auto size = static_cast<unsigned>(ring.size() + (closed ? 0 : 1));
    GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(context(), size, 2);
    for (unsigned i = 0; i < size; ++i)
        GEOSCoordSeq_setXY_r(context(), sequence, i, ring[i % ring.size()].x, ring[i % ring.size()].y);
    return checked(GEOSGeom_createLinearRing_r(context(), sequence));
}

}  // namespace

Box Box::united(const Box& o) const {
    return {std::min(x_min, o.x_min), std::min(y_min, o.y_min), std::max(x_max, o.x_max), std::max(y_max, o.y_max)};
}

Shape::Shape(GEOSGeometry* owned) : m_geometry(owned, [](GEOSGeometry* geometry) { GEOSGeom_destroy_r(context(), geometry); }) {}

Shape::Shape() : Shape(GEOSGeom_createEmptyPolygon_r(context())) {}

Shape Shape::polygon(const Ring& shell, const std::vector<Ring>& holes) {
    std::vector<GEOSGeometry*> inner;
    for (const Ring& hole : holes) inner.push_back(linear_ring(hole));
    Shape made(
        checked(GEOSGeom_createPolygon_r(context(), linear_ring(shell), inner.data(), static_cast<unsigned>(inner.size()))));
    if (answer(GEOSisValid_r(context(), made.m_geometry.get()))) return made;
    Shape valid(checked(GEOSMakeValid_r(context(), made.m_geometry.get())));
    valid.m_was_invalid = true;
    return valid;
}

namespace {

/// How often the ring goes round the point.
int winding(const Ring& ring, Point p) {
    int turns = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point a = ring[i], b = ring[(i + 1) % ring.size()];
        if ((a.y > p.y) == (b.y > p.y) || a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y) < p.x) continue;
        turns += a.y > p.y ? 1 : -1;
    }
    return turns;
}

}  // namespace

Shape Shape::wound(const Ring& ring) {
    const Shape line(linear_ring(ring));
    const Shape nodes(checked(GEOSNode_r(context(), line.m_geometry.get())));
    const GEOSGeometry* lines = nodes.m_geometry.get();
    const Shape faces(checked(GEOSPolygonize_r(context(), &lines, 1)));
    std::vector<Shape> kept;
    for (int i = 0; i < GEOSGetNumGeometries_r(context(), faces.m_geometry.get()); ++i) {
        const GEOSGeometry* face = GEOSGetGeometryN_r(context(), faces.m_geometry.get(), i);
        const Shape inside(checked(GEOSPointOnSurface_r(context(), face)));
        Point p;
        GEOSGeomGetX_r(context(), inside.m_geometry.get(), &p.x);
        GEOSGeomGetY_r(context(), inside.m_geometry.get(), &p.y);
        if (winding(ring, p) != 0) kept.push_back(Shape(checked(GEOSGeom_clone_r(context(), face))));
    }
    return kept.empty() ? Shape() : united(kept);
}

Shape Shape::box(const Box& b) {
    return Shape(checked(GEOSGeom_createRectangle_r(context(), b.x_min, b.y_min, b.x_max, b.y_max)));
}

Shape Shape::united(const std::vector<Shape>& shapes) {
    if (shapes.size() == 1) return shapes.front();
    std::vector<GEOSGeometry*> parts;
    for (const Shape& shape : shapes) parts.push_back(checked(GEOSGeom_clone_r(context(), shape.m_geometry.get())));
    const Shape all(checked(
        GEOSGeom_createCollection_r(context(), GEOS_GEOMETRYCOLLECTION, parts.data(), static_cast<unsigned>(parts.size()))));
    return Shape(checked(GEOSUnaryUnion_r(context(), all.m_geometry.get())));
}

Shape Shape::operator&(const Shape& other) const {
    return Shape(checked(GEOSIntersection_r(context(), m_geometry.get(), other.m_geometry.get())));
}

Shape Shape::operator-(const Shape& other) const {
    return Shape(checked(GEOSDifference_r(context(), m_geometry.get(), other.m_geometry.get())));
}

bool Shape::empty() const { return answer(GEOSisEmpty_r(context(), m_geometry.get())); }

double Shape::area() const {
    double area = 0;
    GEOSArea_r(context(), m_geometry.get(), &area);
    return area;
}

double Shape::perimeter() const {
    double length = 0;
    GEOSLength_r(context(), m_geometry.get(), &length);
    return length;
}

Box Shape::bounds() const {
    Box b;
    if (!empty()) {
        GEOSGeom_getXMin_r(context(), m_geometry.get(), &b.x_min);
        GEOSGeom_getYMin_r(context(), m_geometry.get(), &b.y_min);
        GEOSGeom_getXMax_r(context(), m_geometry.get(), &b.x_max);
        GEOSGeom_getYMax_r(context(), m_geometry.get(), &b.y_max);
    }
    return b;
}

std::size_t Shape::vertices() const { return static_cast<std::size_t>(GEOSGetNumCoordinates_r(context(), m_geometry.get())); }

Prepared::Prepared(const Shape& shape)
    : m_shape(shape), m_prepared(GEOSPrepare_r(context(), shape.m_geometry.get()), [](const GEOSPreparedGeometry* prepared) {
          GEOSPreparedGeom_destroy_r(context(), prepared);
      }) {
    if (!m_prepared) throw std::runtime_error("GEOS: " + g_last_error);
}

bool Prepared::covers(const Shape& other) const {
    return answer(GEOSPreparedCovers_r(context(), m_prepared.get(), other.m_geometry.get()));
}

bool Prepared::meets(const Shape& other) const {
    return answer(GEOSPreparedIntersects_r(context(), m_prepared.get(), other.m_geometry.get()));
}

}  // namespace covmap::real
