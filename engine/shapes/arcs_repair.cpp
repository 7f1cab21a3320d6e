#include "shapes/arcs_repair.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "shapes/arcs_weigh.hpp"

namespace covmap::shapes {

namespace {

/// Square cells, both ends included.
struct Cells {
    std::int32_t row_min = INT32_MAX, column_min = INT32_MAX, row_max = INT32_MIN, column_max = INT32_MIN;
    void add(std::int32_t row, std::int32_t column) {
        row_min = std::min(row_min, row), row_max = std::max(row_max, row);
        column_min = std::min(column_min, column), column_max = std::max(column_max, column);
    }
};

/// Vertices `from` and `to` of one arc, all between them dropped.
struct Segment {
    std::uint32_t arc = 0, from = 0, to = 0;
    bool fresh = true;  ///< made in the round before: not held against the others yet
    bool gone = false;  ///< split
    Cells cells = {};   ///< of all its vertices, the dropped ones too
    [[nodiscard]] bool simplified() const { return to > from + 1; }
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

/// The segments as they are, held against each other in square cells, round by round: what was whole beside each other stays so,
/// so that after the first round only what a split has made is looked at.
class Mender {
public:
    Mender(const std::vector<Arc>& arcs, double tolerance, Kept& kept) : m_arcs(arcs), m_tolerance(tolerance), m_kept(kept) {
        double length = 0;
        std::size_t count = 0;
        for_each_line(kept, [&](std::uint32_t a, std::uint32_t from, std::uint32_t to) {
            const core::Point p = arcs[a].points[from], q = arcs[a].points[to];
            length += std::max(std::abs(p.x - q.x), std::abs(p.y - q.y));
            ++count;
        });
        if (length > 0) m_cells_per_unit = static_cast<double>(count) / (2 * length);
        m_segments.reserve(count + count / 8);
        for_each_line(kept, [&](std::uint32_t a, std::uint32_t from, std::uint32_t to) { add(a, from, to); });
        for (std::uint32_t a = 0; a < arcs.size(); ++a)
            for (std::uint32_t v = 0; v < kept[a].size(); ++v)
                if (kept[a][v]) m_fresh_vertices.push_back(entry_of(a, v));
    }

    /// Whether some vertex came back.
    bool mend() {
        std::sort(m_fresh_vertices.begin(), m_fresh_vertices.end());
        merge_vertices();
        m_bad.assign(m_segments.size(), false);
        find_crossings();
        find_enclosed();
        for (Segment& segment : m_segments) segment.fresh = false;
        m_fresh_vertices.clear();
        const std::size_t count = m_segments.size();
        for (std::size_t s = 0; s < count; ++s)
            if (m_bad[s]) split(s);
        return m_segments.size() > count;
    }

private:
    struct Cell {
        std::int32_t row, column;
        auto operator<=>(const Cell&) const = default;
    };
    struct Entry {
        Cell cell;
        std::uint32_t item;
        auto operator<=>(const Entry&) const = default;
    };
    struct VertexEntry {
        Cell cell;
        std::uint32_t arc, vertex;
        auto operator<=>(const VertexEntry&) const = default;
    };
    using Vertices = std::vector<VertexEntry>;

    template <typename Tell>
    static void for_each_line(const Kept& kept, const Tell& tell) {
        for (std::uint32_t a = 0; a < kept.size(); ++a) {
            std::uint32_t from = 0;
            for (std::uint32_t to = 1; to < kept[a].size(); ++to) {
                if (!kept[a][to]) continue;
                tell(a, from, to);
                from = to;
            }
        }
    }
    void add(std::uint32_t arc, std::uint32_t from, std::uint32_t to) {
        Segment& segment = m_segments.emplace_back(Segment{arc, from, to});
        for (std::uint32_t i = from; i <= to; ++i)
            segment.cells.add(cell(m_arcs[arc].points[i].y), cell(m_arcs[arc].points[i].x));
    }
    [[nodiscard]] core::Point start(const Segment& s) const { return m_arcs[s.arc].points[s.from]; }
    [[nodiscard]] core::Point end(const Segment& s) const { return m_arcs[s.arc].points[s.to]; }
    /// Few enough for the smallest lines on the square of web maps; others are brought to the last one.
    [[nodiscard]] std::int32_t cell(double value) const {
        return static_cast<std::int32_t>(std::clamp(std::floor(value * m_cells_per_unit), -1e9, 1e9));
    }
    [[nodiscard]] VertexEntry entry_of(std::uint32_t arc, std::uint32_t vertex) const {
        const core::Point p = m_arcs[arc].points[vertex];
        return {{cell(p.y), cell(p.x)}, arc, vertex};
    }

    void merge_vertices() {
        const auto middle = static_cast<std::ptrdiff_t>(m_vertices.size());
        m_vertices.insert(m_vertices.end(), m_fresh_vertices.begin(), m_fresh_vertices.end());
        std::inplace_merge(m_vertices.begin(), m_vertices.begin() + middle, m_vertices.end());
    }

    /// Splits a segment at its farthest vertex, and what comes of it where the line is beyond the tolerance now.
    void split(std::size_t number) {
        m_segments[number].gone = true;
        std::vector<Segment> parts{m_segments[number]};
        bool first = true;
        while (!parts.empty()) {
            const Segment part = parts.back();
            parts.pop_back();
            const Farthest farther = part.simplified() ? farthest(m_arcs[part.arc].points, part.from, part.to) : Farthest{0, -1};
            if (!part.simplified() || (!first && farther.distance <= m_tolerance)) {
                add(part.arc, part.from, part.to);
                continue;
            }
            first = false;
            const auto at = static_cast<std::uint32_t>(farther.at);
            m_kept[part.arc][at] = true;
            m_fresh_vertices.push_back(entry_of(part.arc, at));
            parts.push_back({part.arc, part.from, at});
            parts.push_back({part.arc, at, part.to});
        }
    }

    /// The cells that a segment passes, row by row.
    template <typename Tell>
    void for_each_cell(const Segment& segment, const Tell& tell) const {
        const Cells& all = segment.cells;
        if (all.row_min == all.row_max && all.column_min == all.column_max) {
            tell(Cell{all.row_min, all.column_min});
            return;
        }
        core::Point p = start(segment), q = end(segment);
        if (q.y < p.y) std::swap(p, q);
        const double side = 1 / m_cells_per_unit;
        const std::int32_t first = cell(p.y), last = cell(q.y);
        for (std::int32_t row = first; row <= last; ++row) {
            const double low = std::max(p.y, row * side), high = std::min(q.y, (row + 1.0) * side);
            const double slope = q.y > p.y ? (q.x - p.x) / (q.y - p.y) : 0;
            const double x1 = q.y > p.y ? p.x + (low - p.y) * slope : p.x, x2 = q.y > p.y ? p.x + (high - p.y) * slope : q.x;
            const double margin = 1e-6 * side;  // rounding of the slope
            for (std::int32_t column = cell(std::min(x1, x2) - margin); column <= cell(std::max(x1, x2) + margin); ++column)
                tell(Cell{row, column});
        }
    }

    /// The cells in which a pair can be new and one of it simplified: at first those of the simplified ones, then those of fresh
    /// ones.
    [[nodiscard]] std::vector<Cell> cells_to_look_at() const {
        const bool is_first = std::all_of(m_segments.begin(), m_segments.end(), [](const Segment& s) { return s.fresh; });
        std::vector<Cell> cells;
        for (const Segment& segment : m_segments)
            if (segment.fresh && !segment.gone && (segment.simplified() || !is_first))
                for_each_cell(segment, [&](const Cell& c) { cells.push_back(c); });
        std::sort(cells.begin(), cells.end());
        cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
        return cells;
    }

    void find_crossings() {
        const CellSet looked_at(cells_to_look_at());
        std::vector<Entry> entries;
        for (std::uint32_t s = 0; s < m_segments.size(); ++s)
            if (!m_segments[s].gone)
                for_each_cell(m_segments[s], [&](const Cell& c) {
                    if (looked_at.contains(c)) entries.push_back({c, s});
                });
        std::sort(entries.begin(), entries.end());
        for (std::size_t from = 0; from < entries.size();) {
            std::size_t to = from;
            while (to < entries.size() && entries[to].cell == entries[from].cell) ++to;
            for (std::size_t i = from; i < to; ++i)
                for (std::size_t j = i + 1; j < to; ++j) compare(entries[i].item, entries[j].item);
            from = to;
        }
    }

    /// Open addressing: most segments ask it, and few are in it after the first round.
    class CellSet {
    public:
        explicit CellSet(const std::vector<Cell>& cells) : m_slots(std::bit_ceil(2 * cells.size() + 1), Cell{INT32_MIN, 0}) {
            for (const Cell& c : cells) m_slots[slot_of(c)] = c;
        }
        [[nodiscard]] bool contains(const Cell& c) const { return m_slots[slot_of(c)] == c; }

    private:
        [[nodiscard]] std::size_t slot_of(const Cell& c) const {
            std::size_t slot =
                (static_cast<std::uint64_t>(c.row) << 32U ^ static_cast<std::uint32_t>(c.column)) * 0xbf58476d1ce4e5b9ULL >> 20U;
            for (slot &= m_slots.size() - 1; m_slots[slot].row != INT32_MIN && m_slots[slot] != c;)
                slot = (slot + 1) & (m_slots.size() - 1);
            return slot;
        }
        std::vector<Cell> m_slots;
    };

    void compare(std::uint32_t one, std::uint32_t two) {
        const Segment &s = m_segments[one], &t = m_segments[two];
        if ((!s.fresh && !t.fresh) || (!s.simplified() && !t.simplified()) || !conflict(s, t)) return;
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
        for (std::size_t s = 0; s < m_segments.size(); ++s) {
            const Segment& segment = m_segments[s];
            if (segment.simplified() && !segment.gone && !m_bad[s])
                m_bad[s] = encloses(segment, segment.fresh ? m_vertices : m_fresh_vertices);
        }
    }

    [[nodiscard]] bool encloses(const Segment& s, const Vertices& vertices) const {
        if (vertices.empty()) return false;
        const Arc& arc = m_arcs[s.arc];
        for (std::int32_t row = s.cells.row_min; row <= s.cells.row_max; ++row) {
            auto at = std::lower_bound(vertices.begin(), vertices.end(), VertexEntry{{row, s.cells.column_min}, 0, 0});
            for (const std::int32_t last = s.cells.column_max;
                 at != vertices.end() && at->cell.row == row && at->cell.column <= last; ++at) {
                const std::uint32_t place = m_arcs[at->arc].places[at->vertex];
                if (place == arc.places[s.from] || place == arc.places[s.to]) continue;
                if (inside(m_arcs[at->arc].points[at->vertex], arc.points, s)) return true;
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
    double m_tolerance;
    Kept& m_kept;
    std::vector<Segment> m_segments;
    std::vector<bool> m_bad;
    Vertices m_vertices, m_fresh_vertices;  ///< kept ones, sorted; those of the last round, which are among them
    double m_cells_per_unit = 1;
};

}  // namespace

void repair(const std::vector<Arc>& arcs, double tolerance, Kept& kept) {
    Mender mender(arcs, tolerance, kept);
    while (mender.mend()) {
    }
}

}  // namespace covmap::shapes
