// What makes a raster of coverage doubtful though it can be read. Private to the room.
#pragma once

#include <string>
#include <vector>

#include "core/job.hpp"
#include "read/pixel_levels.hpp"
#include "read/undeclared_nodata.hpp"

namespace covmap::read {

/// NoData that the file does not declare, with the pixels that hold it; a picture in colours. Silent where the job says what the
/// numbers mean: by `nodata`, or by a level that names the very number.
std::vector<std::string> coverage_doubts(const core::SupplySpec& spec, GDALRasterBandH band, const PixelLevels& levels,
                                         const StoredExtremes& extremes);

}  // namespace covmap::read
