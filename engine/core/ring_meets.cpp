#include "core/ring_meets.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <vector>

#include "core/process/stop_check.hpp"

namespace covmap::core {

namespace {

constexpr std::size_t kFewEdges = 12;  ///< in a row: each is held against each

/// y0 <= y1; x from the western end of the ring, so that it is exact.
struct Chord {
    double x0, y0, x1, y1;
    [[nodiscard]] bool level() const { return y0 == y1; }
    [[nodiscard]] double x_at(double y) const {
        if (y <= y0) return x0;
        if (y >= y1) return x1;
        return x0 + (x1 - x0) * ((y - y0) / (y1 - y0));
    }
};

class NearPairs {
public:
    NearPairs(std::span<const Point> ring, const std::function<bool(std::uint32_t, std::uint32_t)>& visit);
    bool run();

private:
    using Edges = std::vector<std::uint32_t>;

    void solve(std::size_t top, std::size_t bottom, Edges edges);
    void take_stairs(std::size_t top, std::size_t bottom, Edges& edges);
    void climb(std::uint32_t edge, double lo, double hi);
    void climb_level(std::uint32_t edge);
    void all_pairs(const Edges& edges, double lo, double hi);
    void level_pairs(Edges& edges);
    [[nodiscard]] bool near(const Chord& a, const Chord& b, double lo, double hi) const;
    void visit(std::uint32_t a, std::uint32_t b) { m_on = m_on && m_visit(std::min(a, b), std::max(a, b)); }

    const std::function<bool(std::uint32_t, std::uint32_t)>& m_visit;
    std::vector<Chord> m_chords;
    std::vector<double> m_rows;
    std::vector<std::tuple<double, double, std::uint32_t>> m_through;
    Edges m_stairs;
    double m_margin = 0;
    bool m_on = true;
};

NearPairs::NearPairs(std::span<const Point> ring, const std::function<bool(std::uint32_t, std::uint32_t)>& visit)
    : m_visit(visit) {
    double west = ring.front().x, east = west;
    for (const Point p : ring) {
        west = std::min(west, p.x);
        east = std::max(east, p.x);
        m_rows.push_back(p.y);
    }
    std::sort(m_rows.begin(), m_rows.end());
    m_rows.erase(std::unique(m_rows.begin(), m_rows.end()), m_rows.end());
    m_margin = std::max(0x1p-30, (east - west) * 0x1p-49);
    for (std::size_t i = 0; i < ring.size(); ++i) {
        Point a = ring[i], b = ring[i + 1 == ring.size() ? 0 : i + 1];
        if (std::pair(b.y, b.x) < std::pair(a.y, a.x)) std::swap(a, b);
        m_chords.push_back({a.x - west, a.y, b.x - west, b.y});
    }
}

bool NearPairs::run() {
    Edges all(m_chords.size());
    for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
    solve(0, m_rows.size() - 1, std::move(all));
    return m_on;
}

// May they share a point between the ordinates?
bool NearPairs::near(const Chord& a, const Chord& b, double lo, double hi) const {
    lo = std::max({lo, a.y0, b.y0});
    hi = std::min({hi, a.y1, b.y1});
    if (lo > hi) return false;
    const auto ends = [&](const Chord& c) { return c.level() ? std::pair(c.x0, c.x1) : std::pair(c.x_at(lo), c.x_at(hi)); };
    const auto [a_lo, a_hi] = ends(a);
    const auto [b_lo, b_hi] = ends(b);
    if (a.level() || b.level())
        return std::min(a_lo, a_hi) <= std::max(b_lo, b_hi) + m_margin && std::min(b_lo, b_hi) <= std::max(a_lo, a_hi) + m_margin;
    const double at_lo = a_lo - b_lo, at_hi = a_hi - b_hi;
    return !(at_lo > m_margin && at_hi > m_margin) && !(at_lo < -m_margin && at_hi < -m_margin);
}

// The edges of the rows [top, bottom] of m_rows that no row around them has as stairs.
void NearPairs::solve(std::size_t top, std::size_t bottom, Edges edges) {
    stop_check();
    while (m_on && edges.size() > kFewEdges && top < bottom) {
        const std::size_t before = edges.size();
        take_stairs(top, bottom, edges);
        if (bottom - top > 1) break;
        if (edges.size() == before) return level_pairs(edges);
    }
    if (!m_on) return;
    if (edges.size() <= kFewEdges) return all_pairs(edges, m_rows[top], m_rows[bottom]);
    if (top == bottom) return level_pairs(edges);
    const std::size_t middle = (top + bottom) / 2;
    const double y = m_rows[middle];
    Edges north, south;
    for (const std::uint32_t e : edges) {
        const Chord& c = m_chords[e];
        if (c.y0 < y || (c.level() && c.y0 == y)) north.push_back(e);
        if (c.y1 > y || (c.level() && c.y1 == y)) south.push_back(e);
    }
    Edges().swap(edges);
    solve(top, middle, std::move(north));
    if (m_on) solve(middle, bottom, std::move(south));
}

// Takes edges that run through and keep apart out of `edges`, and visits those of the others that come near them.
void NearPairs::take_stairs(std::size_t top, std::size_t bottom, Edges& edges) {
    const double lo = m_rows[top], hi = m_rows[bottom];
    m_through.clear();
    for (const std::uint32_t e : edges)
        if (const Chord& c = m_chords[e]; c.y0 <= lo && c.y1 >= hi) m_through.emplace_back(c.x_at(lo), c.x_at(hi), e);
    if (m_through.empty()) return;
    std::sort(m_through.begin(), m_through.end());
    m_stairs.clear();
    double last_lo = -1, last_hi = -1;
    for (const auto& [at_lo, at_hi, e] : m_through) {
        if (!m_stairs.empty() && !(at_lo > last_lo + m_margin && at_hi > last_hi + m_margin)) continue;
        m_stairs.push_back(e);
        last_lo = at_lo;
        last_hi = at_hi;
    }
    Edges taken = m_stairs;
    std::sort(taken.begin(), taken.end());
    std::erase_if(edges, [&](std::uint32_t e) { return std::binary_search(taken.begin(), taken.end(), e); });
    for (std::size_t i = 0; m_on && i < edges.size(); ++i) {
        if (i % 4096 == 4095) stop_check();
        if (m_chords[edges[i]].level())
            climb_level(edges[i]);
        else
            climb(edges[i], lo, hi);
    }
}

// The stairs near an edge stand side by side.
void NearPairs::climb(std::uint32_t edge, double lo, double hi) {
    const Chord& c = m_chords[edge];
    const double start = std::max(lo, c.y0), x = c.x_at(start);
    const auto first =
        std::partition_point(m_stairs.begin(), m_stairs.end(), [&](std::uint32_t s) { return m_chords[s].x_at(start) < x; });
    for (auto s = first; m_on && s != m_stairs.end() && near(m_chords[*s], c, lo, hi); ++s) visit(*s, edge);
    for (auto s = first; m_on && s != m_stairs.begin() && near(m_chords[*(s - 1)], c, lo, hi); --s) visit(*(s - 1), edge);
}

void NearPairs::climb_level(std::uint32_t edge) {
    const Chord& c = m_chords[edge];
    auto s = std::partition_point(m_stairs.begin(), m_stairs.end(),
                                  [&](std::uint32_t e) { return m_chords[e].x_at(c.y0) < c.x0 - m_margin; });
    for (; m_on && s != m_stairs.end() && m_chords[*s].x_at(c.y0) <= c.x1 + m_margin; ++s) visit(*s, edge);
}

void NearPairs::all_pairs(const Edges& edges, double lo, double hi) {
    for (std::size_t i = 0; i < edges.size(); ++i)
        for (std::size_t j = i + 1; m_on && j < edges.size(); ++j)
            if (near(m_chords[edges[i]], m_chords[edges[j]], lo, hi)) visit(edges[i], edges[j]);
}

// Level edges alone: those of one ordinate that overlap.
void NearPairs::level_pairs(Edges& edges) {
    std::sort(edges.begin(), edges.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tie(m_chords[a].y0, m_chords[a].x0, a) < std::tie(m_chords[b].y0, m_chords[b].x0, b);
    });
    for (std::size_t i = 0; i < edges.size(); ++i)
        for (std::size_t j = i + 1; m_on && j < edges.size() && m_chords[edges[j]].y0 == m_chords[edges[i]].y0 &&
                                    m_chords[edges[j]].x0 <= m_chords[edges[i]].x1;
             ++j)
            visit(edges[i], edges[j]);
}

}  // namespace

bool for_each_near_pair(std::span<const Point> ring, const std::function<bool(std::uint32_t, std::uint32_t)>& visit) {
    return ring.size() < 2 || NearPairs(ring, visit).run();
}

}  // namespace covmap::core
