// Overviews of a sparse raster, computed only where it holds something. Private to the room.
#pragma once

#include <gdal_priv.h>

#include <string>

#include "model/raster.hpp"

namespace covmap::exports {

/// Adds overviews by halves until one fits in `tile` pixels, each from the full resolution: operators by mode (of equal ones the
/// smaller number), the others by average; pixels without value count for nothing. One pass over the blocks that hold something.
/// Errors: output, where = path.
void add_overviews(GDALDataset& dataset, model::RasterKind kind, int tile, const std::string& path);

}  // namespace covmap::exports
