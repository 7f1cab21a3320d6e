#include "read/vector/shell_holes.hpp"

#include <ogr_api.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "read/files/gdal_init.hpp"
#include "read/vector/feature_handle.hpp"

namespace covmap::read {
namespace {

struct HoleBox {
    double west = HUGE_VAL, east = -HUGE_VAL, north = HUGE_VAL, south = -HUGE_VAL;  ///< v grows to the south
};

HoleBox hole_box(std::span<const core::Point> points) {
    HoleBox box;
    for (const core::Point p : points) {
        box.west = std::min(box.west, p.x), box.east = std::max(box.east, p.x);
        box.north = std::min(box.north, p.y), box.south = std::max(box.south, p.y);
    }
    return box;
}

GeometryHandle valid_polygon(std::span<const core::Point> ring) {
    OGRGeometryH line = OGR_G_CreateGeometry(wkbLinearRing);
    for (const core::Point p : ring) OGR_G_AddPoint_2D(line, p.x, p.y);
    OGR_G_CloseRings(line);
    const GeometryHandle polygon(OGR_G_CreateGeometry(wkbPolygon));
    OGR_G_AddGeometryDirectly(polygon.get(), line);
    return GeometryHandle(OGR_G_MakeValid(polygon.get()));
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
    m_crossing = self_crossing;
    m_known = m_shell.size() >= 3;
}

void ShellHoles::forget() { m_known = false; }

bool ShellHoles::reaches_out(std::span<const core::Point> hole) {
    if (!m_known || hole.empty()) return false;
    if (!m_index) m_index = std::make_unique<core::RingIndex>(m_shell);
    const HoleBox box = hole_box(hole);
    if (!m_index->may_touch(box.west, box.east, box.north, box.south)) return !m_index->holds(hole.front());
    if (m_crossing) return false;
    // Along edges that do not meet the border nothing changes: vertices are looked at where one does, and the first.
    constexpr int kAfter = 3;  // an edge's own two, and one more for those that lie on the border but for rounding
    int to_look_at = 1;
    for (std::size_t i = 0; i < hole.size(); ++i) {
        const core::Point a = hole[i], b = hole[i + 1 == hole.size() ? 0 : i + 1];
        const HoleBox edge = hole_box(std::array{a, b});
        const bool meets = m_index->may_touch(edge.west, edge.east, edge.north, edge.south);
        if (meets) to_look_at = kAfter;
        if (to_look_at-- > 0 && !m_index->holds(a)) return true;
        // An edge may cross a bay of the shell between two vertices that are within.
        if (meets && !m_index->holds({(a.x + b.x) / 2, (a.y + b.y) / 2})) return true;
    }
    return false;
}

std::vector<RoleRing> ShellHoles::part_of(std::span<const core::Point> hole, bool within,
                                          std::span<const std::span<const core::Point>> others) const {
    const HoleBox box = hole_box(hole);
    if (within && !m_index->may_touch(box.west, box.east, box.north, box.south)) return {};
    forget_gdal_message();
    GeometryHandle part = valid_polygon(hole);
    if (part && within)
        if (const GeometryHandle shell = valid_polygon(m_shell)) part.reset(OGR_G_Intersection(shell.get(), part.get()));
    for (const std::span<const core::Point> other : others)
        if (const GeometryHandle taken = valid_polygon(other); part && taken)
            part.reset(OGR_G_Difference(part.get(), taken.get()));
    std::vector<RoleRing> rings;
    if (part) take_rings(part.get(), rings);
    forget_gdal_message();
    return rings;
}

double common_area(std::span<const core::Point> a, std::span<const core::Point> b) {
    forget_gdal_message();
    const GeometryHandle first = valid_polygon(a), second = valid_polygon(b);
    double area = 0;
    if (first && second)
        if (const GeometryHandle common(OGR_G_Intersection(first.get(), second.get())); common)
            area = std::max(0.0, OGR_G_Area(common.get()));
    forget_gdal_message();
    return area;
}

}  // namespace covmap::read
