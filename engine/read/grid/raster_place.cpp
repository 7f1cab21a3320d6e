#include "read/grid/raster_place.hpp"

#include <array>
#include <cmath>
#include <cstdint>

#include "core/error.hpp"
#include "read/files/data_files.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/unopened.hpp"

namespace covmap::read {

using core::Error;
using core::ErrorKind;

namespace {

/// More are not read in a day; a few bytes can claim them.
constexpr std::int64_t kMostPixels = 1'000'000'000'000;

void refuse_too_many(const RasterPlace& place, const std::string& shown) {
    if (place.height < (kMostPixels + place.width - 1) / place.width) return;
    throw Error(
        ErrorKind::input, shown,
        "claims to have " + std::to_string(place.width) + " x " + std::to_string(place.height) +
            " pixels, a million millions or more; take a part of it with gdal_translate -projwin, or make it coarser with "
            "-tr, before");
}

}  // namespace

Dataset open_raster(const std::string& file, const std::string& shown) {
    forget_gdal_message();
    const std::string opened = data_file(file, shown, Content::rasters);
    Dataset dataset(
        GDALOpenEx(opened.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr, nullptr, nullptr));
    if (!dataset) fail_unopened(opened, shown, "cannot be opened as a raster. " + last_gdal_message());
    return dataset;
}

RasterPlace raster_place(GDALDatasetH dataset, const std::string& stated_crs, const std::string& shown) {
    RasterPlace place;
    place.width = GDALGetRasterXSize(dataset);
    place.height = GDALGetRasterYSize(dataset);
    refuse_too_many(place, shown);
    std::array<double, 6> g{};
    if (GDALGetGeoTransform(dataset, g.data()) != CE_None)
        throw Error(ErrorKind::input, shown,
                    "is a raster without a place on the ground; give it one with gdal_translate -a_ullr");
    if (g[2] != 0 || g[4] != 0)
        throw Error(ErrorKind::input, shown, "is a rotated raster; make it north-up with gdalwarp before");
    if (!(g[1] > 0) || g[5] == 0 || !std::isfinite(g[0] + g[1] + g[3] + g[5]))
        throw Error(ErrorKind::input, shown,
                    "is a raster whose columns do not run from west to east; make it north-up with gdalwarp before");
    place.south_up = g[5] > 0;
    const double top = place.south_up ? g[3] + g[5] * place.height : g[3];
    const std::string own = crs_text(GDALGetSpatialRef(dataset));
    if (own.empty() && stated_crs.empty())
        throw Error(ErrorKind::input, shown,
                    "does not say its CRS; state it in the job beside the source, for instance crs = \"EPSG:3035\"");
    place.lattice = {stated_crs.empty() ? own : stated_crs, g[0], top, g[1], std::abs(g[5])};
    return place;
}

}  // namespace covmap::read
