#include "core/ring_index.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace covmap::core {

namespace {

constexpr std::size_t kEdgesPerStrip = 16, kMostStrips = 65536;

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
    m_strips = std::clamp<std::size_t>(ring.size() / kEdgesPerStrip, 1, kMostStrips);
    m_start.assign(m_strips + 2, 0);
    const auto for_each_strip = [&](const auto& visit) {
        for (std::uint32_t e = 0; e < ring.size(); ++e) {
            const auto [lo, hi] = std::minmax({from(e).y, to(e).y});
            for (std::size_t s = strip_of(lo); s <= strip_of(hi); ++s) visit(s, e);
        }
    };
    for_each_strip([&](std::size_t s, std::uint32_t) { ++m_start[s + 2]; });
    for (std::size_t s = 2; s < m_start.size(); ++s) m_start[s] += m_start[s - 1];
    m_edges.resize(m_start.back());
    for_each_strip([&](std::size_t s, std::uint32_t e) { m_edges[m_start[s + 1]++] = e; });
}

std::size_t RingIndex::strip_of(double v) const {
    const double height = m_v_max - m_v_min;
    if (!(height > 0)) return 0;
    const double s = (v - m_v_min) / height * static_cast<double>(m_strips);
    return static_cast<std::size_t>(std::clamp(s, 0.0, static_cast<double>(m_strips - 1)));
}

int RingIndex::winding(Point p) const {
    if (p.x < m_u_min || p.x > m_u_max || p.y < m_v_min || p.y > m_v_max) return 0;
    int turns = 0;
    for (const std::uint32_t e : strip(strip_of(p.y))) {
        const Point a = from(e), b = to(e);
        if ((a.y <= p.y) == (b.y <= p.y)) continue;
        const double side = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
        if (b.y > a.y ? side > 0 : side < 0) turns += b.y > a.y ? 1 : -1;
    }
    return turns;
}

bool RingIndex::near_border(Point p) const {
    for (std::size_t s = strip_of(p.y - kBorder); s <= strip_of(p.y + kBorder); ++s)
        for (const std::uint32_t e : strip(s))
            if (squared_distance(p, from(e), to(e)) <= kBorder * kBorder) return true;
    return false;
}

bool RingIndex::holds(Point p) const { return winding(p) != 0 || near_border(p); }

bool RingIndex::may_touch(double u_min, double u_max, double v_min, double v_max) const {
    if (u_max < m_u_min || u_min > m_u_max || v_max < m_v_min || v_min > m_v_max) return false;
    for (std::size_t s = strip_of(v_min); s <= strip_of(v_max); ++s)
        for (const std::uint32_t e : strip(s)) {
            const auto [left, right] = std::minmax({from(e).x, to(e).x});
            const auto [top, bottom] = std::minmax({from(e).y, to(e).y});
            if (right >= u_min && left <= u_max && bottom >= v_min && top <= v_max) return true;
        }
    return false;
}

}  // namespace covmap::core
