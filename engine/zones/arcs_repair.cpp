#include "zones/arcs_repair.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "zones/arcs_weigh.hpp"

namespace covmap::zones {

namespace {

/// Vertices `from` and `to` of one arc, all between them dropped.
struct Segment {
    std::uint32_t arc = 0, from = 0, to = 0;
    [[nodiscard]] bool simplified() const { return to > from + 1; }
};

struct Box {
    double x_min = std::numeric_limits<double>::infinity(), y_min = x_min, x_max = -x_min, y_max = -x_min;
    void add(core::Point p) {
        x_min = std::min(x_min, p.x), x_max = std::max(x_max, p.x);
        y_min = std::min(y_min, p.y), y_max = std::max(y_max, p.y);
    }
    [[nodiscard]] bool holds(core::Point p) const { return p.x >= x_min && p.x <= x_max && p.y >= y_min && p.y <= y_max; }
    [[nodiscard]] bool meets(const Box& o) const { return x_min <= o.x_max && o.x_min <= x_max && y_min <= o.y_max && o.y_min <= y_max; }
};

/// Which side of a -> b is c: 1 left, -1 right, 0 where doubles cannot tell.
int side(core::Point a, core::Point b, core::Point c) {
    const double left = (b.x - a.x) * (c.y - a.y), right = (b.y - a.y) * (c.x - a.x);
    const double bound = (std::abs(left) + std::abs(right)) * 1e-15;
    return left - right > bound ? 1 : left - right < -bound ? -1 : 0;
}

/// Both leave p in the same direction.
bool overlap_from(core::Point p, core::Point a, core::Point b) {
    return side(p, a, b) == 0 && (a.x - p.x) * (b.x - p.x) + (a.y - p.y) * (b.y - p.y) > 0;
}

bool in_box_of(core::Point a, core::Point b, core::Point p) {
    return p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) && p.y >= std::min(a.y, b.y) && p.y <= std::max(a.y, b.y);
}

/// Segments without a common end that have a point in common.
bool meet(core::Point a, core::Point b, core::Point c, core::Point d) {
    const int c_side = side(a, b, c), d_side = side(a, b, d), a_side = side(c, d, a), b_side = side(c, d, b);
    if (c_side * d_side < 0 && a_side * b_side < 0) return true;
    return (c_side == 0 && in_box_of(a, b, c)) || (d_side == 0 && in_box_of(a, b, d)) || (a_side == 0 && in_box_of(c, d, a)) ||
           (b_side == 0 && in_box_of(c, d, b));
}

/// Splits a segment at its farthest vertex, and what comes of it where the line is beyond the tolerance now.
void split(const Arc& arc, const Segment& segment, double tolerance, std::vector<bool>& kept) {
    std::vector<Segment> parts{segment};
    bool first = true;
    while (!parts.empty()) {
        const Segment part = parts.back();
        parts.pop_back();
        if (!part.simplified()) continue;
        const Farthest farther = farthest(arc.points, part.from, part.to);
        if (!first && farther.distance <= tolerance) continue;
        first = false;
        const auto at = static_cast<std::uint32_t>(farther.at);
        kept[at] = true;
        parts.push_back({part.arc, part.from, at});
        parts.push_back({part.arc, at, part.to});
    }
}

/// One round: the segments as they are, sorted into square cells.
class Round {
public:
    Round(const std::vector<Arc>& arcs, const Kept& kept) : m_arcs(arcs) {
        double length = 0;
        for (std::uint32_t a = 0; a < arcs.size(); ++a) {
            std::uint32_t from = 0;
            for (std::uint32_t to = 1; to < kept[a].size(); ++to) {
                if (!kept[a][to]) continue;
                m_segments.push_back({a, from, to});
                const core::Point p = arcs[a].points[from], q = arcs[a].points[to];
                length += std::max(std::abs(p.x - q.x), std::abs(p.y - q.y));
                from = to;
            }
        }
        m_cell = m_segments.empty() || length <= 0 ? 1 : 2 * length / static_cast<double>(m_segments.size());
        m_bad.assign(m_segments.size(), false);
    }

    /// Whether some vertex came back.
    bool mend(double tolerance, Kept& kept) {
        find_crossings();
        find_enclosed();
        bool changed = false;
        for (std::size_t s = 0; s < m_segments.size(); ++s) {
            if (!m_bad[s]) continue;
            split(m_arcs[m_segments[s].arc], m_segments[s], tolerance, kept[m_segments[s].arc]);
            changed = true;
        }
        return changed;
    }

private:
    struct Entry {
        std::int64_t row, column;
        std::uint32_t item;
        auto operator<=>(const Entry&) const = default;
    };

    [[nodiscard]] core::Point start(const Segment& s) const { return m_arcs[s.arc].points[s.from]; }
    [[nodiscard]] core::Point end(const Segment& s) const { return m_arcs[s.arc].points[s.to]; }
    [[nodiscard]] std::int64_t cell(double value) const { return static_cast<std::int64_t>(std::floor(value / m_cell)); }

    /// The cells that a segment passes, row by row.
    void add_cells(std::uint32_t item, std::vector<Entry>& entries) const {
        core::Point p = start(m_segments[item]), q = end(m_segments[item]);
        if (q.y < p.y) std::swap(p, q);
        const std::int64_t first = cell(p.y), last = cell(q.y);
        for (std::int64_t row = first; row <= last; ++row) {
            const double low = std::max(p.y, static_cast<double>(row) * m_cell), high = std::min(q.y, static_cast<double>(row + 1) * m_cell);
            const double slope = q.y > p.y ? (q.x - p.x) / (q.y - p.y) : 0;
            const double x1 = q.y > p.y ? p.x + (low - p.y) * slope : p.x, x2 = q.y > p.y ? p.x + (high - p.y) * slope : q.x;
            const double margin = 1e-6 * m_cell;  // rounding of the slope
            for (std::int64_t column = cell(std::min(x1, x2) - margin); column <= cell(std::max(x1, x2) + margin); ++column)
                entries.push_back({row, column, item});
        }
    }

    void find_crossings() {
        std::vector<Entry> entries;
        for (std::uint32_t s = 0; s < m_segments.size(); ++s) add_cells(s, entries);
        std::sort(entries.begin(), entries.end());
        for (std::size_t from = 0; from < entries.size();) {
            std::size_t to = from;
            while (to < entries.size() && entries[to].row == entries[from].row && entries[to].column == entries[from].column) ++to;
            for (std::size_t i = from; i < to; ++i)
                for (std::size_t j = i + 1; j < to; ++j) compare(entries[i].item, entries[j].item);
            from = to;
        }
    }

    void compare(std::uint32_t one, std::uint32_t two) {
        const Segment &s = m_segments[one], &t = m_segments[two];
        if (!s.simplified() && !t.simplified()) return;
        if (!conflict(s, t)) return;
        m_bad[one] = m_bad[one] || s.simplified();
        m_bad[two] = m_bad[two] || t.simplified();
    }

    [[nodiscard]] bool conflict(const Segment& s, const Segment& t) const {
        const auto &sp = m_arcs[s.arc].places, &tp = m_arcs[t.arc].places;
        const std::uint32_t a = sp[s.from], b = sp[s.to], c = tp[t.from], d = tp[t.to];
        if ((a == c && b == d) || (a == d && b == c)) return true;
        const core::Point pa = start(s), pb = end(s), pc = start(t), pd = end(t);
        if (a == c) return overlap_from(pa, pb, pd);
        if (a == d) return overlap_from(pa, pb, pc);
        if (b == c) return overlap_from(pb, pa, pd);
        if (b == d) return overlap_from(pb, pa, pc);
        return meet(pa, pb, pc, pd);
    }

    /// Kept vertices between a simplified segment and its line: an island that would change sides.
    void find_enclosed() {
        std::vector<Entry> vertices;
        for (std::uint32_t s = 0; s < m_segments.size(); ++s) vertices.push_back({cell(start(m_segments[s]).y), cell(start(m_segments[s]).x), s});
        std::sort(vertices.begin(), vertices.end());
        for (std::uint32_t s = 0; s < m_segments.size(); ++s)
            if (m_segments[s].simplified() && !m_bad[s]) m_bad[s] = encloses(m_segments[s], vertices);
    }

    [[nodiscard]] bool encloses(const Segment& s, const std::vector<Entry>& vertices) const {
        const Arc& arc = m_arcs[s.arc];
        Box box;
        for (std::uint32_t i = s.from; i <= s.to; ++i) box.add(arc.points[i]);
        for (std::int64_t row = cell(box.y_min); row <= cell(box.y_max); ++row) {
            auto at = std::lower_bound(vertices.begin(), vertices.end(), Entry{row, cell(box.x_min), 0});
            for (const std::int64_t last = cell(box.x_max); at != vertices.end() && at->row == row && at->column <= last; ++at) {
                const Segment& other = m_segments[at->item];
                const std::uint32_t place = m_arcs[other.arc].places[other.from];
                if (place == arc.places[s.from] || place == arc.places[s.to]) continue;
                if (box.holds(start(other)) && inside(start(other), arc.points, s)) return true;
            }
        }
        return false;
    }

    /// Even-odd, in the ring of the line and the segment back to its start.
    static bool inside(core::Point p, const std::vector<core::Point>& points, const Segment& s) {
        bool odd = false;
        for (std::uint32_t i = s.from, j = s.to; i <= s.to; j = i++) {
            const core::Point a = points[i], b = points[j];
            if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) odd = !odd;
        }
        return odd;
    }

    const std::vector<Arc>& m_arcs;
    std::vector<Segment> m_segments;
    std::vector<bool> m_bad;
    double m_cell = 1;
};

}  // namespace

void repair(const std::vector<Arc>& arcs, double tolerance, Kept& kept) {
    while (Round(arcs, kept).mend(tolerance, kept)) {
    }
}

}  // namespace covmap::zones
