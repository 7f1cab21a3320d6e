// Polygons that hold the demand: which of them is at a place, in the last word of its signature.
#include <algorithm>

#include "sweep/row_sweep.hpp"

namespace covmap::sweep {

// The smallest polygon that is present stands in the last word.
void RowSweep::hold(std::uint32_t polygon, bool present) {
    const auto at = std::lower_bound(m_holding.begin(), m_holding.end(), polygon);
    if (present)
        m_holding.insert(at, polygon);
    else
        m_holding.erase(at);
    m_words.back() = m_holding.empty() ? 0 : m_holding.front() + std::uint64_t{1};
}

// The polygon of m_part_words holds an area outside every territory.
void RowSweep::add_outside(std::int64_t area) {
    if (m_input.demand_polygons > 0 && m_part_words.back() > 0) m_report.polygon_outside[m_part_words.back() - 1] += area;
}

// Into the last of m_part_words: the smaller of the polygon whose border crosses the cell and those that hold all of it.
void RowSweep::mark_polygon(std::uint32_t crossing) {
    std::uint32_t smallest = crossing;
    for (const std::uint32_t polygon : m_holding) {
        const std::uint32_t owner = polygon + m_input.territories + m_input.bits;
        if (std::any_of(m_owners.begin(), m_owners.end(), [owner](const CellOwner& o) { return o.owner == owner; })) continue;
        smallest = std::min(smallest, polygon);
        break;
    }
    m_part_words.back() = smallest == kNoTerritory ? 0 : smallest + std::uint64_t{1};
}

}  // namespace covmap::sweep
