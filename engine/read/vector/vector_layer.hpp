// One layer of a vector file, opened by GDAL. Private to the room: the only header here that shows GDAL's handles.
#pragma once

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace covmap::read {

struct DatasetCloser {
    void operator()(void* dataset) const;
};
using Dataset = std::unique_ptr<void, DatasetCloser>;

/// Opens what data_files() gave as vector data; nothing is written beside it. Error(input): absent, damaged, of no known format.
Dataset open_vector(const std::string& opened, const std::string& shown);
/// The same; nothing where it cannot be opened.
Dataset try_open_vector(const std::string& opened);

/// «EPSG:2154» where the CRS says so itself, else WKT2; empty without CRS. Heights are left out of a compound or 3D CRS.
std::string crs_text(OGRSpatialReferenceH crs);
/// `stated` when not empty, else the layer's. Error(input) when neither is there.
std::string layer_crs(OGRLayerH layer, const std::string& stated, const std::string& shown);

/// Error(input) beyond 10,000 columns: GDAL looks for each value of a feature among all of them, with a million one feature takes
/// an hour, and nothing stops it. Asks the layer what it holds.
void refuse_endless_columns(OGRLayerH layer, const std::string& shown);

/// Did a GeoJSON, read to its end without a filter, give fewer features than GDAL counted when it opened it? The disk failed
/// meanwhile, and GDAL says no word of it; of other formats it does.
bool is_cut_short(GDALDatasetH dataset, OGRLayerH layer, std::uint64_t records);
inline constexpr const char* kCutShort = "Input/output error";

/// Names of the attribute columns, in order; always UTF-8, whatever the file's tables of encodings say.
std::vector<std::string> column_names(OGRLayerH layer);
/// The same byte for byte: what GDAL and SQL are asked with.
std::vector<std::string> stored_column_names(OGRLayerH layer);

constexpr int kFidColumn = -1;
/// Position of a column (kFidColumn for the FID by its name): as position_of_name() finds it. Error(input) when
/// missing: the message lists the columns and the nearest name.
int find_column(OGRLayerH layer, const std::string& name, const std::string& shown);

}  // namespace covmap::read
