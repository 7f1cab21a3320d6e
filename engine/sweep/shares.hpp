// How the weight of a cut cell is divided among its parts: integers that add up to the cell.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/spread.hpp"
#include "sweep/cell.hpp"

namespace covmap::sweep {

/// A territory's part below this share of the cell holds no people of it.
inline constexpr double kLeastTerritoryShare = 1e-6;
/// Where all the territories' parts together are below this, the weight is outside.
inline constexpr double kLeastInsideShare = 1e-4;

/// Divides by cumulative rounding: q_i = round(W c_i / c_n) - round(W c_(i-1) / c_n) over the parts in their order.
class Shares {
public:
    /// `parts` sorted, no territory last; they stand until the next cell. `land` is the land share of the cell, or kLandUnknown.
    /// Returns false when the cell's land share was needed and unknown (it is spread over the territories).
    bool prepare(std::span<const Part> parts, core::Spread spread, double land);
    /// Integers of a weight, one a part; what is left is outside: `outside` gets it and the share of parts without territory.
    void divide_weight(std::int64_t weight, std::span<std::int64_t> quanta, std::int64_t& outside) const;
    /// Integers of the area, one a part (parts without territory too).
    void divide_area(std::int64_t area, std::span<std::int64_t> quanta) const;
    /// Does the part's territory hold people of this cell?
    [[nodiscard]] bool holds_people(std::size_t part) const { return m_weight_share[part] > 0; }
    [[nodiscard]] double sum() const { return m_sum; }        ///< of all parts: 1 but for rounding
    [[nodiscard]] double inside() const { return m_inside; }  ///< of the territories' parts

private:
    void drop_slivers();

    std::span<const Part> m_parts;
    std::vector<double> m_weight_share;  ///< 0 for parts that hold no people
    double m_sum = 0, m_inside = 0, m_whole = 1;
};

}  // namespace covmap::sweep
