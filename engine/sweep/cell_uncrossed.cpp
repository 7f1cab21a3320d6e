// Cells with a closed form: pieces cut where they cross.
#include <algorithm>
#include <bit>
#include <cmath>

#include "sweep/cell.hpp"
#include "sweep/chain_math.hpp"
#include "sweep/packed_windings.hpp"

namespace covmap::sweep {

namespace {

constexpr double kResidue = 1e-13;  ///< what rounding leaves of a part that is none

bool identical(const Piece& a, const Piece& b) { return a.x0 == b.x0 && a.y0 == b.y0 && a.x1 == b.x1 && a.y1 == b.y1; }

/// Integral over the cell of what lies east of a piece.
double area_east_of(const Piece& p) { return (p.y1 - p.y0) * (1 - (p.x0 + p.x1) / 2); }

}  // namespace

// Adds an area, which may be negative, to a state.
inline void CellSolver::add_state(std::uint64_t present, double area) {
    for (State& state : m_states)
        if (state.present == present) {
            state.area += area;
            return;
        }
    m_states.push_back({present, area});
}

// Pieces, cut where they cross, have one state on each side. At a height y the length of a state is the sum over the pieces of
// (1 - x) where it lies east, less (1 - x) where it lies west, plus 1 where it is the state of the west side; integrated over y,
// each area follows from the pieces one by one. A state is a mask of the owners that are present.
bool CellSolver::solve_uncrossed(const std::vector<Piece>& given) {
    if (!m_sides.cut(given)) return false;
    m_states.clear();
    if (!m_sides.clear() || !PackedWindings::fit(m_owners) || !states_by_sides()) {
        m_states.clear();
        if (!states_by_places()) {
            m_negative = false;
            return false;
        }
    }
    parts_of_states();
    return true;
}

// The states beside each piece, by the windings at its middle: any number of owners, any windings.
bool CellSolver::states_by_places() {
    const std::vector<Piece>& pieces = m_sides.pieces();
    m_winding.resize(m_owners.size());
    for (std::uint32_t i = 0; i < pieces.size(); ++i) {
        const Piece& p = pieces[i];
        if (p.horizontal()) continue;
        if (!windings_west_of(pieces, i)) return false;
        const double area = area_east_of(p);
        const std::uint64_t west = present_mask();
        m_winding[p.owner] += p.sign;
        m_negative = m_negative || m_winding[p.owner] < 0;
        const std::uint64_t bit = std::uint64_t{1} << p.owner;
        const std::uint64_t east = m_winding[p.owner] > 0 ? west | bit : west & ~bit;
        if (east == west) continue;
        add_state(west, -area);
        add_state(east, area);
    }
    add_west_side(pieces);
    return true;
}

// The same states, by which pieces lie west of which. False where pieces that were equal have been cut differently,
// or one has no middle.
bool CellSolver::states_by_sides() {
    const std::vector<Piece>& pieces = m_sides.pieces();
    const std::uint64_t corner = PackedWindings::at_corner(m_owners);
    const std::size_t west_ends = list_west_ends(corner);
    bool negative = false;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Piece& p = pieces[i];
        if (p.horizontal()) continue;
        const double y = p.y0 + (p.y1 - p.y0) / 2;
        if (!(y < p.y1)) return false;
        std::uint64_t windings = corner;
        for (std::size_t e = 0; e < west_ends && m_west_ends[e].y <= y; ++e) windings = m_west_ends[e].windings;
        for (std::uint32_t left = m_sides.west_of(i); left != 0; left &= left - 1) {
            const auto at = static_cast<std::size_t>(std::countr_zero(left));
            const Piece& q = pieces[at];
            if (!(q.y0 <= y && y < q.y1)) continue;
            if (((m_sides.equal_to(i) >> at) & 1U) != 0 && !identical(p, q)) return false;
            windings += PackedWindings::turn(q.owner, q.sign);
        }
        const std::uint64_t beyond = windings + PackedWindings::turn(p.owner, p.sign);
        negative = negative || PackedWindings::negative(windings & beyond);
        const std::uint64_t west = PackedWindings::present(windings), east = PackedWindings::present(beyond);
        if (east == west) continue;
        const double area = area_east_of(p);
        add_state(west, -area);
        add_state(east, area);
    }
    m_negative = negative;
    add_west_ends(corner, west_ends);
    for (State& state : m_states) state.present = PackedWindings::mask(state.present);
    return true;
}

void CellSolver::add_west_ends(std::uint64_t corner, std::size_t count) {
    double y = 0;
    const auto add_to = [&](double end) {
        m_negative = m_negative || PackedWindings::negative(corner);
        add_state(PackedWindings::present(corner), end - y);
    };
    for (std::size_t e = 0; e < count; ++e) {
        if (m_west_ends[e].y > y) add_to(m_west_ends[e].y);
        y = std::max(y, m_west_ends[e].y);
        corner = m_west_ends[e].windings;
    }
    add_to(1);
}

// Where pieces cross the west side, from north to south, and the windings south of each. Returns their number.
std::size_t CellSolver::list_west_ends(std::uint64_t corner) {
    std::size_t count = 0;
    for (const Piece& p : m_sides.pieces()) {
        if (p.west == 0) continue;
        std::size_t at = count++;
        for (; at > 0 && m_west_ends[at - 1].y > p.west_y(); --at) m_west_ends[at] = m_west_ends[at - 1];
        m_west_ends[at] = {p.west_y(), PackedWindings::turn(p.owner, p.west)};
    }
    for (std::size_t e = 0; e < count; ++e) corner = m_west_ends[e].windings += corner;
    return count;
}

void CellSolver::parts_of_states() {
    if (m_local_territories == 0)
        for (const State& state : m_states) {
            if (!(state.area < kResidue)) push_part(m_background, state.present, state.area);
        }
    else
        give_to_territories();
    finish_parts();
}

void CellSolver::give_to_territories() {
    const std::uint64_t territories =
        m_local_territories == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << m_local_territories) - 1;
    for (const State& state : m_states) {
        std::uint32_t territory = m_background;
        for (std::uint64_t left = state.present & territories; left != 0; left &= left - 1)
            territory = std::min(territory, m_owners[static_cast<std::size_t>(std::countr_zero(left))].owner);
        for (std::uint64_t left = state.present & territories; left != 0; left &= left - 1) {
            const auto t = static_cast<std::size_t>(std::countr_zero(left));
            if (m_owners[t].owner != territory) m_lost[t] += state.area;
        }
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
        const double beyond = integral(m_owners[t].winding, m_sides.pieces(), t) - has;
        m_taken[t] = std::abs(beyond) > kClosedTolerance ? beyond : 0;
    }
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

}  // namespace covmap::sweep
