#include "read/shell_holes.hpp"

#include <ogr_api.h>

#include <algorithm>
#include <utility>

#include "read/gdal_init.hpp"

namespace covmap::read {
namespace {

struct GeometryDestroyer {
    void operator()(void* geometry) const { OGR_G_DestroyGeometry(geometry); }
};
using Geometry = std::unique_ptr<void, GeometryDestroyer>;

Geometry valid_polygon(std::span<const core::Point> ring) {
    OGRGeometryH line = OGR_G_CreateGeometry(wkbLinearRing);
    for (const core::Point p : ring) OGR_G_AddPoint_2D(line, p.x, p.y);
    OGR_G_CloseRings(line);
    const Geometry polygon(OGR_G_CreateGeometry(wkbPolygon));
    OGR_G_AddGeometryDirectly(polygon.get(), line);
    return Geometry(OGR_G_MakeValid(polygon.get()));
}

void take_rings(OGRGeometryH geometry, std::vector<RoleRing>& rings) {
    const auto type = wkbFlatten(OGR_G_GetGeometryType(geometry));
    for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) {
        OGRGeometryH part = OGR_G_GetGeometryRef(geometry, i);
        if (type != wkbPolygon) {
            take_rings(part, rings);
            continue;
        }
        RoleRing& taken = rings.emplace_back();
        taken.role = i == 0 ? core::RingRole::hole : core::RingRole::shell;
        for (int p = 0; p < OGR_G_GetPointCount(part); ++p) taken.ring.push_back({OGR_G_GetX(part, p), OGR_G_GetY(part, p)});
    }
}

}  // namespace

void ShellHoles::begin(std::vector<core::Point>& shell, bool self_crossing) {
    m_index.reset();
    std::swap(m_shell, shell);
    m_known = !self_crossing && m_shell.size() >= 3;
}

bool ShellHoles::reaches_out(std::span<const core::Point> hole) {
    constexpr std::size_t kAllUpTo = 9, kAsked = 4;
    if (!m_known) return false;
    if (!m_index) m_index = std::make_unique<core::RingIndex>(m_shell);
    const std::size_t step = hole.size() <= kAllUpTo ? 1 : hole.size() / kAsked;
    for (std::size_t i = 0; i < hole.size(); i += step)
        if (!m_index->holds(hole[i])) return true;
    return false;
}

std::vector<RoleRing> ShellHoles::inside(std::span<const core::Point> hole) const {
    const auto [west, east] = std::minmax_element(hole.begin(), hole.end(), [](auto a, auto b) { return a.x < b.x; });
    const auto [north, south] = std::minmax_element(hole.begin(), hole.end(), [](auto a, auto b) { return a.y < b.y; });
    if (!m_index->may_touch(west->x, east->x, north->y, south->y)) return {};
    forget_gdal_message();
    const Geometry shell = valid_polygon(m_shell), cut = valid_polygon(hole);
    std::vector<RoleRing> rings;
    if (shell && cut)
        if (const Geometry common(OGR_G_Intersection(shell.get(), cut.get())); common) take_rings(common.get(), rings);
    forget_gdal_message();
    return rings;
}

}  // namespace covmap::read
