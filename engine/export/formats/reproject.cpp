#include "export/formats/reproject.hpp"

#include <cpl_error.h>
#include <ogr_spatialref.h>

#include <cmath>
#include <utility>
#include <vector>

#include "core/error.hpp"

namespace covmap::exports {

namespace {

OGRSpatialReference reference_of(const std::string& crs, const std::string& where) {
    OGRSpatialReference reference;
    const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
    if (crs.empty() || reference.SetFromUserInput(crs.c_str()) != OGRERR_NONE)
        throw core::Error(core::ErrorKind::output, where,
                          "the CRS «" + crs + "» is not understood; use a code such as EPSG:2154");
    reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return reference;
}

}  // namespace

double metres_per_unit(const std::string& crs, const std::string& where) {
    const OGRSpatialReference reference = reference_of(crs, where);
    if (reference.IsGeographic() != 0) return reference.GetSemiMajor() * reference.GetAngularUnits();
    return reference.GetLinearUnits();
}

struct Reprojection::State {
    std::string where, from, to;
    std::unique_ptr<OGRCoordinateTransformation> transform;  ///< none: both CRS are the same
    std::vector<double> x, y;
    std::vector<int> done;
};

Reprojection::Reprojection(const std::string& from, const std::string& to, std::string where)
    : m_state(std::make_unique<State>()) {
    m_state->where = std::move(where);
    m_state->from = from;
    m_state->to = to;
    const OGRSpatialReference source = reference_of(from, m_state->where);
    const OGRSpatialReference target = reference_of(to, m_state->where);
    if (source.IsSame(&target) != 0) return;
    const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
    m_state->transform.reset(OGRCreateCoordinateTransformation(&source, &target));
    if (!m_state->transform)
        throw core::Error(core::ErrorKind::output, m_state->where,
                          "there is no transformation from " + from + " to " + to + "; choose another output crs");
}

Reprojection::~Reprojection() = default;

void Reprojection::apply(std::vector<core::Point>& points, const std::string& what) {
    State& s = *m_state;
    if (!s.transform) return;
    const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
    s.x.clear();
    s.y.clear();
    for (const core::Point& p : points) {
        s.x.push_back(p.x);
        s.y.push_back(p.y);
    }
    s.done.assign(points.size(), 0);
    s.transform->Transform(static_cast<int>(points.size()), s.x.data(), s.y.data(), nullptr, s.done.data());
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (s.done[i] == 0 || !std::isfinite(s.x[i]) || !std::isfinite(s.y[i]))
            throw core::Error(
                core::ErrorKind::output, s.where,
                what + " has a vertex without image in " + s.to + "; check the crs of the territories (" + s.from + ")");
        points[i] = {s.x[i], s.y[i]};
    }
}

void Reprojection::apply(core::Polygon& polygon, const std::string& what) {
    for (auto& ring : polygon) apply(ring, what);
}

void Reprojection::apply(core::Point& point, const std::string& what) {
    std::vector<core::Point> one{point};
    apply(one, what);
    point = one.front();
}

}  // namespace covmap::exports
