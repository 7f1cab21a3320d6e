// FeatureFeed: one set of rules for what is a good geometry, whatever the path it came by.
#include <cpl_conv.h>

#include "core/process/stop_check.hpp"
#include "read/files/field_text.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/text_bytes.hpp"
#include "read/vector/feature_handle.hpp"
#include "read/vector/ring_stream_paths.hpp"

namespace covmap::read {
namespace {

constexpr double kArcStepDegrees = 1.0;

bool all_finite(const std::vector<core::Point>& ring) {
    double poison = 0;  // 0 * infinity and 0 * NaN are NaN
    for (const core::Point& p : ring) poison += 0.0 * p.x + 0.0 * p.y;
    return poison == 0;
}

}  // namespace

FeatureFeed::FeatureFeed(const StreamFile& file, std::size_t columns, RingVisitor& visitor, core::Defects& defects)
    : m_file(file), m_visitor(visitor), m_defects(defects), m_values(columns) {}

void FeatureFeed::defect(const std::string& code) { m_defects.add(code, {m_file.name, m_file.layer, m_id, {}}); }

bool FeatureFeed::begin(std::int64_t fid) {
    core::stop_check();
    m_id = integer_text(fid);
    m_skip_holes = false;
    ++m_counts.records;
    for (std::string& value : m_values) value = to_utf8(std::move(value));
    return m_visitor.begin_feature({m_id, m_values});
}

void FeatureFeed::no_geometry() { defect("geometry-empty"); }
void FeatureFeed::unparsable() { defect("geometry-unparsable"); }

void FeatureFeed::ring(std::vector<core::Point>& ring, core::RingRole role) {
    if (role == core::RingRole::shell) m_skip_holes = ring.empty();
    if (ring.empty() || m_skip_holes) return;
    if (!all_finite(ring)) {
        defect("coordinate-not-finite");
        m_skip_holes = role == core::RingRole::shell;
        return;
    }
    m_counts.vertices += ring.size();
    m_visitor.ring(ring, role);
}

void FeatureFeed::wkb(ByteSource& source) {
    const WkbShape shape = scan_wkb(source);
    if (!shape.readable) return unparsable();
    if (shape.curves) return curved_wkb(source);
    if (shape.others > 0) defect("geometry-not-polygon");
    if (shape.others == 0 && shape.polygons == 0) return no_geometry();
    if (shape.polygons > 0 && !walk_wkb(source, *this, m_buffer)) throw_damaged(m_file, "feature " + m_id);
}

void FeatureFeed::curved_wkb(ByteSource& source) {
    std::vector<std::byte> bytes(source.size());
    if (!source.read(0, bytes.data(), bytes.size())) throw_damaged(m_file, "feature " + m_id);
    OGRGeometryH made = nullptr;
    const OGRErr error = OGR_G_CreateFromWkbEx(bytes.data(), nullptr, &made, bytes.size());
    const GeometryHandle geometry(made);
    forget_gdal_message();
    if (error != OGRERR_NONE || !geometry) return unparsable();
    ogr(geometry.get());
}

void FeatureFeed::ogr(OGRGeometryH geometry) {
    if (geometry == nullptr) return no_geometry();
    if (OGR_G_HasCurveGeometry(geometry, FALSE) != 0) {
        const GeometryHandle linear(OGR_G_GetLinearGeometry(geometry, kArcStepDegrees, nullptr));
        return linear ? ogr(linear.get()) : unparsable();
    }
    WkbShape shape;
    scan_ogr(geometry, shape);
    if (shape.others > 0) defect("geometry-not-polygon");
    if (shape.others == 0 && shape.polygons == 0) return no_geometry();
    walk_ogr(geometry);
}

void FeatureFeed::scan_ogr(OGRGeometryH geometry, WkbShape& shape) {
    const OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
    if (type == wkbPolygon || type == wkbTriangle) {
        if (OGR_G_IsEmpty(geometry) == 0) ++shape.polygons;
    } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0 || type == wkbPolyhedralSurface || type == wkbTIN) {
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) scan_ogr(OGR_G_GetGeometryRef(geometry, i), shape);
    } else {
        ++shape.others;
    }
}

void FeatureFeed::walk_ogr(OGRGeometryH geometry) {
    const OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
    const int count = OGR_G_GetGeometryCount(geometry);
    if (type != wkbPolygon && type != wkbTriangle) {
        for (int i = 0; i < count; ++i) walk_ogr(OGR_G_GetGeometryRef(geometry, i));
        return;
    }
    for (int i = 0; i < count; ++i) {
        OGRGeometryH line = OGR_G_GetGeometryRef(geometry, i);
        m_buffer.resize(static_cast<std::size_t>(OGR_G_GetPointCount(line)));
        if (!m_buffer.empty())
            OGR_G_GetPoints(line, &m_buffer[0].x, sizeof(core::Point), &m_buffer[0].y, sizeof(core::Point), nullptr, 0);
        ring(m_buffer, i == 0 ? core::RingRole::shell : core::RingRole::hole);
    }
}

}  // namespace covmap::read
