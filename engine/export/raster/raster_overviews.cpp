#include "export/raster/raster_overviews.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "core/error.hpp"
#include "store/bytes/write_fault.hpp"

namespace covmap::exports {

namespace {

constexpr int kWindow = 1024;  ///< pixels a side of what is read at a time; the coarsest overview holds one pixel of it

struct Average {
    using Pixel = float;
    static constexpr Pixel kNothing = model::kRasterNoValue;
    static constexpr GDALDataType kType = GDT_Float32;
    double sum = 0;
    int count = 0;
    void add(Pixel p) {
        sum += static_cast<double>(p);
        ++count;
    }
    Pixel take() {
        const Pixel mean = count == 0 ? kNothing : static_cast<Pixel>(sum / count);
        *this = {};
        return mean;
    }
};

struct Mode {
    using Pixel = std::uint8_t;
    static constexpr Pixel kNothing = model::kRasterOutside;
    static constexpr GDALDataType kType = GDT_Byte;
    std::array<int, 256> counts{};
    int highest = -1;  ///< value met
    void add(Pixel p) {
        ++counts[p];
        highest = std::max(highest, static_cast<int>(p));
    }
    Pixel take() {
        Pixel best = kNothing;
        int most = 0;
        for (int value = 0; value <= highest; ++value) {
            int& count = counts[static_cast<std::size_t>(value)];
            if (count > most) {
                most = count;
                best = static_cast<Pixel>(value);
            }
            count = 0;
        }
        highest = -1;
        return best;
    }
};

struct Window {
    int x = 0, y = 0, width = 0, height = 0;
};

template <class Reducer>
class OverviewMaker {
    using Pixel = typename Reducer::Pixel;

public:
    OverviewMaker(GDALRasterBand& band, const std::string& path) : m_band(band), m_path(path) {}

    void run() {
        for (int y = 0; y < m_band.GetYSize(); y += kWindow)
            for (int x = 0; x < m_band.GetXSize(); x += kWindow) {
                const Window window{x, y, std::min(kWindow, m_band.GetXSize() - x), std::min(kWindow, m_band.GetYSize() - y)};
                const int status =
                    m_band.GetDataCoverageStatus(x, y, window.width, window.height, GDAL_DATA_COVERAGE_STATUS_DATA, nullptr);
                if ((status & GDAL_DATA_COVERAGE_STATUS_DATA) == 0) continue;
                m_full.resize(static_cast<std::size_t>(window.width) * static_cast<std::size_t>(window.height));
                transfer(m_band, GF_Read, window, m_full);
                for (int o = 0; o < m_band.GetOverviewCount(); ++o) reduce(window, *m_band.GetOverview(o), 2 << o);
            }
    }

private:
    void transfer(GDALRasterBand& band, GDALRWFlag flag, const Window& at, std::vector<Pixel>& pixels) {
        if (band.RasterIO(flag, at.x, at.y, at.width, at.height, pixels.data(), at.width, at.height, Reducer::kType, 0, 0,
                          nullptr) != CE_None)
            throw core::Error(core::ErrorKind::output, m_path, "its overviews cannot be made; " + store::room_remedy(m_path));
    }

    void reduce(const Window& from, GDALRasterBand& overview, int factor) {
        const auto reduced = [factor](int number) { return (number + factor - 1) / factor; };
        const Window to{from.x / factor, from.y / factor, reduced(from.width), reduced(from.height)};
        m_reduced.clear();
        for (int y = 0; y < to.height; ++y)
            for (int x = 0; x < to.width; ++x) {
                const int row_end = std::min(from.height, (y + 1) * factor), col_end = std::min(from.width, (x + 1) * factor);
                for (int row = y * factor; row < row_end; ++row) {
                    const Pixel* const line =
                        m_full.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(from.width);
                    for (int col = x * factor; col < col_end; ++col)
                        if (line[col] != Reducer::kNothing) m_reducer.add(line[col]);
                }
                m_reduced.push_back(m_reducer.take());
            }
        transfer(overview, GF_Write, to, m_reduced);
    }

    GDALRasterBand& m_band;
    const std::string& m_path;
    std::vector<Pixel> m_full, m_reduced;
    Reducer m_reducer;
};

}  // namespace

void add_overviews(GDALDataset& dataset, model::RasterKind kind, int tile, const std::string& path) {
    std::vector<int> factors;
    const int longest = std::max(dataset.GetRasterXSize(), dataset.GetRasterYSize());
    for (int factor = 2; factor <= kWindow && (longest + factor / 2 - 1) / (factor / 2) > tile; factor *= 2)
        factors.push_back(factor);
    if (factors.empty()) return;
    if (dataset.BuildOverviews("NONE", static_cast<int>(factors.size()), factors.data(), 0, nullptr, nullptr, nullptr) != CE_None)
        throw core::Error(core::ErrorKind::output, path, "its overviews cannot be made; " + store::room_remedy(path));
    GDALRasterBand& band = *dataset.GetRasterBand(1);
    if (kind == model::RasterKind::operators)
        OverviewMaker<Mode>(band, path).run();
    else
        OverviewMaker<Average>(band, path).run();
}

}  // namespace covmap::exports
