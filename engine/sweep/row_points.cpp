// Cells whose people stand at points: each point has its own territory, signature and what is on offer at it.
#include <algorithm>
#include <numeric>
#include <tuple>

#include "sweep/row_sweep.hpp"

namespace covmap::sweep {

void RowSweep::emit_uncut_points(core::Col col) {
    const std::size_t attributes = m_input.attributes;
    const std::int64_t from = area_to(col), area = area_to(col + 1) - from;
    const std::uint32_t territory = m_active.front();
    account_run(territory, 1, area);
    m_owners.clear();
    m_pieces.clear();
    m_background = territory;
    m_parts.assign(1, {core::TerritoryId(territory), signature_of(territory)});
    m_values.assign(attributes + 1, 0);
    m_values.back() = area;
    const std::size_t cell = m_cell++;
    add_points(cell);
    tell_cut(col, area, m_demand->rows.inhabited(cell));
}

// Adds the people of the cell at hand to m_parts, which hold its area so far. What stands outside every territory is outside.
void RowSweep::add_points(std::size_t cell) {
    const core::DemandPoints& points = m_demand->rows.points;
    for (std::size_t a = 0; a < m_input.attributes; ++a) m_report.total[a] += m_demand->rows.weight[a][cell];
    m_base_parts = m_parts.size();
    m_points.clear();
    m_point_values.clear();
    m_cut.renew(m_interner);
    for (std::size_t p = points.start[cell]; p < points.start[cell + 1]; ++p) place_point(p);
    order_parts();
}

// Its part, by its place in 2^-15 of the cell, as cells.covc keeps it.
void RowSweep::place_point(std::size_t point) {
    const core::DemandPoints& points = m_demand->rows.points;
    const auto units = [](double v) {
        return static_cast<std::uint16_t>(std::clamp(v * core::kCutUnits, 0.0, core::kCutUnits - 1));
    };
    core::CellPoint at{units(points.at[point].x), units(points.at[point].y), 0};
    const core::CellGeometry& geometry = m_cut.geometry();
    constexpr double kMiddle = 0.5;  // of a unit, so that no point lies on a line of units
    windings_at(geometry, (at.x + kMiddle) / core::kCutUnits, (at.y + kMiddle) / core::kCutUnits, m_point_winding);
    std::uint32_t territory = m_background;
    m_part_words = m_words;
    for (std::size_t o = 0; o < geometry.owners.size(); ++o) {
        const std::uint32_t owner = geometry.owners[o].owner;
        const bool present = m_point_winding[o] > 0;
        if (owner < m_input.territories) {
            if (present) territory = std::min(territory, owner);
            continue;
        }
        const std::uint64_t mask = std::uint64_t{1} << ((owner - m_input.territories) % 64);
        std::uint64_t& word = m_part_words[(owner - m_input.territories) / 64];
        word = present ? word | mask : word & ~mask;
    }
    if (territory == kNoTerritory) {
        for (std::size_t a = 0; a < m_input.attributes; ++a) m_report.outside[a] += points.weight[a][point];
        return;
    }
    const auto add_bits = [&](const std::vector<std::uint32_t>& bits) {
        for (const std::uint32_t bit : bits) m_part_words[bit / 64] |= std::uint64_t{1} << (bit % 64);
    };
    if (!m_input.territory_bits.empty()) add_bits(m_input.territory_bits[territory]);
    if (!m_input.class_of.empty()) add_bits(m_input.class_bits[m_input.class_of[points.premises[point]]]);
    m_report.has_demand[territory] = true;
    at.part = static_cast<std::uint32_t>(part_of({core::TerritoryId(territory), m_interner.intern(m_part_words.data())}));
    m_points.push_back(at);
    for (std::size_t a = 0; a < m_input.attributes; ++a) {
        const std::int64_t weight = points.weight[a][point];
        m_values[at.part * (m_input.attributes + 1) + a] += weight;
        m_point_values.push_back(weight);
    }
}

std::size_t RowSweep::part_of(const core::CellPart& key) {
    const auto at = static_cast<std::size_t>(std::find(m_parts.begin(), m_parts.end(), key) - m_parts.begin());
    return at < m_parts.size() ? at : add_part(key);
}

std::size_t RowSweep::add_part(const core::CellPart& key) {
    m_parts.push_back(key);
    for (std::size_t a = 0; a <= m_input.attributes; ++a) m_values.push_back(0);
    return m_parts.size() - 1;
}

// Parts by territory, those with an area first, then by their bits; points by place, part and weight: in an order that does not
// depend on that of the source, nor on the numbers of signatures.
void RowSweep::order_parts() {
    const std::size_t n = m_parts.size(), stride = m_input.attributes + 1;
    m_order.resize(n);
    std::iota(m_order.begin(), m_order.end(), 0U);
    std::sort(m_order.begin(), m_order.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (m_parts[a].territory != m_parts[b].territory) return m_parts[a].territory < m_parts[b].territory;
        if (a < m_base_parts || b < m_base_parts) return a < b;
        return std::ranges::lexicographical_compare(m_interner.bits(m_parts[a].signature), m_interner.bits(m_parts[b].signature));
    });
    m_new_number.resize(n);
    const std::vector<core::CellPart> parts = m_parts;
    const std::vector<std::int64_t> values = m_values;
    for (std::uint32_t to = 0; to < n; ++to) {
        const std::uint32_t from = m_order[to];
        m_new_number[from] = to;
        m_parts[to] = parts[from];
        std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(from * stride), stride,
                    m_values.begin() + static_cast<std::ptrdiff_t>(to * stride));
    }
    for (core::CellPoint& point : m_points) point.part = m_new_number[point.part];
    const std::size_t attributes = m_input.attributes;
    const auto weights = [&](std::size_t p) {
        return std::span<const std::int64_t>(m_point_values).subspan(p * attributes, attributes);
    };
    m_point_order.resize(m_points.size());
    std::iota(m_point_order.begin(), m_point_order.end(), std::size_t{0});
    std::sort(m_point_order.begin(), m_point_order.end(), [&](std::size_t a, std::size_t b) {
        const auto key = [&](std::size_t p) { return std::tuple(m_points[p].y, m_points[p].x, m_points[p].part); };
        return key(a) != key(b) ? key(a) < key(b) : std::ranges::lexicographical_compare(weights(a), weights(b));
    });
    const std::vector<core::CellPoint> points = m_points;
    const std::vector<std::int64_t> point_values = m_point_values;
    for (std::size_t to = 0; to < points.size(); ++to) {
        m_points[to] = points[m_point_order[to]];
        std::copy_n(point_values.begin() + static_cast<std::ptrdiff_t>(m_point_order[to] * attributes), attributes,
                    m_point_values.begin() + static_cast<std::ptrdiff_t>(to * attributes));
    }
}

}  // namespace covmap::sweep
