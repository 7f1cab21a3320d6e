#include "read/grid/undeclared_nodata.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace covmap::read {
namespace {

constexpr double kTimes = 10;   // an extreme so many times the next number is none of them
constexpr double kApart = 50;   // stored numbers: a fifth of a byte
constexpr double kFill = 1e20;  // the least fill of float formats: 1e20, 9.97e36, 3.4e38

// A sample: so many windows a side, of so many pixels a side.
constexpr int kWindows = 8, kWindow = 128;

}  // namespace

std::span<const double> usual_no_data() {
    static constexpr std::array<double, 15> kUsual = {255,  9999, 32767, 65535,  99999,  2147483647, 4294967295,  //
                                                      -128, -999, -9999, -32767, -32768, -99999,     -2147483647, -2147483648.0};
    return kUsual;
}

bool StoredExtremes::End::looks_like_no_data() const {
    if (count == 0) return false;
    const std::span<const double> usual = usual_no_data();
    if (std::abs(value) < kFill && std::find(usual.begin(), usual.end(), value) == usual.end()) return false;
    if (!has_next) return true;
    return value > 0 ? value >= kTimes * next : value <= kTimes * next;
}

bool StoredExtremes::End::stands_apart() const {
    const std::span<const double> usual = usual_no_data();
    return count > 0 && has_next && std::find(usual.begin(), usual.end(), value) != usual.end() &&
           std::abs(value - next) >= kApart;
}

void StoredExtremes::add_high(double stored) {
    if (stored == m_high) {
        ++m_high_count;
    } else if (stored > m_high) {
        m_high_next = m_high;
        m_high = stored;
        m_high_count = 1;
    } else {
        m_high_next = stored;
    }
}

void StoredExtremes::add_low(double stored) {
    if (stored == m_low) {
        ++m_low_count;
    } else if (stored < m_low) {
        m_low_next = m_low;
        m_low = stored;
        m_low_count = 1;
    } else {
        m_low_next = stored;
    }
}

StoredExtremes sampled_extremes(GDALRasterBandH band, const BandTraits& traits) {
    const int columns = GDALGetRasterBandXSize(band), rows = GDALGetRasterBandYSize(band);
    const auto side = [](int whole) { return std::min(kWindow, (whole + kWindows - 1) / kWindows); };
    const auto begin = [](int whole, int part, int i) {
        return static_cast<int>(static_cast<std::int64_t>(whole - part) * i / (kWindows - 1));
    };
    PixelWindow window{0, 0, side(columns), side(rows)};
    std::vector<double> pixels(static_cast<std::size_t>(window.width) * static_cast<std::size_t>(window.height));
    StoredExtremes extremes;
    for (int i = 0; i < kWindows; ++i)
        for (int j = 0; j < kWindows; ++j) {
            window.x = begin(columns, window.width, j);
            window.y = begin(rows, window.height, i);
            if (!read_stored(band, traits.signed_byte, window, pixels.data(), window.width)) return {};
            for (const double pixel : pixels)
                if (!std::isnan(pixel) && !traits.is_no_data(pixel)) extremes.add(pixel);
        }
    return extremes;
}

}  // namespace covmap::read
