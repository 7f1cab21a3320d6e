#include "read/vector/file_outline.hpp"

#include <algorithm>

#include "geodesy/grid_transform.hpp"
#include "geodesy/map_seam.hpp"
#include "read/vector/feature_handle.hpp"

namespace covmap::read {
namespace {

constexpr double kTurnDegrees = 360;
constexpr std::size_t kGathered = 1U << 16U;  ///< vertices, before they are thinned to their hull

std::vector<core::Point> hull_of(const std::vector<core::Point>& points) {
    const GeometryHandle cloud(OGR_G_CreateGeometry(wkbLineString));
    OGR_G_SetPoints(cloud.get(), static_cast<int>(points.size()), &points.front().x, sizeof(core::Point), &points.front().y,
                    sizeof(core::Point), nullptr, 0);
    const GeometryHandle hull(OGR_G_ConvexHull(cloud.get()));
    std::vector<core::Point> corners;
    OGRGeometryH ring = hull ? OGR_G_GetGeometryRef(hull.get(), 0) : nullptr;
    for (int i = 0; ring != nullptr && i + 1 < OGR_G_GetPointCount(ring); ++i)
        corners.push_back({OGR_G_GetX(ring, i), OGR_G_GetY(ring, i)});
    return corners;
}

double past_180(double x) { return x < 0 ? x + kTurnDegrees : x; }

}  // namespace

void FileOutline::Window::add(double x) {
    west = std::min(west, x);
    east = std::max(east, x);
}

void FileOutline::add(std::span<const core::Point> shell) {
    for (const core::Point p : shell) {
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
        m_drawn.add(p.x);
        m_over_180.add(past_180(p.x));
        m_south = std::min(m_south, p.y), m_north = std::max(m_north, p.y);
        if (m_hull) m_points.push_back(p);
    }
    if (m_points.size() > kGathered && m_drawn.width() < kTurnDegrees / 2) m_points = hull_of(m_points);
}

std::vector<core::Point> FileOutline::corners(bool over_180) const {
    const Window& x = over_180 ? m_over_180 : m_drawn;
    if (!m_hull) return {{x.west, m_north}, {x.east, m_north}, {x.east, m_south}, {x.west, m_south}};
    std::vector<core::Point> points = m_points;
    if (over_180)
        for (core::Point& p : points) p.x = past_180(p.x);
    return hull_of(points);
}

void FileOutline::place(const std::string& crs, const core::Lattice& lattice,
                        std::vector<std::vector<core::Point>>& rings) const {
    if (!(m_drawn.width() > 0 && m_south < m_north)) return;
    // One of its own: its corners are no vertices of the file, whose transform is held against PROJ.
    auto transform = geodesy::GridTransform::exact(crs, lattice);
    geodesy::MapSeam seam(crs, lattice);
    const bool degrees = std::abs(seam.source_turn() - kTurnDegrees) < 1e-6;
    const bool over_180 = degrees && m_drawn.width() > kTurnDegrees / 2 && m_over_180.width() < m_drawn.width();
    const std::vector<core::Point> ring = corners(over_180);
    if (ring.size() < 3) return;
    if (seam.near(ring, geodesy::Jumps::are_drawn)) {
        geodesy::MapSeam::Parts parts;
        if (seam.parts(ring, geodesy::Jumps::are_drawn, transform, parts))
            rings.insert(rings.end(), parts.rings.begin(), parts.rings.end());
    } else if (std::vector<core::Point> placed; transform.ring(ring, placed)) {
        rings.push_back(std::move(placed));
    }
}

}  // namespace covmap::read
