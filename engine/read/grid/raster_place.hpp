// Where a raster lies. Private to the room.
#pragma once

#include <gdal.h>

#include <string>

#include "core/grid.hpp"
#include "read/vector/vector_layer.hpp"

namespace covmap::read {

/// North-up or south-up. Rows of the lattice run south from its north-west corner, whatever the file's order.
struct RasterPlace {
    int width = 0, height = 0;
    core::Lattice lattice;
    bool south_up = false;
};

/// Opens what data_files() finds behind `file`; nothing is written beside it. Error(input): absent, damaged, no raster.
Dataset open_raster(const std::string& file, const std::string& shown);

/// `stated_crs` overrides the file's own. Errors: core::Error(input) for a raster without place, rotated, mirrored, without CRS.
RasterPlace raster_place(GDALDatasetH dataset, const std::string& stated_crs, const std::string& shown);

}  // namespace covmap::read
