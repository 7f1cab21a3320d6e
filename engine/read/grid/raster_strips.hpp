// Strips of a raster: whole block rows, decoded once by whoever needs them, freed when all their rows were served.
// Internal to demand_raster.cpp. Pixel is float (types that fit it) or double.
#pragma once

#include <gdal.h>

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "read/files/gdal_init.hpp"
#include "read/grid/raster_band.hpp"
#include "read/grid/raster_place.hpp"
#include "read/vector/vector_layer.hpp"

namespace covmap::read {

/// Handles of one raster file for many threads: one is opened for each that reads at the same time.
class RasterPool {
public:
    RasterPool(std::string file, std::string shown) : m_file(std::move(file)), m_shown(std::move(shown)) {}

    Dataset take() {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_idle.empty()) {
                Dataset dataset = std::move(m_idle.back());
                m_idle.pop_back();
                return dataset;
            }
        }
        return open_raster(m_file, m_shown);
    }
    void give_back(Dataset dataset) {
        const std::lock_guard lock(m_mutex);
        m_idle.push_back(std::move(dataset));
    }
    [[nodiscard]] const std::string& shown() const { return m_shown; }

private:
    std::string m_file, m_shown;
    std::mutex m_mutex;
    std::vector<Dataset> m_idle;
};

/// How a raster is cut: rows are those of the file.
struct StripLayout {
    int width = 0, height = 0;
    int strip_rows = 1;     ///< a multiple of the block height
    int chunk_columns = 1;  ///< a multiple of the block width: what one thread decodes at a time
    struct Band {
        int number = 1;
        bool signed_byte = false;
        int mask = -1;  ///< position in `masks`, or -1: all its pixels say something
    };
    std::vector<Band> bands;
    std::vector<int> masks;  ///< bands whose masks are read; one stands for all where the mask is the file's
};

template <class Pixel>
struct Strip {
    int row_begin = 0, row_end = 0;
    std::vector<std::vector<Pixel>> pixels;        ///< [band][row][column]
    std::vector<std::vector<std::uint8_t>> masks;  ///< [mask][row][column], 0: NoData
    int next_chunk = 0, done_chunks = 0, chunks = 0;
    int rows_left = 0;
    std::string failure;
};

/// Thread-safe. Threads that need the same strip share its decoding. Memory: the strips in flight.
template <class Pixel>
class StripCache {
public:
    using StripPtr = std::shared_ptr<Strip<Pixel>>;

    StripCache(StripLayout layout, RasterPool& pool) : m_layout(std::move(layout)), m_pool(pool) {}

    /// The decoded strip that holds `row`. Errors: core::Error(input) when the file is damaged.
    StripPtr get(int row) {
        std::unique_lock lock(m_mutex);
        StripPtr strip = find_or_make(row / m_layout.strip_rows);
        while (strip->next_chunk < strip->chunks && strip->failure.empty()) {
            const int chunk = strip->next_chunk++;
            lock.unlock();
            std::string failure = decode(*strip, chunk);
            lock.lock();
            if (!failure.empty()) strip->failure = std::move(failure);
            ++strip->done_chunks;
            m_changed.notify_all();
        }
        m_changed.wait(lock, [&] { return strip->done_chunks == strip->chunks || !strip->failure.empty(); });
        if (!strip->failure.empty()) throw core::Error(core::ErrorKind::input, m_pool.shown(), strip->failure);
        return strip;
    }

    /// Says that `rows` rows of a strip were served, and lets go of it; after the last its buffers serve another strip.
    void served(StripPtr& strip, int rows) {
        const std::lock_guard lock(m_mutex);
        strip->rows_left -= rows;
        if (strip->rows_left <= 0) {
            m_strips.erase(strip->row_begin / m_layout.strip_rows);
            m_spare.push_back(std::move(strip));
        }
        strip.reset();
    }

private:
    StripPtr find_or_make(int number) {
        const auto at = m_strips.find(number);
        if (at != m_strips.end()) return at->second;
        StripPtr strip;
        for (auto spare = m_spare.begin(); spare != m_spare.end() && !strip; ++spare)
            if (spare->use_count() == 1) {  // nobody reads it any more
                strip = *spare;
                m_spare.erase(spare);
                break;
            }
        if (!strip) strip = std::make_shared<Strip<Pixel>>();
        strip->row_begin = number * m_layout.strip_rows;
        strip->row_end = std::min(m_layout.height, strip->row_begin + m_layout.strip_rows);
        const auto rows = static_cast<std::size_t>(strip->row_end - strip->row_begin);
        strip->pixels.resize(m_layout.bands.size());
        for (auto& band : strip->pixels) band.resize(rows * static_cast<std::size_t>(m_layout.width));
        strip->masks.resize(m_layout.masks.size());
        for (auto& mask : strip->masks) mask.resize(rows * static_cast<std::size_t>(m_layout.width));
        strip->next_chunk = strip->done_chunks = 0;
        strip->chunks = (m_layout.width + m_layout.chunk_columns - 1) / m_layout.chunk_columns;
        strip->rows_left = static_cast<int>(rows);
        strip->failure.clear();
        m_strips.emplace(number, strip);
        return strip;
    }

    // Reads one chunk of all bands; the fault as text, empty when all is well.
    std::string decode(Strip<Pixel>& strip, int chunk) {
        try {
            Dataset dataset = m_pool.take();
            const int x = chunk * m_layout.chunk_columns;
            const PixelWindow window{x, strip.row_begin, std::min(m_layout.chunk_columns, m_layout.width - x),
                                     strip.row_end - strip.row_begin};
            forget_gdal_message();
            const bool well = read_bands(dataset.get(), window, strip) && read_masks(dataset.get(), window, strip);
            GDALFlushCache(dataset.get());  // each block is read once: none is worth keeping
            if (!well) return "cannot be decoded from row " + std::to_string(strip.row_begin) + " on: " + last_gdal_message();
            m_pool.give_back(std::move(dataset));
            return {};
        } catch (const std::exception& error) {
            return error.what();
        }
    }

    bool read_bands(GDALDatasetH dataset, const PixelWindow& window, Strip<Pixel>& strip) const {
        for (std::size_t i = 0; i < m_layout.bands.size(); ++i)
            if (!read_stored(GDALGetRasterBand(dataset, m_layout.bands[i].number), m_layout.bands[i].signed_byte, window,
                             strip.pixels[i].data() + window.x, m_layout.width))
                return false;
        return true;
    }

    bool read_masks(GDALDatasetH dataset, const PixelWindow& window, Strip<Pixel>& strip) const {
        for (std::size_t i = 0; i < m_layout.masks.size(); ++i)
            if (GDALRasterIO(GDALGetMaskBand(GDALGetRasterBand(dataset, m_layout.masks[i])), GF_Read, window.x, window.y,
                             window.width, window.height, strip.masks[i].data() + window.x, window.width, window.height, GDT_Byte,
                             1, m_layout.width) != CE_None)
                return false;
        return true;
    }

    StripLayout m_layout;
    RasterPool& m_pool;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<int, StripPtr> m_strips;
    std::vector<StripPtr> m_spare;
};

}  // namespace covmap::read
