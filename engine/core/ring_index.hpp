// Does a ring hold a point? Its edges listed in strips of v, so that many points can be asked.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/grid.hpp"

namespace covmap::core {

/// Of one closed ring in grid coordinates, the closing vertex not repeated. The vertices outlive the index. Building is one pass;
/// a point costs the edges of its strip. Memory: some 10 bytes a vertex. Safe to ask from many threads.
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
    [[nodiscard]] std::size_t strip_of(double v) const;
    [[nodiscard]] std::span<const std::uint32_t> strip(std::size_t s) const {
        return std::span(m_edges).subspan(m_start[s], m_start[s + 1] - m_start[s]);
    }
    [[nodiscard]] Point from(std::uint32_t edge) const { return m_ring[edge]; }
    [[nodiscard]] Point to(std::uint32_t edge) const { return m_ring[edge + 1 == m_ring.size() ? 0 : edge + 1]; }
    [[nodiscard]] int winding(Point p) const;
    [[nodiscard]] bool near_border(Point p) const;

    std::span<const Point> m_ring;
    double m_u_min, m_u_max, m_v_min, m_v_max;
    std::size_t m_strips = 1;
    std::vector<std::uint32_t> m_start, m_edges;
};

}  // namespace covmap::core
