// From the shares of a cut cell to what sinks are told. Part of RowSweep.
#pragma once

#include <algorithm>
#include <cmath>

#include "sweep/row_sweep.hpp"

namespace covmap::sweep {

inline constexpr double kGapShare = 0.01;  ///< outside shares below this, where territories meet, are gaps between them

// `parts` sorted, no territory last; signature_of(part) gives the signature of one.
template <class SignatureOf>
void RowSweep::emit_parts(core::Col col, std::int64_t area, std::span<const Part> parts, SignatureOf&& signature_of) {
    const auto& rows = m_demand->rows;
    const bool has_cell = m_cell < m_row_end && rows.col[m_cell] == col;
    const double land = !has_cell || rows.land.empty() ? core::kLandUnknown : rows.land[m_cell];
    const bool known = m_shares.prepare(parts, m_input.spread, land);
    if (has_cell && !known && !rows.points.in_cell(m_cell)) ++m_report.land_unknown_cells;
    m_report.worst_cell_sum_error = std::max(m_report.worst_cell_sum_error, std::abs(m_shares.sum() - 1));
    emit_groups(col, m_cell, has_cell, area, parts, signature_of);
    if (has_cell) ++m_cell;
}

template <class SignatureOf>
void RowSweep::emit_groups(core::Col col, std::size_t cell, bool has_cell, std::int64_t area, std::span<const Part> parts,
                           SignatureOf&& signature_of) {
    const std::size_t attributes = m_input.attributes, stride = attributes + 1, n = parts.size();
    m_quanta.resize(stride * n);
    m_points.clear();
    m_point_values.clear();
    const bool at_points = has_cell && m_demand->rows.points.in_cell(cell);
    if (has_cell && !at_points)
        divide_people(cell, n);
    else
        std::fill_n(m_quanta.begin(), attributes * n, std::int64_t{0});
    m_shares.divide_area(area, std::span(m_quanta).subspan(attributes * n, n));

    m_parts.clear();
    m_values.clear();
    std::size_t territories = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const Part& part = parts[i];
        if (part.territory == kNoTerritory) {
            m_report.outside[attributes] += m_quanta[attributes * n + i];
            if (m_input.demand_polygons > 0) {
                signature_of(part);
                add_outside(m_quanta[attributes * n + i]);
            }
            if (territories >= 2 && part.share < kGapShare) m_report.gap_area += m_quanta[attributes * n + i];
            continue;
        }
        if (i == 0 || parts[i - 1].territory != part.territory) ++territories;
        const core::CellPart key{core::TerritoryId(part.territory), signature_of(part)};
        if (m_input.territory_bits.empty()) {
            m_parts.push_back(key);
            for (std::size_t a = 0; a < stride; ++a) m_values.push_back(m_quanta[a * n + i]);
        } else {
            // Bits that hold in the whole of a territory may make two parts the same.
            const std::size_t at = part_of(key);
            for (std::size_t a = 0; a < stride; ++a) m_values[at * stride + a] += m_quanta[a * n + i];
        }
        if (has_cell && !at_points && m_shares.holds_people(i)) m_report.has_demand[part.territory] = true;
    }
    if (at_points) add_points(cell);
    tell_cut(col, area, has_cell && m_demand->rows.inhabited(cell));
}

}  // namespace covmap::sweep
