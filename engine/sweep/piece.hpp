// What an edge leaves in one cell.
//
// Cells are taken a hair south-east of the lattice: a point on a column line lies west of it, a point on a row line north of
// it. So a state is asked at (col + delta, row + epsilon), epsilon << delta, and every edge either crosses such a line or
// does not: nothing is decided twice, whatever lies exactly on the lattice.
#pragma once

#include <cstdint>
#include <vector>

namespace covmap::sweep {

/// Coordinates inside the cell, 0..1, y south; y0 <= y1 (canonical direction of the edge).
struct Piece {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    std::uint32_t owner = 0;  ///< global in the cutter, local to the cell in the solver
    std::int8_t sign = 0;     ///< added to the winding when crossed from west to east
    std::int8_t west = 0;     ///< added to the winding south of west_y() on the cell's west side; 0: does not cross it
    bool top = false;         ///< comes in through the cell's top line

    [[nodiscard]] bool horizontal() const { return y0 == y1; }
    /// Where it crosses the west side (only when west != 0): its western end.
    [[nodiscard]] double west_y() const { return west == sign ? y1 : y0; }
    /// Integral over the cell of the winding it adds to its east.
    [[nodiscard]] double east_area() const { return sign * (y1 - y0) * (1 - (x0 + x1) / 2); }
};

/// A change of winding on a row's top line that no piece tells: holds for the corners of the columns >= its column. What comes in
/// through the top of a cell and has a piece there changes the corners east of that cell.
struct Toggle {
    std::uint32_t owner = 0;
    std::int32_t sign = 0;
};

/// What the edges of a band leave in one of its rows, as it comes.
template <class T>
struct RowItems {
    std::vector<T> items;
    std::vector<std::uint32_t> column;  ///< of each item, from the frame's first

    void clear() {
        items.clear();
        column.clear();
    }
    void add(std::uint32_t at, const T& item) {
        column.push_back(at);
        items.push_back(item);
    }
};

}  // namespace covmap::sweep
