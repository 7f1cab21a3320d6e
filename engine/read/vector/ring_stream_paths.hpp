// The three ways to read a layer, and what they share. Private to the room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "read/vector/ring_stream.hpp"
#include "read/vector/vector_layer.hpp"
#include "read/vector/wkb.hpp"

namespace covmap::read {

/// Hands features and geometries to the visitor and counts defects; the same rules for every path.
class FeatureFeed : public RingTarget {
public:
    FeatureFeed(const StreamFile& file, std::size_t columns, RingVisitor& visitor, core::Defects& defects);

    /// Values of the feature to come; the path fills them before begin().
    std::vector<std::string>& values() { return m_values; }
    /// True when the visitor wants the geometry.
    bool begin(std::int64_t fid);
    void no_geometry();
    void unparsable();
    /// Throws Error(input) when the source cannot be read.
    void wkb(ByteSource& source);
    void ogr(OGRGeometryH geometry);

    void ring(std::vector<core::Point>& ring, core::RingRole role) override;
    [[nodiscard]] const StreamCounts& counts() const { return m_counts; }
    [[nodiscard]] const StreamFile& file() const { return m_file; }

private:
    void defect(const std::string& code);
    void curved_wkb(ByteSource& source);
    void scan_ogr(OGRGeometryH geometry, WkbShape& shape);
    void walk_ogr(OGRGeometryH geometry);

    const StreamFile& m_file;
    RingVisitor& m_visitor;
    core::Defects& m_defects;
    std::vector<std::string> m_values;
    std::string m_id;
    std::vector<core::Point> m_buffer;
    bool m_skip_holes = false;
    StreamCounts m_counts;
};

/// Positions of the wanted columns in the layer, kFidColumn for the FID.
using ColumnPositions = std::vector<int>;

/// SQLite's own handle on a GeoPackage table; false when the layer is not such a table (a view, SQL), nothing was read then.
bool feed_geopackage(GDALDatasetH dataset, OGRLayerH layer, const ColumnPositions& columns, FeatureFeed& feed);
/// GDAL's Arrow batches; false when a wanted column has a type that is not read from Arrow, nothing was read then.
bool feed_arrow(OGRLayerH layer, const ColumnPositions& columns, std::uint64_t bytes, FeatureFeed& feed);
void feed_features(OGRLayerH layer, const ColumnPositions& columns, FeatureFeed& feed);

/// One attribute (or the FID) as text, by the rules of field_text.hpp; empty when null.
std::string feature_text(OGRFeatureH feature, OGRFeatureDefnH definition, int column);

/// Tells GDAL to read the wanted columns only.
void ignore_other_fields(OGRLayerH layer, const ColumnPositions& columns);

/// Error(input) «damaged: …» with GDAL's message.
[[noreturn]] void throw_damaged(const StreamFile& file, const std::string& reason);

}  // namespace covmap::read
