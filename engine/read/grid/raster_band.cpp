#include "read/grid/raster_band.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "core/error.hpp"

namespace covmap::read {
namespace {

using core::Error;
using core::ErrorKind;

bool is_signed_byte(GDALRasterBandH band) {
    const char* type = GDALGetMetadataItem(band, "PIXELTYPE", "IMAGE_STRUCTURE");
    return GDALGetRasterDataType(band) == GDT_Byte && type != nullptr && std::string_view(type) == "SIGNEDBYTE";
}

void add_declared(GDALRasterBandH band, BandTraits& traits) {
    int given = 0;
    double declared = GDALGetRasterNoDataValue(band, &given);
    if (traits.type == GDT_Int64) declared = static_cast<double>(GDALGetRasterNoDataValueAsInt64(band, &given));
    if (traits.type == GDT_UInt64) declared = static_cast<double>(GDALGetRasterNoDataValueAsUInt64(band, &given));
    if (given == 0) return;
    // 255 of signed bytes is -1 to whoever wrote it as a byte.
    traits.no_data.push_back(traits.signed_byte && declared > 127 && declared < 256 ? declared - 256 : declared);
}

void refuse_huge_blocks(GDALRasterBandH band, const std::string& shown) {
    constexpr std::int64_t kMostBytes = std::int64_t{1} << 30;
    int columns = 1, rows = 1;
    GDALGetBlockSize(band, &columns, &rows);
    const std::int64_t pixel_bytes = GDALGetDataTypeSizeBytes(GDALGetRasterDataType(band));
    if (std::int64_t{columns} * rows <= kMostBytes / std::max<std::int64_t>(1, pixel_bytes)) return;
    throw Error(
        ErrorKind::input, shown,
        "is stored in blocks of " + std::to_string(columns) + " x " + std::to_string(rows) +
            " pixels, each of over 1 GiB, which have to be decoded whole; write it in tiles with gdal_translate -co TILED=YES");
}

}  // namespace

bool BandTraits::is_no_data(double stored) const {
    const bool real = type == GDT_Float32 || type == GDT_Float64;
    return std::any_of(no_data.begin(), no_data.end(), [&](double one) {
        if (std::isnan(one)) return std::isnan(stored);
        return stored == one || (real && static_cast<float>(stored) == static_cast<float>(one));
    });
}

BandTraits declared_traits(GDALRasterBandH band) {
    BandTraits traits;
    traits.type = GDALGetRasterDataType(band);
    traits.signed_byte = is_signed_byte(band);
    add_declared(band, traits);
    int given = 0;
    traits.scale = GDALGetRasterScale(band, &given);
    if (given == 0) traits.scale = 1;
    traits.offset = GDALGetRasterOffset(band, &given);
    if (given == 0) traits.offset = 0;
    return traits;
}

BandTraits band_traits(GDALRasterBandH band, const model::RasterNoData& stated, const std::string& shown) {
    refuse_huge_blocks(band, shown);
    BandTraits traits = declared_traits(band);
    if (GDALDataTypeIsComplex(traits.type) != 0)
        throw Error(ErrorKind::input, shown, "holds complex numbers, which are no weights");
    traits.no_data.insert(traits.no_data.end(), stated.values.begin(), stated.values.end());
    if (traits.scale == 0 || !std::isfinite(traits.scale) || !std::isfinite(traits.offset))
        throw Error(ErrorKind::input, shown,
                    "declares a scale of 0, or a scale or offset that is no number, so that no pixel says anything; mend it with "
                    "gdal_edit.py -scale 1 -offset 0");
    return traits;
}

bool has_own_mask(GDALRasterBandH band) {
    const int flags = GDALGetMaskFlags(band);
    return flags != GMF_ALL_VALID && flags != GMF_NODATA;
}

UnwrittenRows::UnwrittenRows(GDALRasterBandH band, bool skip) : m_band(band), m_skip(skip) {
    int columns = 1;
    GDALGetBlockSize(band, &columns, &m_block_rows);
    m_block_rows = std::max(1, m_block_rows);
}

bool UnwrittenRows::hold(int row) {
    if (!m_skip) return false;
    if (row / m_block_rows == m_block) return m_unwritten;
    m_block = row / m_block_rows;
    const int begin = m_block * m_block_rows, rows = std::min(m_block_rows, GDALGetRasterBandYSize(m_band) - begin);
    m_unwritten = GDALGetDataCoverageStatus(m_band, 0, begin, GDALGetRasterBandXSize(m_band), rows,
                                            GDAL_DATA_COVERAGE_STATUS_DATA, nullptr) == GDAL_DATA_COVERAGE_STATUS_EMPTY;
    return m_unwritten;
}

bool shares_mask(GDALRasterBandH band) { return (GDALGetMaskFlags(band) & GMF_PER_DATASET) != 0; }

}  // namespace covmap::read
