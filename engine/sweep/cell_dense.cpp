// Cells of more lines than slabs or quarters should hold: O((n + crossings) log n).
//
// A frame is taken apart along its own lines. Those that run from its top to its bottom and do not cross are bounds; what lies
// in the gap between two of them is a frame of its own, and a gap that holds nothing is a region. Where no line runs through, the
// frame is halved at the middle one of the ends. Which gap a vertex lies in is asked of the vertex alone, so that both pieces
// that meet there have the same answer, and windings stay whole whatever is rounded. Whether a piece comes in by the top line is
// told by its start alone: Piece::top is not looked at.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/process/stop_check.hpp"
#include "sweep/cell.hpp"
#include "sweep/chain_math.hpp"

namespace covmap::sweep {

namespace {

constexpr std::size_t kLeafLines = 32;  ///< solved by slabs

// The gap of a vertex: how many bounds lie west of it. On a bound is west of it.
std::uint32_t gap_at(const std::vector<Strand>& bounds, double x, double y) {
    const auto east = std::partition_point(bounds.begin(), bounds.end(), [&](const Strand& b) { return x_at(b.piece, y) < x; });
    return static_cast<std::uint32_t>(east - bounds.begin());
}

// How far along a piece, 0..1, it meets a bound that its ends are on different sides of, or on.
double meeting(const Piece& p, const Piece& bound) {
    const double at_start = x_at(bound, p.y0) - p.x0, at_end = x_at(bound, p.y1) - p.x1;
    if (at_start * at_end < 0) return at_start / (at_start - at_end);
    return std::abs(at_start) < std::abs(at_end) ? 0 : 1;
}

bool west_end_is_south(const Piece& p) { return p.west == p.sign; }

bool is_point(const Piece& p) { return p.x0 == p.x1 && p.y0 == p.y1; }

// The part of a strand down to y, when it does not end there, and the part south of it.
Strand north_of(const Strand& s, double y) {
    Strand north = s;
    if (s.piece.west != 0 && s.piece.west_y() > y) north.piece.west = 0;
    if (s.piece.y1 > y) {
        north.piece.x1 = x_at(s.piece, y);
        north.piece.y1 = y;
        north.end_east = false;
    }
    return north;
}
Strand south_of(const Strand& s, double y) {
    Strand south = s;
    if (s.piece.west != 0 && s.piece.west_y() <= y) south.piece.west = 0;
    if (s.piece.y0 <= y) {
        south.piece.x0 = x_at(s.piece, y);
        south.piece.y0 = y;
        south.start_east = false;
    }
    return south;
}

}  // namespace

void CellSolver::solve_dense(Frame& whole, double scale) {
    for (Strand& s : whole.strands) {
        s.start_east = s.piece.x0 >= 1;
        s.end_east = s.piece.x1 >= 1;
    }
    m_pending.assign(1, whole);
    while (!m_pending.empty()) {
        core::stop_check();
        const Frame frame = std::move(m_pending.back());
        m_pending.pop_back();
        find_lines(frame.strands, m_lines);
        if (m_lines.size() <= kLeafLines + 1) {
            solve_slabs(frame, scale);
            continue;
        }
        find_bounds(frame);
        if (!m_bounds.empty()) {
            m_spread.clear();
            for (const Strand& s : m_rest) spread_strand(s);
            push_gaps(frame, scale);
        } else if (!halve(frame)) {
            solve_slabs(frame, scale);
        }
    }
}

// Into m_bounds, from west to east; all others into m_rest, in their order.
void CellSolver::find_bounds(const Frame& frame) {
    m_active.clear();
    for (std::uint32_t i = 0; i < frame.strands.size(); ++i) {
        const Piece& p = frame.strands[i].piece;
        if (p.y0 <= frame.top && p.y1 >= frame.bottom) m_active.push_back({p.x0, i});
    }
    std::sort(m_active.begin(), m_active.end(), [&](const Span& a, const Span& b) {
        const double a_end = frame.strands[a.piece].piece.x1, b_end = frame.strands[b.piece].piece.x1;
        return std::tie(a.x, a_end, a.piece) < std::tie(b.x, b_end, b.piece);
    });
    m_bounds.clear();
    m_by_gap.assign(frame.strands.size(), 0);
    for (const Span& at : m_active) {
        const Strand& s = frame.strands[at.piece];
        if (!m_bounds.empty() && s.piece.x1 < m_bounds.back().piece.x1) continue;
        m_bounds.push_back(s);
        m_by_gap[at.piece] = 1;
    }
    m_rest.clear();
    for (std::size_t i = 0; i < frame.strands.size(); ++i)
        if (m_by_gap[i] == 0) m_rest.push_back(frame.strands[i]);
}

// Cuts a strand at the bounds between its ends.
void CellSolver::spread_strand(const Strand& s) {
    const auto last = static_cast<std::uint32_t>(m_bounds.size());
    const Piece& p = s.piece;
    std::uint32_t from = s.start_east ? last : gap_at(m_bounds, p.x0, p.y0);
    std::uint32_t to = s.end_east ? last : gap_at(m_bounds, p.x1, p.y1);
    if (p.west != 0) (west_end_is_south(p) ? to : from) = 0;
    const bool eastward = from < to;
    Strand part = s;
    while (from != to) {
        const Piece& bound = m_bounds[eastward ? from : from - 1].piece;
        const double y = std::clamp(p.y0 + (p.y1 - p.y0) * meeting(p, bound), part.piece.y0, p.y1), x = x_at(bound, y);
        Strand& north = m_spread.emplace_back(GapStrand{from, part}).strand;
        north.piece.x1 = x;
        north.piece.y1 = y;
        north.end_east = eastward;
        if (!eastward) north.piece.west = p.sign;
        part.piece.x0 = x;
        part.piece.y0 = y;
        part.piece.west = eastward ? static_cast<std::int8_t>(-p.sign) : p.west;
        part.start_east = !eastward;
        from += eastward ? 1U : -1U;
    }
    m_spread.push_back({from, part});
}

// m_spread by gap, into m_rest; those of gap g begin at m_by_gap[g].
void CellSolver::sort_by_gap() {
    m_by_gap.assign(m_bounds.size() + 3, 0);
    for (const GapStrand& g : m_spread) ++m_by_gap[g.gap + 2];
    for (std::size_t g = 2; g < m_by_gap.size(); ++g) m_by_gap[g] += m_by_gap[g - 1];
    m_rest.resize(m_spread.size());
    for (const GapStrand& g : m_spread) m_rest[m_by_gap[g.gap + 1]++] = g.strand;
}

// On a way just south of the top line, from west to east: a gap that holds nothing is a region, the others are pending.
void CellSolver::push_gaps(const Frame& frame, double scale) {
    sort_by_gap();
    m_winding = frame.winding;
    m_presence.assign(m_stride, 0);
    for (std::uint32_t o = 0; o < m_winding.size(); ++o) turn(o, 0);
    const auto west_turn = [&](const Strand& s) {
        return s.piece.west != 0 && s.piece.west_y() <= frame.top ? s.piece.west * s.times : 0;
    };
    for (const Strand& b : m_bounds) turn(b.piece.owner, west_turn(b));
    Side west = frame.west;
    for (std::size_t g = 0; g <= m_bounds.size(); ++g) {
        const bool last = g == m_bounds.size();
        const Side east = last ? frame.east : Side{m_bounds[g].piece.x0, m_bounds[g].piece.x1};
        const std::span<const Strand> within = std::span(m_rest).subspan(m_by_gap[g], m_by_gap[g + 1] - m_by_gap[g]);
        if (within.empty()) {
            const double width = (east.at_top - west.at_top) + (east.at_bottom - west.at_bottom);
            if (width > 0) add_region(width / 2 * (frame.bottom - frame.top) * scale);
        } else {
            // The corner of a gap lies north of what crosses its west side; the way has passed that, but not yet in the first.
            m_pending.push_back({{within.begin(), within.end()}, m_winding, frame.top, frame.bottom, west, east});
            for (const Strand& s : within) {
                if (g > 0)
                    m_pending.back().winding[s.piece.owner] -= west_turn(s);
                else
                    turn(s.piece.owner, west_turn(s));
                if (s.piece.y0 <= frame.top && frame.top < s.piece.y1) turn(s.piece.owner, s.piece.sign * s.times);
            }
        }
        if (last) break;
        turn(m_bounds[g].piece.owner, m_bounds[g].piece.sign * m_bounds[g].times);
        west = east;
    }
}

// At the middle one of the ends within. False where there are none: all that is left lies on the top or the bottom line.
bool CellSolver::halve(const Frame& frame) {
    m_events.clear();
    for (const Strand& s : frame.strands)
        for (const double y : {s.piece.y0, s.piece.y1})
            if (frame.top < y && y < frame.bottom) m_events.push_back(y);
    if (m_events.empty()) return false;
    const auto middle = m_events.begin() + static_cast<std::ptrdiff_t>(m_events.size() / 2);
    std::nth_element(m_events.begin(), middle, m_events.end());
    const double y = *middle;
    const Side west_half{frame.west.at_top, frame.side_at(frame.west, y)},
        east_half{frame.east.at_top, frame.side_at(frame.east, y)};
    Frame north{{}, frame.winding, frame.top, y, west_half, east_half};
    Frame south{{},
                frame.winding,
                y,
                frame.bottom,
                {west_half.at_bottom, frame.west.at_bottom},
                {east_half.at_bottom, frame.east.at_bottom}};
    for (const Strand& s : frame.strands) {
        if (s.piece.west != 0 && s.piece.west_y() <= y) south.winding[s.piece.owner] += s.piece.west * s.times;
        if (s.piece.y1 > y) south.strands.push_back(south_of(s, y));
        if (s.piece.y0 > y) continue;
        const Strand part = north_of(s, y);
        if (part.piece.west != 0 || !is_point(part.piece)) north.strands.push_back(part);
    }
    m_pending.push_back(std::move(north));
    m_pending.push_back(std::move(south));
    return true;
}

}  // namespace covmap::sweep
