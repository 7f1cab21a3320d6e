#include "sweep/cell.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "sweep/chain_math.hpp"

namespace covmap::sweep {

namespace {

bool before(const Piece& a, const Piece& b) {
    return std::tie(a.y0, a.x0, a.y1, a.x1, a.owner, a.sign, a.west, a.top) <
           std::tie(b.y0, b.x0, b.y1, b.x1, b.owner, b.sign, b.west, b.top);
}

}  // namespace

void sort_pieces(std::vector<Piece>& pieces) {
    if (pieces.size() > 1) std::sort(pieces.begin(), pieces.end(), before);
}

void CellSolver::solve(std::span<const CellOwner> owners, std::vector<Piece>& pieces, std::uint32_t background,
                       int background_count) {
    m_owners = owners;
    m_background = background;
    m_parts.clear();
    m_words.clear();
    m_taken.assign(owners.size(), 0);
    m_lost.assign(owners.size(), 0);
    m_stride = (owners.size() + 63) / 64;
    m_halved = m_negative = false;
    m_closed = true;
    m_local_territories = 0;
    while (m_local_territories < owners.size() && owners[m_local_territories].owner < m_territories) ++m_local_territories;

    // A layer whose winding at the corner is above the number of its pieces is present everywhere: a straight way from the corner
    // crosses each piece once at most.
    if (pieces.size() > 2 && m_local_territories < owners.size()) {
        m_left.clear();
        for (const CellOwner& o : owners) m_left.push_back(o.winding);
        for (const Piece& p : pieces) --m_left[p.owner];
        std::erase_if(pieces, [&](const Piece& p) { return p.owner >= m_local_territories && m_left[p.owner] > 0; });
    }
    sort_pieces(pieces);
    if (owners.size() == 1 && m_local_territories == 0 && solve_single_layer(owners, pieces)) return;
    if (m_stride == 1 && m_local_territories == owners.size() && background_count == 0 && solve_partition(owners, pieces)) return;
    if (m_stride == 1 && solve_uncrossed(pieces)) return;
    m_closed = false;
    solve_frames(owners, pieces);
    finish_parts();
}

void CellSolver::finish_parts() {
    std::erase_if(m_parts, [](const Part& p) { return p.share <= 0; });
    if (m_parts.size() < 2) return;
    std::sort(m_parts.begin(), m_parts.end(), [&](const Part& a, const Part& b) {
        if (a.territory != b.territory) return a.territory < b.territory;
        for (std::size_t w = m_stride; w-- > 0;)
            if (m_words[a.words + w] != m_words[b.words + w]) return m_words[a.words + w] < m_words[b.words + w];
        return false;
    });
}

}  // namespace covmap::sweep
