// Cells with a closed form: one layer with one chain, territories that partition the cell.
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

}  // namespace covmap::sweep
