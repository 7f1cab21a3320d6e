// What the numbers of a raster's band mean: as stored, NoData, scale and offset, signed bytes, mask. Private to the room.
#pragma once

#include <gdal.h>

#include <cstddef>
#include <string>
#include <vector>

#include "model/job/job.hpp"

namespace covmap::read {

struct BandTraits {
    GDALDataType type = GDT_Float32;
    bool signed_byte = false;     ///< bytes that mean -128 to 127: PIXELTYPE=SIGNEDBYTE, the only way before GDAL 3.7
    std::vector<double> no_data;  ///< as stored: the band's own value and those of the job; may hold NaN
    double scale = 1, offset = 0;

    [[nodiscard]] double value(double stored) const { return stored * scale + offset; }
    /// Is it one of no_data, to the precision of the band? NaN is one only where it is declared.
    [[nodiscard]] bool is_no_data(double stored) const;
};

/// As the file declares them, sensible or not.
BandTraits declared_traits(GDALRasterBandH band);
/// `stated` adds to what the file declares. Errors: core::Error(input) for complex numbers, for a scale of 0, and for blocks of
/// over 1 GiB, which are decoded whole.
BandTraits band_traits(GDALRasterBandH band, const model::RasterNoData& stated, const std::string& shown);

/// Does a mask leave pixels of this band out, beside its own NoData: one of the band or the file, alpha, NODATA_VALUES?
bool has_own_mask(GDALRasterBandH band);
/// Is that mask the same for all bands of the file?
bool shares_mask(GDALRasterBandH band);

/// Rows of blocks that were never written to the file (SPARSE_OK, a VRT without a source there): they read as NoData, or 0.
class UnwrittenRows {
public:
    /// `skip`: what they read as is of no interest; else no row is told to be one.
    UnwrittenRows(GDALRasterBandH band, bool skip);
    /// Is the row one of them? Asked in either order of rows; one look at the file's index for each row of blocks.
    bool hold(int row);

private:
    GDALRasterBandH m_band;
    bool m_skip;
    int m_block_rows = 1, m_block = -1;
    bool m_unwritten = false;
};

/// A byte that is read as 0 to 255, as its band means it.
template <class Number>
Number as_stored(Number read, bool signed_byte) {
    return signed_byte && read > 127 ? read - 256 : read;
}

struct PixelWindow {
    int x = 0, y = 0, width = 0, height = 0;
};

/// Stored numbers of a window, rows of `to` being `stride` numbers apart. False where GDAL cannot read them.
template <class Number>
bool read_stored(GDALRasterBandH band, bool signed_byte, const PixelWindow& w, Number* to, int stride) {
    constexpr GDALDataType kType = sizeof(Number) == 4 ? GDT_Float32 : GDT_Float64;
    constexpr int kBytes = sizeof(Number);
    if (GDALRasterIO(band, GF_Read, w.x, w.y, w.width, w.height, to, w.width, w.height, kType, kBytes, kBytes * stride) !=
        CE_None)
        return false;
    for (int row = 0; signed_byte && row < w.height; ++row) {
        Number* line = to + static_cast<std::ptrdiff_t>(row) * stride;
        for (int i = 0; i < w.width; ++i) line[i] = as_stored(line[i], true);
    }
    return true;
}

}  // namespace covmap::read
