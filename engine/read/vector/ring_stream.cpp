#include "read/vector/ring_stream.hpp"

#include "core/error.hpp"
#include "core/process/stop_check.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/source_path.hpp"
#include "read/vector/layer_choice.hpp"
#include "read/vector/ring_stream_paths.hpp"

namespace covmap::read {
namespace {

// A batch holds its features whole: over a megabyte each, one at a time is better.
constexpr std::uint64_t kLargeFeatureBytes = 1U << 20U;

bool few_large_features(OGRLayerH layer, std::uint64_t bytes) {
    const std::int64_t count = OGR_L_GetFeatureCount(layer, FALSE);
    return count > 0 && bytes / static_cast<std::uint64_t>(count) > kLargeFeatureBytes;
}

void feed_layer(GDALDatasetH dataset, OGRLayerH layer, const StreamOptions& options, std::uint64_t bytes, FeatureFeed& feed) {
    ColumnPositions columns;
    for (const std::string& name : options.columns) columns.push_back(find_column(layer, name, feed.file().name));
    const std::string driver = GDALGetDriverShortName(GDALGetDatasetDriver(dataset));
    if (options.path == StreamPath::automatic && driver == "GPKG" && feed_geopackage(dataset, layer, columns, feed)) return;
    ignore_other_fields(layer, columns);
    // A view of a GeoPackage may have no end: it is not asked how many features it has.
    const bool fast =
        driver != "GPKG" && OGR_L_TestCapability(layer, OLCFastGetArrowStream) != 0 && !few_large_features(layer, bytes);
    const bool arrow = options.path == StreamPath::arrow || (options.path == StreamPath::automatic && fast);
    if (arrow && feed_arrow(layer, columns, bytes, feed)) return;
    feed_features(layer, columns, feed);
}

}  // namespace

void throw_damaged(const StreamFile& file, const std::string& reason) {
    core::stop_check();  // a statement of SQLite that was stopped is no damage
    throw core::Error(core::ErrorKind::input, file.name + ":" + file.layer,
                      "is damaged and cannot be read to its end" + (reason.empty() ? std::string() : ": " + reason));
}

void ignore_other_fields(OGRLayerH layer, const ColumnPositions& columns) {
    if (OGR_L_TestCapability(layer, OLCIgnoreFields) == 0) return;
    std::vector<std::string> names = stored_column_names(layer);
    for (const int column : columns)
        if (column >= 0) names[static_cast<std::size_t>(column)].clear();
    std::vector<const char*> ignored;
    for (const std::string& name : names)
        if (!name.empty()) ignored.push_back(name.c_str());
    ignored.push_back(nullptr);
    OGR_L_SetIgnoredFields(layer, ignored.data());
}

void stream_rings(const StreamOptions& options, RingVisitor& visitor, core::Defects& defects) {
    init_gdal();
    const model::Source& source = options.source;
    if (source.files.empty())
        throw core::Error(core::ErrorKind::input, source.given, "no such file; paths are relative to the job file");
    for (const std::string& path : source.files) {
        StreamFile file;
        file.name = shown_path(source, path);
        const LayerAsk ask{source.layer, LayerWant::polygons, options.telling.empty() ? options.columns : options.telling,
                           options.several};
        for (const OpenLayer& open : open_layers(path, file.name, ask)) {
            file.layer = OGR_L_GetName(open.layer);
            file.path = GDALGetDescription(open.dataset.get());  // the same file again, also of an archive
            file.crs = layer_crs(open.layer, source.crs, file.name);
            FeatureFeed feed(file, options.columns.size(), visitor, defects);
            visitor.begin_file(file);
            feed_layer(open.dataset.get(), open.layer, options, file_bytes(path), feed);
            if (is_cut_short(open.dataset.get(), open.layer, feed.counts().records)) throw_damaged(file, kCutShort);
            visitor.end_file(feed.counts());
        }
    }
}

}  // namespace covmap::read
