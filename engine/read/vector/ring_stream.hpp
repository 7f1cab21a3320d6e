// Polygons of any vector file, streamed ring by ring.
//
// Geometry is never turned into objects where the format allows: values of a GeoPackage are read in place, those over 4 MB
// piece by piece without being held at all; FlatGeobuf through GDAL's Arrow batches as WKB; other formats feature by feature.
// Curves are linearised (arcs of 1 degree). Z and M are dropped. All paths give the same rings in the same order.
// Text that is not UTF-8 is taken for Windows-1252 (tables whose .cpg is wrong).
//
// Defects, placed by file, layer and FID: `geometry-empty` (null or without vertices), `geometry-unparsable`,
// `geometry-not-polygon` (one a feature that has points or lines; polygons beside them are given), `coordinate-not-finite`
// (one a ring; the ring is left out, with its holes where it is a shell).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/defect.hpp"
#include "core/grid.hpp"
#include "core/ring.hpp"
#include "model/job/job.hpp"
#include "read/files/archive_members.hpp"

namespace covmap::read {

enum class StreamPath { automatic, arrow, features };  ///< the others are for tests and measurements

struct StreamOptions {
    model::Source source;
    std::vector<std::string> columns;  ///< wanted attributes, in the order of StreamFeature::values
    StreamPath path = StreamPath::automatic;
    Several several = Several::ask;         ///< layers, or files of an archive
    std::vector<std::string> telling = {};  ///< columns that tell the layer meant; empty: `columns`
};

struct StreamFile {
    std::string name;  ///< for messages: shown_path()
    std::string layer;
    std::string crs;        ///< Source::crs, else «EPSG:…» or WKT2 of the layer
    std::string path = {};  ///< to open it once more
};

struct StreamFeature {
    std::string_view id;                  ///< FID
    std::span<const std::string> values;  ///< of the wanted columns; integers exactly, empty when null, UTF-8
};

struct StreamCounts {
    std::uint64_t records = 0;   ///< features, bad ones too
    std::uint64_t vertices = 0;  ///< of the rings given, as in the file
};

class RingVisitor {
public:
    virtual ~RingVisitor() = default;
    virtual void begin_file(const StreamFile&) {}
    /// Called for each record, also those whose geometry turns out bad. False: its geometry is not wanted.
    virtual bool begin_feature(const StreamFeature& feature) = 0;
    /// Vertices in the source CRS, x or longitude first, finite, in published order. A shell comes before its holes.
    virtual void ring(std::span<const core::Point> vertices, core::RingRole role) = 0;
    virtual void end_file(const StreamCounts&) {}
};

/// One pass over all files of the source, in order, and over their layers that are meant (layer_choice.hpp); begin_file is called
/// for each layer. One thread; several streams may run in parallel.
/// Errors: core::Error(input) naming file and layer: no file, absent or damaged, no polygons, a missing column, no CRS.
/// Memory: one ring, and for formats other than GeoPackage about one feature (Arrow) or two (GeoJSON: many times its vertices).
void stream_rings(const StreamOptions& options, RingVisitor& visitor, core::Defects& defects);

}  // namespace covmap::read
