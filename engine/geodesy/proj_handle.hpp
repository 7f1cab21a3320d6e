// PROJ's handles, owned, and what is asked of a CRS. Internal to the room: no public header includes it.
#pragma once

#include <proj.h>

#include <memory>
#include <string>

#include "core/grid.hpp"
#include "geodesy/geodesic.hpp"

namespace covmap::geodesy {

struct ProjDelete {
    void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
    void operator()(PJ* object) const { proj_destroy(object); }
};
using Context = std::unique_ptr<PJ_CONTEXT, ProjDelete>;
using Handle = std::unique_ptr<PJ, ProjDelete>;

/// A context of one thread: no network, no messages on stderr.
Context make_context();

/// A horizontal CRS and its traits. The vertical part of a compound or 3D CRS is left aside.
struct Crs {
    std::string text;  ///< as given
    Handle object;
    bool geographic = false;
    double unit = 1;     ///< metres (projected) or radians (geographic) in one unit of its axes
    double degrees = 1;  ///< in one unit of the axes (geographic)
    Ellipsoid ellipsoid;
};

/// Errors: core::Error(input) with empty `where` when PROJ does not know the CRS, or it is neither projected nor geographic.
Crs open_crs(PJ_CONTEXT* context, const std::string& text);

/// As PROJ can read it again: its authority's code, else WKT.
std::string text_of(PJ_CONTEXT* context, const Crs& crs);

/// The geographic CRS under a projected one; itself when geographic.
Crs base_geographic(PJ_CONTEXT* context, const Crs& crs);

/// The longitude in the middle of a projection, in degrees of its base; 0 where it names none.
double middle_longitude(PJ_CONTEXT* context, const Crs& projected);

/// Equal but for the order of axes.
bool same_crs(PJ_CONTEXT* context, const Crs& a, const Crs& b);

/// The operation between two CRSs, x or longitude first on both sides; never a ballpark one.
/// Errors: core::Error(input) with empty `where` when there is none.
Handle make_operation(PJ_CONTEXT* context, const Crs& from, const Crs& to);

/// One point; HUGE_VAL (not finite) when it cannot be transformed.
inline core::Point transformed(PJ* operation, core::Point p, PJ_DIRECTION direction = PJ_FWD) {
    const PJ_COORD out = proj_trans(operation, direction, proj_coord(p.x, p.y, 0, HUGE_VAL));
    return {out.xy.x, out.xy.y};
}

}  // namespace covmap::geodesy
