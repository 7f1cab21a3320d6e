// Cells of a grid that a supply holds, merged into rectangles, as rings. Private to the room.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "core/grid.hpp"

namespace covmap::read {

/// Takes runs of cells row by row, from north to south and from west to east, and gives a ring for each rectangle: a run grows
/// southward as long as the next row has the same one. So a million cells in a block cost four vertices. Rings have their corners
/// in the CRS of the lattice; the pipeline behind densifies edges that bend.
class CellRings {
public:
    using Give = std::function<void(std::span<const core::Point>)>;
    CellRings(core::Lattice lattice, Give give) : m_lattice(std::move(lattice)), m_give(std::move(give)) {}

    /// Columns [begin, end) of a row. Rows never go back; runs of one row neither overlap nor go back.
    void run(std::int64_t row, std::int64_t begin, std::int64_t end);
    /// Gives what is open.
    void finish();

private:
    struct Rectangle {
        std::int64_t row_begin = 0, row_end = 0, col_begin = 0, col_end = 0;
    };
    void give(const Rectangle& rectangle) const;
    void next_row(std::int64_t row);

    core::Lattice m_lattice;
    Give m_give;
    std::vector<Rectangle> m_above, m_here;  ///< open: those of the rows before, those that reach the row at hand
    std::size_t m_next = 0;                  ///< of m_above
    std::int64_t m_row = 0;
};

}  // namespace covmap::read
