// Does a ring hold a point? Its edges listed in bins of (u, v), so that many points and boxes can be asked.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "core/grid.hpp"

namespace covmap::core {

/// Of one closed ring in grid coordinates, the closing vertex not repeated. The vertices outlive the index. Building is a few
/// passes; a point costs the edges in a row of bins on one side of it, a box those in its own bins. Memory: some 20 bytes a
/// vertex. Safe to ask from many threads.
class RingIndex {
public:
    explicit RingIndex(std::span<const Point> ring);

    /// Within the ring (its winding around the point is not 0), on its border or within `kBorder` of it.
    [[nodiscard]] bool holds(Point p) const;
    /// May the border pass through the box? False only where no edge's own box meets it.
    [[nodiscard]] bool may_touch(double u_min, double u_max, double v_min, double v_max) const;

    /// Of a cell: 1 cm where cells are 1 km. Nearer than this two borders are the same.
    static constexpr double kBorder = 1e-5;

private:
    using Index = std::uint32_t;
    void choose_bins(std::size_t most);
    void fill_bins();
    template <class Visit>
    void for_each_bin(Index edge, const Visit& visit) const;
    /// The row or column of a coordinate: grows with it, whatever it is.
    [[nodiscard]] Index row_of(double v) const { return bin_of((v - m_v_min) * m_rows_per_cell, m_rows); }
    [[nodiscard]] Index col_of(double u) const { return bin_of((u - m_u_min) * m_cols_per_cell, m_cols); }
    [[nodiscard]] static Index bin_of(double at, Index bins) {
        return at > 0 ? static_cast<Index>(std::min(at, static_cast<double>(bins - 1))) : 0;
    }
    [[nodiscard]] std::span<const Index> bin(Index row, Index col) const {
        const std::size_t at = std::size_t{row} * m_cols + col;
        return std::span(m_edges).subspan(m_start[at], m_start[at + 1] - m_start[at]);
    }
    [[nodiscard]] Point from(Index edge) const { return m_ring[edge]; }
    [[nodiscard]] Point to(Index edge) const { return m_ring[edge + 1 == m_ring.size() ? 0 : edge + 1]; }
    [[nodiscard]] int winding(Point p) const;
    [[nodiscard]] bool near_border(Point p) const;

    std::span<const Point> m_ring;
    double m_u_min, m_u_max, m_v_min, m_v_max;
    Index m_rows = 1, m_cols = 1;
    double m_rows_per_cell = 0, m_cols_per_cell = 0;
    std::vector<Index> m_start, m_edges;  ///< of each bin, row by row: the edges whose boxes meet it
};

}  // namespace covmap::core
