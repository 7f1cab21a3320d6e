// Cells that only one layer or territory cuts, with one chain: most cut cells. Nothing is sorted, nobody is numbered.
#include <array>
#include <cmath>

#include "core/grid.hpp"
#include "sweep/chain_math.hpp"
#include "sweep/row_parts.hpp"

namespace covmap::sweep {

namespace {

constexpr std::size_t kMostChained = 8;       ///< as one_chain()
constexpr double kFine = 4503599627370496.0;  ///< 2^52 in a cell: sums of integers do not depend on their order

std::int64_t fine(double cells) { return static_cast<std::int64_t>(cells * kFine + (cells < 0 ? -0.5 : 0.5)); }

/// As integral(), of pieces of one owner.
double fine_integral(std::int32_t corner, std::span<const Piece> pieces) {
    std::int64_t sum = corner * static_cast<std::int64_t>(kFine);
    for (const Piece& p : pieces) sum += fine(p.east_area()) + (p.west != 0 ? p.west * fine(1 - p.west_y()) : 0);
    return static_cast<double>(sum) / kFine;
}

/// Do the pieces follow each other from one end of a chain to the other, as they come, and meet nowhere else? Cheaper than
/// one_chain(), which finds the others.
bool follow_each_other(std::span<const Piece> pieces) {
    constexpr std::size_t kMost = 3;
    if (pieces.size() == 1) return true;
    if (pieces.size() > kMost) return false;
    std::array<core::Point, kMost + 1> at;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Piece& p = pieces[i];
        const core::Point start = p.sign > 0 ? core::Point{p.x0, p.y0} : core::Point{p.x1, p.y1};
        // Pieces that meet on the cell's border have left it.
        if (i > 0 && !(start == at[i] && start.x > 0 && start.x < 1 && start.y > 0 && start.y < 1)) return false;
        at[i] = start;
        at[i + 1] = p.sign > 0 ? core::Point{p.x1, p.y1} : core::Point{p.x0, p.y0};
    }
    for (std::size_t i = 0; i <= pieces.size(); ++i)
        for (std::size_t j = i + 1; j <= pieces.size(); ++j)
            if (at[i] == at[j]) return false;
    return true;
}

}  // namespace

// A layer in a cell that one territory holds once, or none; a territory where no other one is.
bool RowSweep::takes_one_owner(std::uint32_t owner) {
    if (m_input.demand_polygons > 0 || m_active.size() > 1) return false;
    if (m_winding[owner] < 0 || m_winding[owner] > 1) return false;
    m_background = m_active.empty() || m_active.front() == owner ? kNoTerritory : m_active.front();
    if (owner < m_input.territories) return m_background == kNoTerritory;
    return m_background == kNoTerritory || m_winding[m_background] == 1;
}

// Returns false, having done nothing, where the solver must look.
bool RowSweep::emit_one_owner(core::Col col, std::int64_t area, std::span<const std::uint32_t> order,
                              const std::vector<Piece>& pieces) {
    const std::uint32_t owner = pieces[order.front()].owner;
    if (order.size() > kMostChained) return false;
    for (const std::uint32_t at : order.subspan(1))
        if (pieces[at].owner != owner) return false;
    if (!takes_one_owner(owner)) return false;
    m_pieces.clear();
    for (const std::uint32_t at : order) {
        m_pieces.push_back(pieces[at]);
        m_pieces.back().owner = 0;
    }
    if ((!follow_each_other(m_pieces) && !one_chain(m_pieces, 0)) || (m_pieces.size() > 2 && crosses_itself(m_pieces)))
        return false;
    const double share = fine_integral(m_winding[owner], m_pieces);
    if (share < -kClosedTolerance || share > 1 + kClosedTolerance) return false;
    m_owners.clear();
    m_owners.push_back({owner, m_winding[owner]});

    const double present = std::clamp(share, 0.0, 1.0);
    const bool is_layer = owner >= m_input.territories;
    std::array<Part, 2> parts;  // `words`: is the owner present?
    std::size_t count = 0;
    const auto push = [&](std::uint32_t territory, std::uint32_t is_present, double of_cell) {
        if (of_cell > 0) parts[count++] = {territory, is_present, of_cell};
    };
    if (!is_layer) {
        push(owner, 1, present);
        push(kNoTerritory, 0, 1 - present);
        if (present > 0) account_share(owner, present);
        emit_parts(col, area, std::span(parts).first(count), [&](const Part&) { return signature_of(owner); });
        return true;
    }
    push(m_background, 0, 1 - present);
    push(m_background, 1, present);
    // The cell is wholly its territory's.
    if (m_background != kNoTerritory) ++m_report.areas[m_background].swept_cells;
    const std::uint32_t bit = owner - m_input.territories;
    const bool at_corner = m_winding[owner] > 0;
    emit_parts(col, area, std::span(parts).first(count), [&](const Part& part) {
        set_bit(bit, part.words != 0);
        const std::uint32_t signature = signature_of(part.territory);
        set_bit(bit, at_corner);
        return signature;
    });
    return true;
}

}  // namespace covmap::sweep
