// Small rasters for tests.
#pragma once

#include <gdal.h>
#include <ogr_srs_api.h>

#include <array>
#include <catch2/catch.hpp>
#include <functional>
#include <string>
#include <vector>

#include "read/files/gdal_init.hpp"

namespace covmap::test {

struct TestRaster {
    int width = 0, height = 0;
    std::vector<std::vector<double>> bands;
    GDALDataType type = GDT_Float32;
    std::array<double, 6> place = {1000, 10, 0, 5000, 0, -10};
    int epsg = 3035;  ///< 0: none
    std::vector<const char*> options = {};
    std::function<void(GDALDatasetH)> dress = [](GDALDatasetH) {};
};

inline std::string write(const std::string& path, TestRaster raster) {
    read::init_gdal();
    raster.options.push_back(nullptr);
    GDALDatasetH dataset =
        GDALCreate(GDALGetDriverByName("GTiff"), path.c_str(), raster.width, raster.height, static_cast<int>(raster.bands.size()),
                   raster.type, const_cast<char**>(raster.options.data()));
    REQUIRE(dataset != nullptr);
    GDALSetGeoTransform(dataset, raster.place.data());
    if (raster.epsg != 0) {
        OGRSpatialReferenceH crs = OSRNewSpatialReference(nullptr);
        OSRImportFromEPSG(crs, raster.epsg);
        GDALSetSpatialRef(dataset, crs);
        OSRDestroySpatialReference(crs);
    }
    raster.dress(dataset);
    for (std::size_t i = 0; i < raster.bands.size(); ++i)
        REQUIRE(GDALRasterIO(GDALGetRasterBand(dataset, static_cast<int>(i) + 1), GF_Write, 0, 0, raster.width, raster.height,
                             raster.bands[i].data(), raster.width, raster.height, GDT_Float64, 0, 0) == CE_None);
    GDALClose(dataset);
    return path;
}

}  // namespace covmap::test
