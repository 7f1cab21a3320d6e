// GEOS through its reentrant interface, with owners. Private to the room.
#pragma once

#include <geos_c.h>

#include <memory>
#include <string>

#include "core/polygon.hpp"

namespace covmap::shapes {

/// One GEOS context, for one thread. GEOS' messages are kept and become core::Error (kind check).
class Geos {
public:
    Geos();
    ~Geos();
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;

    struct Destroy {
        GEOSContextHandle_t context;
        void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(context, geometry); }
    };
    using Geometry = std::unique_ptr<GEOSGeometry, Destroy>;

    [[nodiscard]] GEOSContextHandle_t context() const { return m_context; }
    /// Takes over what a GEOS function returned; null where it failed.
    [[nodiscard]] Geometry owned(GEOSGeometry* geometry) const { return {geometry, Destroy{m_context}}; }
    /// The same, where failure is an Error that names the step.
    [[nodiscard]] Geometry required(GEOSGeometry* geometry, const char* step) const;

    /// Rings with fewer than three distinct places are left out; unclosed ones are closed.
    [[nodiscard]] Geometry from(const core::MultiPolygon& polygons) const;
    /// The polygons of any geometry; lines and points are dropped.
    [[nodiscard]] core::MultiPolygon to_polygons(const GEOSGeometry& geometry) const;
    /// An open path of at least two vertices, and the vertices of a line, ring or point.
    [[nodiscard]] Geometry line_from(const std::vector<core::Point>& path) const;
    [[nodiscard]] std::vector<core::Point> points_of(const GEOSGeometry& line) const;
    [[nodiscard]] double area(const GEOSGeometry& geometry) const;
    [[nodiscard]] bool is_valid(const GEOSGeometry& geometry) const;
    /// By the structure method: the area its shells enclose less its holes.
    [[nodiscard]] Geometry made_valid(const GEOSGeometry& geometry) const;

private:
    [[nodiscard]] GEOSGeometry* ring_from(const std::vector<core::Point>& points) const;
    void append_polygons(const GEOSGeometry& geometry, core::MultiPolygon& out) const;

    GEOSContextHandle_t m_context;
    std::string m_message;
};

}  // namespace covmap::shapes
