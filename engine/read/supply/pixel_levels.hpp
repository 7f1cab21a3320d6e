// The level that a pixel of coverage has, told in the precision in which the band holds its numbers. Private to the room.
#pragma once

#include <vector>

#include "model/job/job.hpp"
#include "read/grid/raster_band.hpp"

namespace covmap::read {

/// A number of the job, brought to what the band stores, so that decimals meet: -105.3 is -1053 of a band in tenths, and 0.1 is
/// the Float32 next to it.
class StoredNumber {
public:
    StoredNumber(double number, const BandTraits& band);
    /// Does a pixel hold the number itself?
    [[nodiscard]] bool held_by(double stored) const;
    /// Does a pixel hold it, or more? (Less is more where the scale is negative.)
    [[nodiscard]] bool reached_by(double stored) const;

private:
    enum class Kind { whole, single, real };  ///< how the band stores numbers
    Kind m_kind = Kind::real;
    double m_stored = 0;  ///< where whole: a whole number, or between two
    bool m_falling = false;
    bool m_scaled = false;
};

/// Position in SupplySpec::raster_levels, 0 where those are empty, or kNone.
class PixelLevels {
public:
    static constexpr int kNone = -1;  ///< not covered

    PixelLevels(const std::vector<model::RasterLevel>& levels, const BandTraits& band);
    /// `stored` is not NoData; NaN is not covered. Without levels all but 0 are covered.
    [[nodiscard]] int of(double stored) const;
    /// Does a level name this very number as one of its classes?
    [[nodiscard]] bool names(double stored) const;

private:
    struct Level {
        std::vector<StoredNumber> at_least;  ///< one, or none
        std::vector<StoredNumber> classes;
    };
    std::vector<Level> m_levels;
    StoredNumber m_zero;
};

}  // namespace covmap::read
