// The people who fail a standard, cell by cell, fine enough to lay a disc over them.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/units.hpp"

namespace covmap::core {

/// Sub-cells of a cell: 8 x 8, one bit of a word each, row by row from the north-west.
inline constexpr int kSubCellsASide = 8;
inline constexpr int kSubCells = kSubCellsASide * kSubCellsASide;

/// Those of one territory in one cell. Evenly spread where `first` is kEven, else on the sub-cells of `where`.
struct FailingCell {
    static constexpr std::size_t kEven = SIZE_MAX;
    Row row = 0;
    Col col = 0;
    TerritoryId territory;
    std::uint64_t where = ~std::uint64_t{0};  ///< the sub-cells that hold somebody
    std::size_t first = kEven;                ///< of the quanta by sub-cell in FailingCells::spread, for each bit of `where`
};

/// Sorted by (row, column, territory). People are quanta, row-major by attribute.
struct FailingCells {
    std::size_t attributes = 1;
    std::vector<FailingCell> cells;
    std::vector<std::int64_t> people;   ///< [cell][attribute]
    std::vector<std::int64_t> spread;   ///< [sub-cell][attribute]
    std::vector<std::int64_t> unknown;  ///< [attribute]: those of whom the run cannot say whether they fail

    /// Of one sub-cell; the sub-cells of a cell add up to its people.
    [[nodiscard]] std::int64_t at(std::size_t cell, int bit, std::size_t attribute) const {
        const FailingCell& c = cells[cell];
        if (c.first == FailingCell::kEven) {
            const std::int64_t all = people[cell * attributes + attribute];
            return all * (bit + 1) / kSubCells - all * bit / kSubCells;
        }
        const std::uint64_t mine = std::uint64_t{1} << static_cast<unsigned>(bit);
        if ((c.where & mine) == 0) return 0;
        const auto before = static_cast<std::size_t>(std::popcount(c.where & (mine - 1)));
        return spread[c.first + before * attributes + attribute];
    }
    /// Of all cells.
    [[nodiscard]] std::vector<std::int64_t> totals() const {
        std::vector<std::int64_t> sums(attributes);
        for (std::size_t i = 0; i < people.size(); ++i) sums[i % attributes] += people[i];
        return sums;
    }
};

}  // namespace covmap::core
