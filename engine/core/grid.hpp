// The lattice of the demand's own cells, and the frame of a job on it.
//
// Grid coordinates: u grows east, v grows south, both in cells, absolute on the lattice:
//   u = (x - origin_x) / cell_width      v = (origin_y - y) / cell_height
// Cell (row, col) is the unit square [col, col+1] x [row, row+1]. Vertices are rounded to 2^-24 of a cell.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>

#include "core/units.hpp"

namespace covmap::core {

struct Point {
    double x = 0;  ///< x, longitude or u
    double y = 0;  ///< y, latitude or v
    auto operator<=>(const Point&) const = default;
};

/// A regular lattice of cells. The CRS is anything PROJ understands («EPSG:3035» or WKT).
struct Lattice {
    std::string crs;
    double origin_x = 0;     ///< CRS unit
    double origin_y = 0;     ///< CRS unit
    double cell_width = 0;   ///< CRS unit, > 0
    double cell_height = 0;  ///< CRS unit, > 0
    bool operator==(const Lattice&) const = default;

    [[nodiscard]] Point to_grid(Point p) const { return {(p.x - origin_x) / cell_width, (origin_y - p.y) / cell_height}; }
    [[nodiscard]] Point to_crs(Point g) const { return {origin_x + g.x * cell_width, origin_y - g.y * cell_height}; }
};

inline constexpr double kVerticesPerCell = 16777216.0;  ///< 2^24: the resolution of a vertex

/// The nearest multiple of 2^-24, ties to even, for |value| < 2^27: adding 1.5 x 2^28 leaves 24 binary places.
inline double snap(double value) {
    constexpr double kShift = 1.5 * 268435456.0;
    return (value + kShift) - kShift;
}
inline Point snap(Point p) { return {snap(p.x), snap(p.y)}; }

/// A half-open box of cells; empty when begin >= end.
struct CellBox {
    Row row_begin = 0, row_end = 0;
    Col col_begin = 0, col_end = 0;
    bool operator==(const CellBox&) const = default;

    [[nodiscard]] bool empty() const { return row_begin >= row_end || col_begin >= col_end; }
    [[nodiscard]] CellBox united(const CellBox& o) const {
        if (empty()) return o;
        if (o.empty()) return *this;
        return {std::min(row_begin, o.row_begin), std::max(row_end, o.row_end), std::min(col_begin, o.col_begin),
                std::max(col_end, o.col_end)};
    }
};

/// Bands of 32 rows are the unit of work; they are aligned on the lattice and not on the frame.
inline constexpr Row kBandRows = 32;
inline Row band_of(Row row) { return row >= 0 ? row / kBandRows : -((-row + kBandRows - 1) / kBandRows); }

/// What one job sweeps.
struct Frame {
    Lattice lattice;
    CellBox cells;
};

}  // namespace covmap::core
