// Cells with a closed form: one layer with one chain, territories that partition the cell, pieces cut where they cross.
#include <algorithm>

#include "sweep/cell.hpp"
#include "sweep/chain_math.hpp"

namespace covmap::sweep {

void CellSolver::push_part(std::uint32_t territory, std::uint64_t word, double share) {
    if (share <= 0) return;
    m_parts.push_back({territory, static_cast<std::uint32_t>(m_words.size()), share});
    m_words.push_back(word);
}

// The two sides of a chain have windings w and w + 1, so the share where the layer is present is the integral, kept in [0, 1].
bool CellSolver::solve_single_layer(std::span<const CellOwner> owners, const std::vector<Piece>& pieces) {
    if (!one_chain(pieces, 0) || (pieces.size() > 2 && crosses_itself(pieces))) return false;
    const double sum = integral(owners[0].winding, pieces, 0);
    if (sum < -kClosedTolerance) m_negative = true;
    const double present = std::clamp(sum, 0.0, 1.0);
    push_part(m_background, 0, 1 - present);
    push_part(m_background, 1, present);
    return true;
}

// Territories that partition the cell: each border piece stands twice, once in each direction, each territory has one chain, and
// exactly one is present at the corner. One territory alone is the other closed form.
bool CellSolver::solve_partition(std::span<const CellOwner> owners, const std::vector<Piece>& pieces) {
    std::int32_t at_corner = 0;
    for (std::uint32_t t = 0; t < owners.size(); ++t) {
        if (owners[t].winding < 0 || owners[t].winding > 1 || !one_chain(pieces, t)) return false;
        at_corner += owners[t].winding;
    }
    if (owners.size() > 1) {
        if (at_corner != 1 || pieces.size() % 2 != 0) return false;
        for (std::size_t i = 0; i < pieces.size(); i += 2) {
            const Piece &a = pieces[i], &b = pieces[i + 1];
            if (a.x0 != b.x0 || a.y0 != b.y0 || a.x1 != b.x1 || a.y1 != b.y1 || a.sign == b.sign || a.owner == b.owner)
                return false;
        }
    }
    if (pieces.size() > 2 && crosses_itself(pieces)) return false;
    double inside = 0;
    for (std::uint32_t t = 0; t < owners.size(); ++t) {
        const double share = integral(owners[t].winding, pieces, t);
        if (share < -kClosedTolerance || share > 1 + kClosedTolerance) {
            m_parts.clear();
            m_words.clear();
            return false;
        }
        push_part(owners[t].owner, 0, std::clamp(share, 0.0, 1.0));
        inside += share;
    }
    if (owners.size() == 1) push_part(kNoTerritory, 0, 1 - std::clamp(inside, 0.0, 1.0));
    return true;
}

namespace {

constexpr std::size_t kMostUncrossed = 32;  ///< pieces after cutting: the form is quadratic in them
constexpr double kNear = 1e-12;             ///< pieces nearer than this have no order, unless they are the same
constexpr double kResidue = 1e-13;          ///< what rounding leaves of a part that is none

bool identical(const Piece& a, const Piece& b) { return a.x0 == b.x0 && a.y0 == b.y0 && a.x1 == b.x1 && a.y1 == b.y1; }

bool boxes_apart(const Piece& a, const Piece& b) {
    return a.y1 <= b.y0 || b.y1 <= a.y0 || std::max(a.x0, a.x1) < std::min(b.x0, b.x1) ||
           std::max(b.x0, b.x1) < std::min(a.x0, a.x1);
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
            if (boxes_apart(pieces[i], pieces[j])) continue;
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
// each area follows from the pieces one by one.
bool CellSolver::solve_uncrossed(const std::vector<Piece>& given) {
    if (given.size() > kMostUncrossed) return false;
    m_cut = given;
    std::vector<Piece>& pieces = m_cut;
    if (!cut_crossings(pieces)) return false;
    for (std::uint32_t i = 0; i < pieces.size(); ++i) {
        const Piece& p = pieces[i];
        if (p.horizontal()) continue;
        if (!windings_west_of(pieces, i)) {
            m_parts.clear();
            m_words.clear();
            m_negative = false;
            m_lost.assign(m_owners.size(), 0);
            return false;
        }
        const double area = (p.y1 - p.y0) * (1 - (p.x0 + p.x1) / 2);
        add_state(-area);
        m_winding[p.owner] += p.sign;
        add_state(area);
    }
    add_west_side(pieces);
    std::erase_if(m_parts, [](const Part& part) { return part.share < kResidue; });
    for (std::uint32_t t = 0; t < m_local_territories; ++t) {
        double has = 0;
        for (const Part& part : m_parts)
            if (part.territory == m_owners[t].owner) has += part.share;
        const double beyond = integral(m_owners[t].winding, pieces, t) - has;
        m_taken[t] = std::abs(beyond) > kClosedTolerance ? beyond : 0;
    }
    finish_parts();
    return true;
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
    m_winding.resize(m_owners.size());
    for (std::size_t o = 0; o < m_owners.size(); ++o) m_winding[o] = m_owners[o].winding;
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
        if (at.x > y) add_state(at.x - y);
        y = std::max(y, at.x);
        m_winding[pieces[at.piece].owner] += pieces[at.piece].west;
    }
    add_state(1 - y);
}

// Adds an area, which may be negative, to the state of the current windings.
void CellSolver::add_state(double area) {
    std::uint32_t territory = m_background;
    std::uint64_t word = 0;
    for (std::size_t o = m_owners.size(); o-- > 0;) {
        if (m_winding[o] < 0) m_negative = true;
        if (m_winding[o] <= 0) continue;
        if (o < m_local_territories)
            territory = std::min(m_background, m_owners[o].owner);
        else
            word |= std::uint64_t{1} << o;
    }
    for (std::size_t t = 0; t < m_local_territories; ++t)
        if (m_winding[t] > 0 && m_owners[t].owner != territory) m_lost[t] += area;
    for (Part& part : m_parts)
        if (part.territory == territory && m_words[part.words] == word) {
            part.share += area;
            return;
        }
    m_parts.push_back({territory, static_cast<std::uint32_t>(m_words.size()), area});
    m_words.push_back(word);
}

}  // namespace covmap::sweep
