// What makes a raster of coverage doubtful though it can be read. Private to the room.
#pragma once

#include <string>
#include <vector>

#include "model/job/job.hpp"
#include "read/grid/undeclared_nodata.hpp"
#include "read/supply/pixel_levels.hpp"

namespace covmap::read {

/// NoData that the file does not declare, with the pixels that hold it; a picture in colours. Silent where the job says what the
/// numbers mean: by `nodata`, or by a level that names the very number.
std::vector<std::string> coverage_doubts(const model::SupplySpec& spec, GDALRasterBandH band, const PixelLevels& levels,
                                         const StoredExtremes& extremes);

}  // namespace covmap::read
