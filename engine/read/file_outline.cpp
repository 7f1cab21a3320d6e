#include "read/file_outline.hpp"

#include <ogr_api.h>

#include <algorithm>
#include <memory>

#include "geodesy/grid_transform.hpp"
#include "geodesy/map_seam.hpp"

namespace covmap::read {
namespace {

constexpr std::size_t kGathered = 1U << 16U;  ///< vertices, before they are thinned to their hull

struct Destroyer {
    void operator()(void* geometry) const { OGR_G_DestroyGeometry(geometry); }
};
using Owned = std::unique_ptr<void, Destroyer>;

std::vector<core::Point> hull_of(const std::vector<core::Point>& points) {
    const Owned cloud(OGR_G_CreateGeometry(wkbLineString));
    OGR_G_SetPoints(cloud.get(), static_cast<int>(points.size()), &points.front().x, sizeof(core::Point), &points.front().y,
                    sizeof(core::Point), nullptr, 0);
    const Owned hull(OGR_G_ConvexHull(cloud.get()));
    std::vector<core::Point> corners;
    OGRGeometryH ring = hull ? OGR_G_GetGeometryRef(hull.get(), 0) : nullptr;
    for (int i = 0; ring != nullptr && i + 1 < OGR_G_GetPointCount(ring); ++i)
        corners.push_back({OGR_G_GetX(ring, i), OGR_G_GetY(ring, i)});
    return corners;
}

}  // namespace

void FileOutline::add(std::span<const core::Point> shell) {
    for (const core::Point p : shell) {
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
        m_west = std::min(m_west, p.x), m_east = std::max(m_east, p.x);
        m_south = std::min(m_south, p.y), m_north = std::max(m_north, p.y);
        if (m_hull) m_points.push_back(p);
    }
    if (m_points.size() > kGathered) m_points = hull_of(m_points);
}

std::vector<core::Point> FileOutline::corners() const {
    if (m_hull) return hull_of(m_points);
    return {{m_west, m_north}, {m_east, m_north}, {m_east, m_south}, {m_west, m_south}};
}

void FileOutline::place(const std::string& crs, const core::Lattice& lattice,
                        std::vector<std::vector<core::Point>>& rings) const {
    if (!(m_west < m_east && m_south < m_north)) return;
    const std::vector<core::Point> ring = corners();
    // One of its own: its corners are no vertices of the file, whose transform is held against PROJ.
    auto transform = geodesy::GridTransform::exact(crs, lattice);
    geodesy::MapSeam seam(crs, lattice);
    if (seam.near(ring, geodesy::Jumps::are_drawn)) {
        geodesy::MapSeam::Parts parts;
        if (seam.parts(ring, geodesy::Jumps::are_drawn, transform, parts))
            rings.insert(rings.end(), parts.rings.begin(), parts.rings.end());
    } else if (std::vector<core::Point> placed; transform.ring(ring, placed)) {
        rings.push_back(std::move(placed));
    }
}

}  // namespace covmap::read
