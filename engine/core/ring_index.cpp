#include "core/ring_index.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace covmap::core {

namespace {

constexpr double kEdgesPerBin = 2;
constexpr std::size_t kMostEntries = 6;  ///< for each edge on average: with longer edges the bins are larger

double squared_distance(Point p, Point a, Point b) {
    const double ex = b.x - a.x, ey = b.y - a.y, length = ex * ex + ey * ey;
    const double t = length > 0 ? std::clamp(((p.x - a.x) * ex + (p.y - a.y) * ey) / length, 0.0, 1.0) : 0;
    const double dx = p.x - a.x - t * ex, dy = p.y - a.y - t * ey;
    return dx * dx + dy * dy;
}

}  // namespace

RingIndex::RingIndex(std::span<const Point> ring) : m_ring(ring) {
    m_u_min = m_v_min = std::numeric_limits<double>::infinity();
    m_u_max = m_v_max = -std::numeric_limits<double>::infinity();
    for (const Point p : ring) {
        m_u_min = std::min(m_u_min, p.x), m_u_max = std::max(m_u_max, p.x);
        m_v_min = std::min(m_v_min, p.y), m_v_max = std::max(m_v_max, p.y);
    }
    for (double bins = static_cast<double>(ring.size()) / kEdgesPerBin; bins >= 1; bins /= 4) {
        choose_bins(static_cast<std::size_t>(bins));
        std::size_t entries = 0;
        for (Index e = 0; e < ring.size(); ++e) {
            const auto [left, right] = std::minmax({from(e).x, to(e).x});
            const auto [top, bottom] = std::minmax({from(e).y, to(e).y});
            entries += std::size_t{row_of(bottom) - row_of(top) + 1} * (col_of(right) - col_of(left) + 1);
        }
        if (entries <= kMostEntries * ring.size()) break;
        choose_bins(1);
    }
    fill_bins();
}

// About `most` bins of one shape over the ring's box.
void RingIndex::choose_bins(std::size_t most) {
    const double width = m_u_max - m_u_min, height = m_v_max - m_v_min;
    const auto bins = static_cast<double>(most);
    m_rows = m_cols = 1;
    if (width > 0 && height > 0) {
        m_cols = static_cast<Index>(std::clamp(std::sqrt(bins * width / height), 1.0, bins));
        m_rows = static_cast<Index>(std::max(1.0, bins / m_cols));
    }
    m_cols_per_cell = width > 0 ? m_cols / width : 0;
    m_rows_per_cell = height > 0 ? m_rows / height : 0;
}

template <class Visit>
void RingIndex::for_each_bin(Index edge, const Visit& visit) const {
    const auto [left, right] = std::minmax({from(edge).x, to(edge).x});
    const auto [top, bottom] = std::minmax({from(edge).y, to(edge).y});
    for (Index row = row_of(top); row <= row_of(bottom); ++row)
        for (Index col = col_of(left); col <= col_of(right); ++col) visit(std::size_t{row} * m_cols + col);
}

void RingIndex::fill_bins() {
    m_start.assign(std::size_t{m_rows} * m_cols + 2, 0);
    for (Index e = 0; e < m_ring.size(); ++e) for_each_bin(e, [&](std::size_t bin) { ++m_start[bin + 2]; });
    for (std::size_t bin = 2; bin < m_start.size(); ++bin) m_start[bin] += m_start[bin - 1];
    m_edges.resize(m_start.back());
    for (Index e = 0; e < m_ring.size(); ++e) for_each_bin(e, [&](std::size_t bin) { m_edges[m_start[bin + 1]++] = e; });
}

// The edges that cross the point's line east of it, or less those that do west of it: all that cross the line add up to 0.
int RingIndex::winding(Point p) const {
    if (p.x < m_u_min || p.x > m_u_max || p.y < m_v_min || p.y > m_v_max) return 0;
    const Index row = row_of(p.y), col = col_of(p.x);
    const bool eastward = col >= m_cols / 2;
    int turns = 0;
    for (Index at = eastward ? col : 0; at < (eastward ? m_cols : col + 1); ++at)
        for (const Index e : bin(row, at)) {
            const Point a = from(e), b = to(e);
            if ((a.y <= p.y) == (b.y <= p.y)) continue;
            // Once, in the first bin of those looked at.
            if (at != std::max(col_of(std::min(a.x, b.x)), eastward ? col : 0)) continue;
            const double side = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
            const bool east = b.y > a.y ? side > 0 : side < 0;
            if (east == eastward) turns += b.y > a.y ? 1 : -1;
        }
    return eastward ? turns : -turns;
}

bool RingIndex::near_border(Point p) const {
    for (Index row = row_of(p.y - kBorder); row <= row_of(p.y + kBorder); ++row)
        for (Index col = col_of(p.x - kBorder); col <= col_of(p.x + kBorder); ++col)
            for (const Index e : bin(row, col))
                if (squared_distance(p, from(e), to(e)) <= kBorder * kBorder) return true;
    return false;
}

bool RingIndex::holds(Point p) const { return winding(p) != 0 || near_border(p); }

bool RingIndex::may_touch(double u_min, double u_max, double v_min, double v_max) const {
    if (u_max < m_u_min || u_min > m_u_max || v_max < m_v_min || v_min > m_v_max) return false;
    const Index last_row = row_of(v_max), last_col = col_of(u_max);
    for (Index row = row_of(v_min); row <= last_row; ++row)
        for (Index col = col_of(u_min); col <= last_col; ++col)
            for (const Index e : bin(row, col)) {
                const auto [left, right] = std::minmax({from(e).x, to(e).x});
                const auto [top, bottom] = std::minmax({from(e).y, to(e).y});
                if (right >= u_min && left <= u_max && bottom >= v_min && top <= v_max) return true;
            }
    return false;
}

}  // namespace covmap::core
