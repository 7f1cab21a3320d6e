// Cells with a closed form: pieces cut where they cross.
#include <algorithm>
#include <cmath>

#include "sweep/cell.hpp"
#include "sweep/chain_math.hpp"

namespace covmap::sweep {

namespace {

constexpr std::size_t kMostUncrossed = 32;  ///< pieces after cutting: the form is quadratic in them
constexpr double kNear = 1e-12;             ///< pieces nearer than this have no order, unless they are the same
constexpr double kResidue = 1e-13;          ///< what rounding leaves of a part that is none

bool identical(const Piece& a, const Piece& b) { return a.x0 == b.x0 && a.y0 == b.y0 && a.x1 == b.x1 && a.y1 == b.y1; }

// Neither cross nor come near each other in the rows that they share, but for an end that both have: most pairs.
bool apart(const Piece& a, const Piece& b) {
    const double lo = std::max(a.y0, b.y0), hi = std::min(a.y1, b.y1);
    if (!(lo < hi)) return true;
    if (std::max(a.x0, a.x1) < std::min(b.x0, b.x1) || std::max(b.x0, b.x1) < std::min(a.x0, a.x1)) return true;
    const double at_lo = x_at(a, lo) - x_at(b, lo), at_hi = x_at(a, hi) - x_at(b, hi);
    const bool one_top = at_lo == 0 && a.y0 == b.y0, one_bottom = at_hi == 0 && a.y1 == b.y1;
    if (one_top || one_bottom) return (one_top && one_bottom) || std::abs(one_top ? at_hi : at_lo) >= kNear;
    return (at_lo >= kNear && at_hi >= kNear) || (at_lo <= -kNear && at_hi <= -kNear);
}

// Does a horizontal piece pass through the inside of another one?
bool passes_through(const Piece& horizontal, const Piece& other) {
    if (!(other.y0 < horizontal.y0 && horizontal.y0 < other.y1)) return false;
    const double x = x_at(other, horizontal.y0);
    return x > std::min(horizontal.x0, horizontal.x1) - kNear && x < std::max(horizontal.x0, horizontal.x1) + kNear;
}

// Cuts a piece at a point inside it: the northern half stays, the southern one is appended.
void cut_at(std::vector<Piece>& pieces, std::size_t piece, double x, double y) {
    Piece south = pieces[piece];
    Piece& north = pieces[piece];
    const bool west_is_south = south.west != 0 && south.west == south.sign;
    south.x0 = north.x1 = x;
    south.y0 = north.y1 = y;
    south.top = false;
    (west_is_south ? north : south).west = 0;
    pieces.push_back(south);
}

// Cuts all pieces where they cross. False when a horizontal one passes through another, or there are too many.
bool cut_crossings(std::vector<Piece>& pieces) {
    for (std::size_t i = 0; i < pieces.size(); ++i)
        for (std::size_t j = i + 1; j < pieces.size(); ++j) {
            if (pieces[i].horizontal() || pieces[j].horizontal()) {
                if (passes_through(pieces[i], pieces[j]) || passes_through(pieces[j], pieces[i])) return false;
                continue;
            }
            if (apart(pieces[i], pieces[j])) continue;
            // They may change sides where one of them ends on the other: that one is cut there too.
            for (const double end : {std::max(pieces[i].y0, pieces[j].y0), std::min(pieces[i].y1, pieces[j].y1)})
                for (const std::size_t p : {i, j}) {
                    const Piece& other = pieces[p == i ? j : i];
                    if (!(pieces[p].y0 < end && end < pieces[p].y1)) continue;
                    if (std::abs(x_at(pieces[p], end) - x_at(other, end)) >= kNear) continue;
                    if (pieces.size() + 1 > kMostUncrossed) return false;
                    cut_at(pieces, p, x_at(other, end), end);
                }
            const double y = crossing_y(pieces[i], pieces[j]);
            if (std::isnan(y)) continue;
            if (pieces.size() + 2 > kMostUncrossed) return false;
            const double x = x_at(pieces[i], y);
            // A crossing that rounds to an end is none.
            const auto inside = [y](const Piece& p) { return p.y0 < y && y < p.y1; };
            const bool cut_i = inside(pieces[i]), cut_j = inside(pieces[j]);
            if (!cut_i || !cut_j) return false;
            cut_at(pieces, i, x, y);
            cut_at(pieces, j, x, y);
        }
    return true;
}

}  // namespace

// Pieces, cut where they cross, have one state on each side. At a height y the length of a state is the sum over the pieces of
// (1 - x) where it lies east, less (1 - x) where it lies west, plus 1 where it is the state of the west side; integrated over y,
// each area follows from the pieces one by one. A state is a mask of the owners that are present.
bool CellSolver::solve_uncrossed(const std::vector<Piece>& given) {
    if (given.size() > kMostUncrossed) return false;
    m_cut = given;
    if (!cut_crossings(m_cut)) return false;
    m_states.clear();
    m_winding.resize(m_owners.size());
    for (std::uint32_t i = 0; i < m_cut.size(); ++i) {
        const Piece& p = m_cut[i];
        if (p.horizontal()) continue;
        if (!windings_west_of(m_cut, i)) {
            m_negative = false;
            return false;
        }
        const double area = (p.y1 - p.y0) * (1 - (p.x0 + p.x1) / 2);
        const std::uint64_t west = present_mask();
        m_winding[p.owner] += p.sign;
        m_negative = m_negative || m_winding[p.owner] < 0;
        const std::uint64_t bit = std::uint64_t{1} << p.owner;
        const std::uint64_t east = m_winding[p.owner] > 0 ? west | bit : west & ~bit;
        if (east == west) continue;
        add_state(west, -area);
        add_state(east, area);
    }
    add_west_side(m_cut);
    parts_of_states();
    return true;
}

void CellSolver::parts_of_states() {
    const std::uint64_t territories =
        m_local_territories == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << m_local_territories) - 1;
    for (const State& state : m_states) {
        std::uint32_t territory = m_background;
        for (std::uint32_t t = 0; t < m_local_territories; ++t)
            if ((state.present >> t) & 1U) territory = std::min(territory, m_owners[t].owner);
        for (std::uint32_t t = 0; t < m_local_territories; ++t)
            if (((state.present >> t) & 1U) != 0 && m_owners[t].owner != territory) m_lost[t] += state.area;
        const std::uint64_t word = state.present & ~territories;
        const auto same = std::find_if(m_parts.begin(), m_parts.end(), [&](const Part& part) {
            return part.territory == territory && m_words[part.words] == word;
        });
        if (same != m_parts.end()) {
            same->share += state.area;
            continue;
        }
        m_parts.push_back({territory, static_cast<std::uint32_t>(m_words.size()), state.area});
        m_words.push_back(word);
    }
    std::erase_if(m_parts, [](const Part& part) { return part.share < kResidue; });
    for (std::uint32_t t = 0; t < m_local_territories; ++t) {
        double has = 0;
        for (const Part& part : m_parts)
            if (part.territory == m_owners[t].owner) has += part.share;
        const double beyond = integral(m_owners[t].winding, m_cut, t) - has;
        m_taken[t] = std::abs(beyond) > kClosedTolerance ? beyond : 0;
    }
    finish_parts();
}

// Windings just west of a piece's middle. False when another piece is too near to tell.
bool CellSolver::windings_west_of(const std::vector<Piece>& pieces, std::uint32_t piece) {
    const double y = pieces[piece].y0 + (pieces[piece].y1 - pieces[piece].y0) / 2, x = x_at(pieces[piece], y);
    reset_winding();
    for (std::uint32_t i = 0; i < pieces.size(); ++i) {
        const Piece& q = pieces[i];
        if (q.west != 0 && q.west_y() <= y) m_winding[q.owner] += q.west;
        if (i == piece || !(q.y0 <= y && y < q.y1)) continue;
        // Most pieces lie wholly on one side.
        if (std::min(q.x0, q.x1) > x + kNear) continue;
        bool west = true;
        if (std::max(q.x0, q.x1) >= x - kNear) {
            const double at = x_at(q, y);
            west = at < x;
            if (std::abs(at - x) < kNear) {
                if (!identical(q, pieces[piece])) return false;
                west = i < piece;
            }
        }
        if (west) m_winding[q.owner] += q.sign;
    }
    return true;
}

void CellSolver::reset_winding() {
    for (std::size_t o = 0; o < m_owners.size(); ++o) m_winding[o] = m_owners[o].winding;
}

// The owners that are present by the current windings.
std::uint64_t CellSolver::present_mask() {
    std::uint64_t mask = 0;
    for (std::size_t o = 0; o < m_owners.size(); ++o) {
        mask |= std::uint64_t{m_winding[o] > 0} << o;
        m_negative = m_negative || m_winding[o] < 0;
    }
    return mask;
}

// The states of the west side from north to south.
void CellSolver::add_west_side(const std::vector<Piece>& pieces) {
    m_active.clear();
    for (std::uint32_t i = 0; i < pieces.size(); ++i)
        if (pieces[i].west != 0) m_active.push_back({pieces[i].west_y(), i});
    std::sort(m_active.begin(), m_active.end(),
              [](const Span& a, const Span& b) { return a.x != b.x ? a.x < b.x : a.piece < b.piece; });
    reset_winding();
    double y = 0;
    for (const Span& at : m_active) {
        if (at.x > y) add_state(present_mask(), at.x - y);
        y = std::max(y, at.x);
        m_winding[pieces[at.piece].owner] += pieces[at.piece].west;
    }
    add_state(present_mask(), 1 - y);
}

// Adds an area, which may be negative, to a state.
void CellSolver::add_state(std::uint64_t present, double area) {
    for (State& state : m_states)
        if (state.present == present) {
            state.area += area;
            return;
        }
    m_states.push_back({present, area});
}

}  // namespace covmap::sweep
