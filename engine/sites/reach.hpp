// What a disc covers of the cells: whole sub-cells, those whose centre lies in it.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/disc.hpp"
#include "core/failing_cells.hpp"

namespace covmap::sites {

/// The sub-cells of a disc, as one run of them a row. Sub-rows and sub-columns are numbered over the lattice: 8 x the cell's, and
/// more southwards and eastwards.
class Reach {
public:
    explicit Reach(const core::Disc& disc);

    struct Run {
        std::int32_t begin = 0, end = 0;  ///< sub-columns [begin, end)
    };
    [[nodiscard]] core::Row first_row() const { return m_first_row; }  ///< of cells
    [[nodiscard]] core::Row last_row() const {
        return m_first_row + static_cast<core::Row>(m_runs.size() / core::kSubCellsASide);
    }
    /// Columns [begin, end) of cells that a row of cells may have something of.
    [[nodiscard]] Run columns(core::Row row) const;
    /// The sub-cells of one cell, as the bits of FailingCell.
    [[nodiscard]] std::uint64_t of_cell(core::Row row, core::Col col) const;

private:
    [[nodiscard]] const Run* runs_of(core::Row row) const {
        return &m_runs[static_cast<std::size_t>(row - m_first_row) * core::kSubCellsASide];
    }
    core::Row m_first_row = 0;
    std::vector<Run> m_runs;  ///< eight a row of cells
};

/// Failing cells by row, to find those of a disc.
class CellRows {
public:
    explicit CellRows(const core::FailingCells& cells);

    /// Calls visit(cell, sub-cells) for each cell that the disc covers in part or whole, in their order.
    template <class Visit>
    void visit(const Reach& reach, const Visit& visit) const {
        const core::Row end = std::min(reach.last_row(), m_first_row + static_cast<core::Row>(m_start.size()) - 1);
        for (core::Row row = std::max(reach.first_row(), m_first_row); row < end; ++row) {
            const Reach::Run columns = reach.columns(row);
            const core::FailingCell* known = nullptr;
            std::uint64_t covered = 0;
            const auto [from, to] = cells_of(row, columns);
            for (std::size_t cell = from; cell < to; ++cell) {
                const core::FailingCell& here = m_cells->cells[cell];
                if (known == nullptr || known->col != here.col) covered = reach.of_cell(row, here.col);
                known = &here;
                if ((covered & here.where) != 0) visit(cell, covered & here.where);
            }
        }
    }

private:
    [[nodiscard]] std::pair<std::size_t, std::size_t> cells_of(core::Row row, Reach::Run columns) const;

    const core::FailingCells* m_cells;
    core::Row m_first_row = 0;
    std::vector<std::size_t> m_start;  ///< per row, and one more
};

}  // namespace covmap::sites
