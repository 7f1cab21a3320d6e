// Cells with a closed form: one layer, territories that partition the cell, two curves that do not meet.
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
            if (a.x0 != b.x0 || a.y0 != b.y0 || a.x1 != b.x1 || a.y1 != b.y1 || a.sign == b.sign || a.owner == b.owner) return false;
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

/// A curve through the cell, with the area on its high side (where the winding of its owner is 1).
struct Curve {
    std::uint32_t owner = 0;  ///< position in the cell; of two territories that share a border: the one whose pieces are used
    double high = 0;
};

bool any_horizontal(std::span<const Piece> pieces) {
    return std::any_of(pieces.begin(), pieces.end(), [](const Piece& p) { return p.horizontal(); });
}

// Strictly apart wherever they share rows: then, without horizontal pieces, each curve lies on one side of the other.
bool apart(std::span<const Piece> pieces, std::uint32_t a, std::uint32_t b) {
    for (const Piece& p : pieces) {
        if (p.owner != a) continue;
        for (const Piece& q : pieces) {
            if (q.owner != b) continue;
            const double lo = std::max(p.y0, q.y0), hi = std::min(p.y1, q.y1);
            if (lo > hi) continue;
            const double at_lo = x_at(p, lo) - x_at(q, lo), at_hi = x_at(p, hi) - x_at(q, hi);
            if (!(at_lo > kClosedTolerance && at_hi > kClosedTolerance) && !(at_lo < -kClosedTolerance && at_hi < -kClosedTolerance)) return false;
        }
    }
    return true;
}

// Winding of `owner` at a point off its pieces.
std::int32_t winding_at(std::span<const Piece> pieces, std::uint32_t owner, std::int32_t corner, double x, double y) {
    for (const Piece& p : pieces) {
        if (p.owner != owner) continue;
        if (p.west != 0 && p.west_y() <= y) corner += p.west;
        if (p.y0 <= y && y < p.y1 && x_at(p, y) < x) corner += p.sign;
    }
    return corner;
}

// On which side of `curve` the pieces of `other` lie: 1 high, 0 low, otherwise neither.
std::int32_t side_of(std::span<const Piece> pieces, std::uint32_t curve, std::int32_t corner, std::uint32_t other) {
    for (const Piece& p : pieces) {
        if (p.owner != other) continue;
        const double y = p.y0 + (p.y1 - p.y0) / 2;
        return winding_at(pieces, curve, corner, x_at(p, y), y);
    }
    return -1;
}

}  // namespace

// Two curves that do not meet (two layers, or a layer and a border of territories) part the cell in three. Of the four pairs of
// sides the one that faces away on both is empty, so three areas follow from the two integrals.
bool CellSolver::solve_two_curves(const std::vector<Piece>& pieces) {
    // Territories come first: none, one against the outside, or two that share their border.
    const auto layers = m_owners.size() - m_local_territories;
    if (m_local_territories == 0 ? layers != 2 : layers != 1) return false;
    if (pieces.size() > 16 || any_horizontal(pieces)) return false;
    const auto first = static_cast<std::uint32_t>(0), last = static_cast<std::uint32_t>(m_owners.size() - 1);
    for (std::uint32_t o = 0; o < m_owners.size(); ++o)
        if (m_owners[o].winding < 0 || m_owners[o].winding > 1 || !one_chain(pieces, o)) return false;
    if (m_local_territories == 2 && !share_border(pieces)) return false;
    if (crosses_itself(pieces) || !apart(pieces, first, last)) return false;

    const Curve a{first, integral(m_owners[first].winding, pieces, first)}, b{last, integral(m_owners[last].winding, pieces, last)};
    if (a.high < 0 || a.high > 1 || b.high < 0 || b.high > 1) return false;
    const std::int32_t b_lies = side_of(pieces, first, m_owners[first].winding, last), a_lies = side_of(pieces, last, m_owners[last].winding, first);
    if (b_lies < 0 || b_lies > 1 || a_lies < 0 || a_lies > 1) return false;
    const double beyond_a = b_lies == 1 ? 1 - a.high : a.high;  // the side of a without b
    const double beyond_b = a_lies == 1 ? 1 - b.high : b.high;
    const double between = 1 - beyond_a - beyond_b;
    if (between < 0) return false;
    push_curves(b_lies == 0, a_lies == 1, beyond_a);
    push_curves(b_lies == 1, a_lies == 0, beyond_b);
    push_curves(b_lies == 1, a_lies == 1, between);
    finish_parts();
    return true;
}

// Two territories with the same pieces in opposite directions, one of them present at the corner.
bool CellSolver::share_border(const std::vector<Piece>& pieces) const {
    if (m_owners[0].winding + m_owners[1].winding != 1) return false;
    const Piece* mine = nullptr;
    std::size_t paired = 0, border = 0;
    for (const Piece& p : pieces) {
        if (p.owner > 1) continue;
        ++border;
        if (mine != nullptr && mine->x0 == p.x0 && mine->y0 == p.y0 && mine->x1 == p.x1 && mine->y1 == p.y1 && mine->sign != p.sign && mine->owner != p.owner) {
            paired += 2;
            mine = nullptr;
        } else {
            mine = &p;
        }
    }
    return paired == border;
}

// A region on the high or low side of the first curve and of the last one.
void CellSolver::push_curves(bool first_high, bool last_high, double share) {
    if (m_local_territories == 0) {
        push_part(m_background, (first_high ? 1U : 0U) | (last_high ? 2U : 0U), share);
        return;
    }
    std::uint32_t territory = first_high ? m_owners[0].owner : kNoTerritory;
    if (m_local_territories == 2 && !first_high) territory = m_owners[1].owner;
    push_part(territory, last_high ? std::uint64_t{1} << m_local_territories : 0, share);
}

}  // namespace covmap::sweep
