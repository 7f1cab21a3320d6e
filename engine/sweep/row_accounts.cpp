// The accounts that a row keeps of territories: what was swept, taken by others, lost to smaller codes.
#include <algorithm>
#include <cmath>

#include "sweep/row_sweep.hpp"

namespace covmap::sweep {

namespace {

constexpr double kFractionsPerCell = 1099511627776.0;  // 2^40
constexpr std::int64_t kWholeFraction = std::int64_t{1} << 40;
constexpr double kLeastLost = 1e-12;  ///< cells: rounding

std::int64_t fraction(double cells) { return static_cast<std::int64_t>(cells * kFractionsPerCell + (cells < 0 ? -0.5 : 0.5)); }

// Keeps the fraction below one cell, so that it never overflows.
void add_cells(std::int64_t& cells, std::int64_t& fractions, std::int64_t more) {
    fractions += more;
    cells += fractions / kWholeFraction;
    fractions %= kWholeFraction;
}

}  // namespace

void RowSweep::account_run(std::uint32_t territory, std::int64_t cells, std::int64_t area) {
    m_report.areas[territory].swept_cells += cells;
    for (const std::uint32_t t : m_active) {
        const std::int64_t beyond = m_winding[t] - (t == territory ? 1 : 0);
        if (beyond == 0) continue;
        m_report.areas[t].taken_cells += beyond * cells;
        if (t != territory) m_report.overlap_area[t] += area;
    }
}

void RowSweep::account_taken(std::uint32_t territory, double taken, double lost, std::int64_t area) {
    AreaAccount& account = m_report.areas[territory];
    if (taken != 0) add_cells(account.taken_cells, account.taken_fraction, fraction(taken));
    if (lost > kLeastLost) m_report.overlap_area[territory] += static_cast<std::int64_t>(lost * static_cast<double>(area) + 0.5);
}

void RowSweep::account_share(std::uint32_t territory, double share) {
    AreaAccount& account = m_report.areas[territory];
    add_cells(account.swept_cells, account.swept_fraction, fraction(share));
}

void RowSweep::account_parts(std::int64_t area) {
    const auto parts = m_solver.parts();
    if (m_active.size() == 1 && m_winding[m_active.front()] == 1 && m_owners.front().owner >= m_input.territories) {
        // Only layers are cut here: the cell is wholly its territory's.
        ++m_report.areas[m_active.front()].swept_cells;
        return;
    }
    for (const Part& part : parts) {
        if (part.territory != kNoTerritory) account_share(part.territory, part.share);
    }
    for (std::size_t o = 0; o < m_owners.size() && m_owners[o].owner < m_input.territories; ++o)
        account_taken(m_owners[o].owner, m_solver.taken()[o], m_solver.lost()[o], area);
    // Territories without a piece here are present in the whole cell, but only the smallest takes what no cut one takes.
    for (const std::uint32_t t : m_active) {
        if (std::any_of(m_owners.begin(), m_owners.end(), [t](const CellOwner& o) { return o.owner == t; })) continue;
        double given = 0;
        for (const Part& part : parts)
            if (part.territory == t) given += part.share;
        const double beyond = m_winding[t] - given;
        account_taken(t, std::abs(beyond) > kLeastLost ? beyond : 0, 1 - given, area);
    }
}

}  // namespace covmap::sweep
