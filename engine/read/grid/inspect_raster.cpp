#include "read/grid/inspect_raster.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

#include "read/files/data_files.hpp"
#include "read/files/gdal_init.hpp"
#include "read/grid/raster_band.hpp"
#include "read/vector/vector_layer.hpp"

namespace covmap::read {
namespace {

constexpr int kSampleSide = 256;
constexpr std::size_t kMostClasses = 16;

/// Numbers of a sample spread over the whole band; empty where it cannot be read.
template <class Number>
std::vector<Number> sampled(GDALRasterBandH handle, GDALDataType type) {
    const int width = std::min(kSampleSide, GDALGetRasterBandXSize(handle));
    const int height = std::min(kSampleSide, GDALGetRasterBandYSize(handle));
    std::vector<Number> numbers(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    if (GDALRasterIO(handle, GF_Read, 0, 0, GDALGetRasterBandXSize(handle), GDALGetRasterBandYSize(handle), numbers.data(), width,
                     height, type, 0, 0) != CE_None)
        numbers.clear();
    return numbers;
}

void sample_band(GDALRasterBandH handle, const BandTraits& traits, InspectedBand& band) {
    std::vector<double> pixels = sampled<double>(handle, GDT_Float64);
    std::vector<std::uint8_t> mask;
    if (has_own_mask(handle)) mask = sampled<std::uint8_t>(GDALGetMaskBand(handle), GDT_Byte);
    double sum = 0;
    std::set<double> numbers;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const double stored = as_stored(pixels[i], traits.signed_byte);
        if (std::isnan(stored) || traits.is_no_data(stored) || (!mask.empty() && mask[i] == 0)) {
            ++band.sampled_nodata;
            continue;
        }
        const double value = traits.value(stored);
        band.min = band.sampled == 0 ? value : std::min(band.min, value);
        band.max = band.sampled == 0 ? value : std::max(band.max, value);
        sum += value;
        if (numbers.size() <= kMostClasses) numbers.insert(value);
        ++band.sampled;
    }
    if (band.sampled > 0) band.mean = sum / static_cast<double>(band.sampled);
    if (numbers.size() <= kMostClasses) band.classes.assign(numbers.begin(), numbers.end());
}

InspectedBand inspect_band(GDALRasterBandH handle, bool sample) {
    const BandTraits traits = declared_traits(handle);
    InspectedBand band;
    band.type = traits.signed_byte ? "Int8" : GDALGetDataTypeName(traits.type);
    if (!traits.no_data.empty()) band.nodata = traits.no_data.front();
    band.scale = traits.scale;
    band.offset = traits.offset;
    if (sample) sample_band(handle, traits, band);
    return band;
}

}  // namespace

bool inspect_raster(Inspection& out, bool sample) {
    forget_gdal_message();
    const Dataset dataset(GDALOpenEx(data_file(out.path, {}, Content::rasters).c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY,
                                     nullptr, nullptr, nullptr));
    if (!dataset || GDALGetRasterCount(dataset.get()) == 0) return false;
    out.kind = InspectedKind::raster;
    out.driver = GDALGetDriverShortName(GDALGetDatasetDriver(dataset.get()));
    InspectedRaster raster;
    raster.width = GDALGetRasterXSize(dataset.get());
    raster.height = GDALGetRasterYSize(dataset.get());
    raster.crs = crs_text(GDALGetSpatialRef(dataset.get()));
    std::array<double, 6> t{0, 1, 0, 0, 0, 1};
    GDALGetGeoTransform(dataset.get(), t.data());
    raster.pixel_width = t[1];
    raster.pixel_height = -t[5];
    raster.rotated = t[2] != 0 || t[4] != 0;
    const double far_x = t[0] + t[1] * raster.width + t[2] * raster.height,
                 far_y = t[3] + t[4] * raster.width + t[5] * raster.height;
    raster.extent = {std::min(t[0], far_x), std::min(t[3], far_y), std::max(t[0], far_x), std::max(t[3], far_y)};
    for (int i = 1; i <= GDALGetRasterCount(dataset.get()); ++i)
        raster.bands.push_back(inspect_band(GDALGetRasterBand(dataset.get(), i), sample));
    out.raster = std::move(raster);
    return true;
}

}  // namespace covmap::read
