// Values that look like NoData which a raster does not declare: 65535, -9999. Private to the room.
#pragma once

#include <gdal.h>

#include <cstdint>
#include <limits>
#include <span>

#include "read/grid/raster_band.hpp"

namespace covmap::read {

/// What is written where there are no data, as stored: the ends of integer types, and rows of nines.
std::span<const double> usual_no_data();

/// The largest and the smallest stored number of a band, and the one next to each.
class StoredExtremes {
public:
    struct End {
        double value = 0;         ///< the extreme
        std::uint64_t count = 0;  ///< pixels that hold it; 0: no pixel at all
        double next = 0;          ///< the number next to it
        bool has_next = false;    ///< false: all pixels hold the extreme
        /// One of usual_no_data(), or beyond 1e20 either way, and at least 10 times the next one.
        [[nodiscard]] bool looks_like_no_data() const;
        /// One of usual_no_data(), and apart from the next one: not the end of a scale that goes on to it.
        [[nodiscard]] bool stands_apart() const;
    };

    void add(double stored) {
        if (stored >= m_high_next) add_high(stored);
        if (stored <= m_low_next) add_low(stored);
    }
    [[nodiscard]] End high() const { return {m_high, m_high_count, m_high_next, m_high_next != -kEnd}; }
    [[nodiscard]] End low() const { return {m_low, m_low_count, m_low_next, m_low_next != kEnd}; }

private:
    static constexpr double kEnd = std::numeric_limits<double>::infinity();
    void add_high(double stored);
    void add_low(double stored);

    double m_high = -kEnd, m_high_next = -kEnd, m_low = kEnd, m_low_next = kEnd;
    std::uint64_t m_high_count = 0, m_low_count = 0;
};

/// The largest weight of an attribute and the next one, to find NoData that the file does not declare.
struct LargestWeights {
    std::int64_t largest = 0, next = 0;
    std::uint64_t count = 0;  ///< of cells that hold the largest

    void add(std::int64_t quanta, std::uint64_t cells = 1) {
        if (quanta <= next) return;
        if (quanta == largest) {
            count += cells;
        } else if (quanta > largest) {
            next = largest;
            largest = quanta;
            count = cells;
        } else {
            next = quanta;
        }
    }
    /// At least 10 times the next one.
    [[nodiscard]] bool looks_like_no_data() const { return count > 0 && largest / 10 >= next; }
    void add(const LargestWeights& other) {
        if (other.count > 0) add(other.largest, other.count);
        if (other.next > 0) add(other.next);
    }
};

/// Of up to 64 windows spread over a band, without its NoData; a band of at most 1,024 x 1,024 pixels is read whole. Its mask is
/// not looked at. Nothing where the file is damaged.
StoredExtremes sampled_extremes(GDALRasterBandH band, const BandTraits& traits);

}  // namespace covmap::read
