#include "measure/cells/line_sink.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace covmap::measure {

namespace {

constexpr double kFarRow = 1e9;                  ///< beyond every row and column
constexpr double kSliver = 2 / core::kCutUnits;  ///< what lies in no part for less than that is a rounding of borders

/// The bands that a segment may touch, with both its sides.
std::pair<core::Row, core::Row> bands_of(const LineIndex::Segment& s) {
    const double low = std::min(s.from.y, s.to.y) - kSideOfLine, high = std::max(s.from.y, s.to.y) + kSideOfLine;
    const auto row = [](double y) { return static_cast<core::Row>(std::floor(std::clamp(y, -kFarRow, kFarRow))); };
    return {core::band_of(row(low)), core::band_of(row(high))};
}

template <class Visit>
void for_each_segment(const std::vector<model::LineSet>& sets, const Visit& visit) {
    for (std::size_t s = 0; s < sets.size(); ++s)
        for (const model::Line& line : sets[s].lines)
            for (std::size_t v = line.first; v + 1 < line.last; ++v) visit(s, v);
}

}  // namespace

LineIndex::LineIndex(const std::vector<model::LineSet>& sets, const ColumnTurn& turn) : m_sets(&sets), m_turn(turn) {
    m_first.push_back(0);
    for (const model::LineSet& set : sets) m_first.push_back(m_first.back() + static_cast<std::uint32_t>(set.vertices.size()));
    core::Row low = 0, high = -1;
    bool any = false;
    for_each_segment(sets, [&](std::size_t s, std::size_t v) {
        const auto [first, last] = bands_of(segment(number(s, v)));
        low = any ? std::min(low, first) : first;
        high = any ? std::max(high, last) : last;
        any = true;
    });
    m_first_band = low;
    m_start.assign(static_cast<std::size_t>(high - low + 1) + 1, 0);
    const auto at = [&](core::Row band) { return static_cast<std::size_t>(band - m_first_band); };
    for_each_segment(sets, [&](std::size_t s, std::size_t v) {
        const auto [first, last] = bands_of(segment(number(s, v)));
        for (core::Row band = first; band <= last; ++band) ++m_start[at(band) + 1];
    });
    for (std::size_t b = 1; b < m_start.size(); ++b) m_start[b] += m_start[b - 1];
    m_segments.resize(m_start.back());
    std::vector<std::size_t> next = m_start;
    for_each_segment(sets, [&](std::size_t s, std::size_t v) {
        const auto [first, last] = bands_of(segment(number(s, v)));
        for (core::Row band = first; band <= last; ++band) m_segments[next[at(band)]++] = number(s, v);
    });
}

LineIndex::Segment LineIndex::segment(std::uint32_t number) const {
    const auto set = static_cast<std::size_t>(std::upper_bound(m_first.begin(), m_first.end(), number) - m_first.begin() - 1);
    const std::vector<core::Point>& vertices = (*m_sets)[set].vertices;
    const std::size_t vertex = number - m_first[set];
    return {vertices[vertex], vertices[vertex + 1]};
}

std::span<const std::uint32_t> LineIndex::in_band(core::Row band) const {
    if (band < m_first_band || static_cast<std::size_t>(band - m_first_band) + 1 >= m_start.size()) return {};
    const auto b = static_cast<std::size_t>(band - m_first_band);
    return std::span(m_segments).subspan(m_start[b], m_start[b + 1] - m_start[b]);
}

void LineSink::begin_band(core::Row band, const core::SignatureLookup& signatures) {
    m_signatures = &signatures;
    m_of_band = m_found.size();
    m_fragments.clear();
    for (const std::uint32_t segment : m_index->in_band(band))
        for (const bool right : {false, true}) walk(segment, right, band * core::kBandRows, (band + 1) * core::kBandRows);
    std::sort(m_fragments.begin(), m_fragments.end(), [](const Fragment& a, const Fragment& b) {
        return std::tie(a.row, a.col, a.segment, a.right, a.from) < std::tie(b.row, b.col, b.segment, b.right, b.from);
    });
}

// The left side is that of smaller rows for a segment that runs east.
void LineSink::walk(std::uint32_t segment, bool right, core::Row row_begin, core::Row row_end) {
    const auto [from, to] = m_index->segment(segment);
    const double dx = to.x - from.x, dy = to.y - from.y, length = std::sqrt(dx * dx + dy * dy);
    const double away = (right ? -kSideOfLine : kSideOfLine) / length;
    const core::Point aside{dy * away, -dx * away}, a{from.x + aside.x, from.y + aside.y}, b{to.x + aside.x, to.y + aside.y};
    Fragment fragment{0, 0, segment, right, 0, 1, 0, 0, 0, 0};
    const ColumnTurn& seam = m_index->turn();
    if (seam.turn == 0) return walk_window(a, b, 0, 1, fragment, row_begin, row_end);
    const auto window = [&](double x) { return std::floor((x - seam.west) / seam.turn); };
    const double first = std::min(window(a.x), window(b.x)), last = std::max(window(a.x), window(b.x));
    std::vector<double> shares{0, 1};
    for (double w = first + 1; w <= last; ++w) shares.push_back((seam.west + w * seam.turn - a.x) / (b.x - a.x));
    std::sort(shares.begin(), shares.end());
    for (std::size_t i = 0; i + 1 < shares.size(); ++i) {
        if (!(shares[i] < shares[i + 1])) continue;
        const double turns = window(a.x + (b.x - a.x) * (shares[i] + shares[i + 1]) / 2) * seam.turn;
        walk_window({a.x - turns, a.y}, {b.x - turns, b.y}, shares[i], shares[i + 1], fragment, row_begin, row_end);
    }
}

// From cell to cell of one turn of the map.
void LineSink::walk_window(core::Point a, core::Point b, double from, double to, Fragment& fragment, core::Row row_begin,
                           core::Row row_end) {
    const double dx = b.x - a.x, dy = b.y - a.y;
    m_cuts.assign({from, to});
    const auto add_lines = [&](double start, double step) {
        const double low = std::min(start + from * step, start + to * step),
                     high = std::max(start + from * step, start + to * step);
        for (double line = std::floor(low) + 1; line < high; ++line) m_cuts.push_back((line - start) / step);
    };
    add_lines(a.x, dx);
    add_lines(a.y, dy);
    for (double& cut : m_cuts) cut = std::clamp(cut, from, to);
    std::sort(m_cuts.begin(), m_cuts.end());
    for (std::size_t i = 0; i + 1 < m_cuts.size(); ++i) {
        const double begin = m_cuts[i], end = m_cuts[i + 1], middle = (begin + end) / 2;
        if (!(begin < end)) continue;
        const double col = std::floor(a.x + middle * dx), row = std::floor(a.y + middle * dy);
        if (row < row_begin || row >= row_end || std::abs(col) > kFarRow) continue;
        fragment.row = static_cast<core::Row>(row);
        fragment.col = static_cast<core::Col>(col);
        fragment.from = begin;
        fragment.to = end;
        fragment.x0 = a.x + begin * dx - col;
        fragment.y0 = a.y + begin * dy - row;
        fragment.x1 = a.x + end * dx - col;
        fragment.y1 = a.y + end * dy - row;
        m_fragments.push_back(fragment);
    }
}

template <class Visit>
void LineSink::for_each(core::Row row, core::Col begin, core::Col end, const Visit& visit) {
    auto at = std::lower_bound(
        m_fragments.begin(), m_fragments.end(), std::pair(row, begin),
        [](const Fragment& f, const std::pair<core::Row, core::Col>& cell) { return std::pair(f.row, f.col) < cell; });
    for (; at != m_fragments.end() && at->row == row && at->col < end; ++at) visit(*at);
}

void LineSink::add(const Fragment& fragment, double from, double to, core::TerritoryId territory, std::uint32_t signature) {
    const auto bits = m_signatures->bits(signature);
    if (!m_states) {
        m_words = bits.size();
        m_states.emplace(m_words + 1);
    }
    m_key.assign(1, territory.value);
    m_key.insert(m_key.end(), bits.begin(), bits.end());
    m_found.push_back({fragment.segment, fragment.right, m_states->intern(m_key.data()), from, to});
}

void LineSink::group(const core::Group& group) {
    if (m_fragments.empty()) return;
    for_each(group.row, group.col, group.col + group.cells,
             [&](const Fragment& f) { add(f, f.from, f.to, group.territory, group.signatures.front()); });
}

void LineSink::cut(const core::CutCell& cell) {
    if (m_fragments.empty()) return;
    for_each(cell.row, cell.col, cell.col + 1, [&](const Fragment& f) { split(cell, f); });
}

// At each crossing with a border the state may change; between two of them that of the middle holds.
void LineSink::split(const core::CutCell& cell, const Fragment& f) {
    const double dx = f.x1 - f.x0, dy = f.y1 - f.y0;
    const double x_min = std::min(f.x0, f.x1), x_max = std::max(f.x0, f.x1), y_min = std::min(f.y0, f.y1),
                 y_max = std::max(f.y0, f.y1);
    m_crossings.assign({0, 1});
    for (const core::CutPiece& p : cell.geometry().pieces) {
        const double px = p.x0 / core::kCutUnits, py = p.y0 / core::kCutUnits, qx = p.x1 / core::kCutUnits,
                     qy = p.y1 / core::kCutUnits;
        if (std::max(px, qx) < x_min || std::min(px, qx) > x_max || qy < y_min || py > y_max) continue;
        const double ex = qx - px, ey = qy - py, across = dx * ey - dy * ex;
        if (across == 0) continue;
        const double along = ((px - f.x0) * ey - (py - f.y0) * ex) / across,
                     of_piece = ((px - f.x0) * dy - (py - f.y0) * dx) / across;
        constexpr double kBeyond = 1e-9;
        if (along > 0 && along < 1 && of_piece >= -kBeyond && of_piece <= 1 + kBeyond) m_crossings.push_back(along);
    }
    std::sort(m_crossings.begin(), m_crossings.end());
    m_crossings.erase(std::unique(m_crossings.begin(), m_crossings.end()), m_crossings.end());
    m_parts.clear();
    for (std::size_t i = 0; i + 1 < m_crossings.size(); ++i) {
        const double middle = (m_crossings[i] + m_crossings[i + 1]) / 2;
        m_parts.push_back(cell.part_at(f.x0 + middle * dx, f.y0 + middle * dy));
    }
    const double length = std::sqrt(dx * dx + dy * dy);
    for (std::size_t i = 0; i < m_parts.size(); ++i) {  // slivers follow their neighbour
        if (m_parts[i] >= 0 || (m_crossings[i + 1] - m_crossings[i]) * length >= kSliver) continue;
        m_parts[i] = i > 0 ? m_parts[i - 1] : i + 1 < m_parts.size() ? m_parts[i + 1] : -1;
    }
    const auto share = [&](double along) { return along == 1 ? f.to : f.from + along * (f.to - f.from); };
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        if (m_parts[i] < 0) continue;
        const core::CellPart& part = cell.parts[static_cast<std::size_t>(m_parts[i])];
        add(f, share(m_crossings[i]), share(m_crossings[i + 1]), part.territory, part.signature);
    }
}

// What goes on from cell to cell in one state becomes one.
void LineSink::end_band(core::Row) {
    m_fragments.clear();
    std::sort(m_found.begin() + static_cast<std::ptrdiff_t>(m_of_band), m_found.end(), LineSink::earlier);
    std::size_t kept = m_of_band;
    for (std::size_t i = m_of_band; i < m_found.size(); ++i) {
        const Found next = m_found[i];
        const bool goes_on = kept > m_of_band && m_found[kept - 1].segment == next.segment &&
                             m_found[kept - 1].right == next.right && m_found[kept - 1].state == next.state &&
                             m_found[kept - 1].to == next.from;
        if (goes_on)
            m_found[kept - 1].to = next.to;
        else
            m_found[kept++] = next;
    }
    m_found.resize(kept);
}

std::vector<model::LineState> LineSink::states() const {
    std::vector<model::LineState> states;
    if (!m_states) return states;
    for (std::uint32_t s = 0; s < m_states->size(); ++s) {
        const auto key = m_states->bits(s);
        states.push_back({core::TerritoryId(static_cast<std::uint32_t>(key[0])), {key.begin() + 1, key.end()}});
    }
    return states;
}

namespace {

using Found = LineSink::Found;

/// One side of one segment: where a state ends, and which it is.
struct Reach {
    std::int64_t to_mm;
    std::uint32_t state;
};

class LineMerger {
public:
    LineMerger(const LineIndex& index, std::vector<Found>&& found, std::uint32_t outside)
        : m_index(index), m_found(std::move(found)), m_outside(outside) {}

    /// Sets follow each other.
    model::LineFindings merge(const model::LineSet& set, std::size_t number) {
        model::LineFindings findings;
        for (const model::Line& line : set.lines) {
            findings.first_piece.push_back(findings.pieces.size());
            for (std::size_t v = line.first; v + 1 < line.last; ++v) {
                const std::uint32_t segment = m_index.number(number, v);
                take(segment, false, set.at_mm[v], set.at_mm[v + 1], m_left);
                take(segment, true, set.at_mm[v], set.at_mm[v + 1], m_right);
                join(findings);
            }
        }
        findings.first_piece.push_back(findings.pieces.size());
        return findings;
    }

private:
    /// Shares become whole mm by their ends, so that they add up to the segment.
    void take(std::uint32_t segment, bool right, std::int64_t from_mm, std::int64_t to_mm, std::vector<Reach>& side) {
        side.clear();
        const auto mm = [&](double share) { return from_mm + std::llround(share * static_cast<double>(to_mm - from_mm)); };
        std::int64_t at_mm = from_mm;
        const auto reach = [&](std::int64_t end_mm, std::uint32_t state) {
            if (end_mm <= at_mm) return;
            if (!side.empty() && side.back().state == state)
                side.back().to_mm = end_mm;
            else
                side.push_back({end_mm, state});
            at_mm = end_mm;
        };
        for (; m_next < m_found.size() && m_found[m_next].segment == segment && m_found[m_next].right == right; ++m_next) {
            reach(mm(m_found[m_next].from), m_outside);
            reach(mm(m_found[m_next].to), m_found[m_next].state);
        }
        reach(to_mm, m_outside);
    }

    /// Both sides of a segment, as pieces of its line.
    void join(model::LineFindings& findings) const {
        for (std::size_t l = 0, r = 0; l < m_left.size();) {
            const model::LinePiece piece{std::min(m_left[l].to_mm, m_right[r].to_mm), m_left[l].state, m_right[r].state};
            if (m_left[l].to_mm == piece.to_mm) ++l;
            if (m_right[r].to_mm == piece.to_mm) ++r;
            const bool first = findings.pieces.size() == findings.first_piece.back();
            if (!first && findings.pieces.back().left == piece.left && findings.pieces.back().right == piece.right)
                findings.pieces.back().to_mm = piece.to_mm;
            else
                findings.pieces.push_back(piece);
        }
    }

    const LineIndex& m_index;
    std::vector<Found> m_found;
    std::uint32_t m_outside;
    std::size_t m_next = 0;
    std::vector<Reach> m_left, m_right;
};

/// The states that pieces name, and no others.
void keep_states(const std::vector<model::LineState>& all, model::LineFindings& findings) {
    constexpr std::uint32_t kUnused = 0xffffffffU;
    std::vector<std::uint32_t> number(all.size(), kUnused);
    for (const model::LinePiece& piece : findings.pieces) number[piece.left] = number[piece.right] = 0;
    for (std::size_t s = 0; s < all.size(); ++s) {
        if (number[s] == kUnused) continue;
        number[s] = static_cast<std::uint32_t>(findings.states.size());
        findings.states.push_back(all[s]);
    }
    for (model::LinePiece& piece : findings.pieces) {
        piece.left = number[piece.left];
        piece.right = number[piece.right];
    }
}

}  // namespace

std::vector<model::LineFindings> merge_lines(const std::vector<model::LineSet>& sets, const LineIndex& index,
                                             const std::vector<LineSink*>& sinks) {
    std::vector<model::LineState> states(1);  // the outside
    for (const LineSink* sink : sinks) {
        const std::vector<model::LineState> more = sink->states();
        states.insert(states.end(), more.begin(), more.end());
    }
    std::sort(states.begin(), states.end());
    states.erase(std::unique(states.begin(), states.end()), states.end());
    std::vector<Found> found;
    for (LineSink* sink : sinks) {
        std::vector<std::uint32_t> number;
        for (const model::LineState& state : sink->states())
            number.push_back(static_cast<std::uint32_t>(std::lower_bound(states.begin(), states.end(), state) - states.begin()));
        for (Found& one : sink->found()) {
            one.state = number[one.state];
            found.push_back(one);
        }
        sink->found() = {};
    }
    std::sort(found.begin(), found.end(), LineSink::earlier);
    std::vector<model::LineFindings> findings;
    LineMerger merger(index, std::move(found), static_cast<std::uint32_t>(states.size() - 1));
    for (std::size_t s = 0; s < sets.size(); ++s) keep_states(states, findings.emplace_back(merger.merge(sets[s], s)));
    return findings;
}

}  // namespace covmap::measure
