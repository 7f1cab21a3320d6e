#include "sweep/row_sweep.hpp"

#include <algorithm>

#include "sweep/row_parts.hpp"

namespace covmap::sweep {

using core::Col;
using core::Row;

void BandDemand::sum_up() {
    prefix.resize(rows.weight.size());
    for (std::size_t a = 0; a < prefix.size(); ++a) {
        prefix[a].resize(rows.col.size() + 1);
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < rows.col.size(); ++i) {
            prefix[a][i] = sum;
            sum += rows.weight[a][i];
        }
        prefix[a][rows.col.size()] = sum;
    }
}

RowSweep::RowSweep(const SweepInput& input, SweepReport& report)
    : m_input(input),
      m_report(report),
      m_interner(signature_words(input)),
      m_solver(input.territories),
      m_winding(input.territories + input.bits + input.demand_polygons, 0),
      m_words(signature_words(input), 0),
      m_part_words(m_words.size()),
      m_uncut_words(m_words.size()),
      m_cut(*this),
      m_run_values(input.attributes + 1) {}

void RowSweep::set_bit(std::uint32_t bit, bool present) {
    const std::uint64_t mask = std::uint64_t{1} << (bit % 64);
    if (present)
        m_words[bit / 64] |= mask;
    else
        m_words[bit / 64] &= ~mask;
}

void RowSweep::apply(const Toggle& toggle) {
    std::int32_t& winding = m_winding[toggle.owner];
    const bool was = winding > 0, was_open = winding != 0;
    winding += toggle.sign;
    const bool is = winding > 0;
    m_open += static_cast<std::size_t>(winding != 0) - static_cast<std::size_t>(was_open);
    if (was == is) return;
    if (is_polygon(toggle.owner)) {
        hold(toggle.owner - m_input.territories - m_input.bits, is);
        return;
    }
    if (toggle.owner >= m_input.territories) {
        set_bit(toggle.owner - m_input.territories, is);
        return;
    }
    const auto at = std::lower_bound(m_active.begin(), m_active.end(), toggle.owner);
    if (is)
        m_active.insert(at, toggle.owner);
    else
        m_active.erase(at);
}

void RowSweep::sweep(Row row, const core::CellBox& band, const Cutter& cutter, const BandDemand& demand,
                     std::span<core::Sink* const> sinks) {
    m_row = row;
    m_demand = &demand;
    m_sinks = sinks;
    const auto line = static_cast<std::size_t>(row - demand.rows.row_begin);
    m_cell = demand.rows.start[line];
    m_row_end = demand.rows.start[line + 1];
    m_area_known = false;

    const auto width = static_cast<std::uint32_t>(band.col_end - band.col_begin);
    const RowItems<Piece>& pieces = cutter.pieces(row);
    const RowItems<Toggle>& toggles = cutter.toggles(row);
    m_piece_order.sort(pieces.column, width);
    m_toggle_order.sort(toggles.column, width);
    const auto order = m_piece_order.positions(), toggle_order = m_toggle_order.positions();
    const auto column_at = [&](const auto& of, std::span<const std::uint32_t> by, std::size_t at) {
        return at < by.size() ? band.col_begin + static_cast<Col>(of.column[by[at]]) : band.col_end + 1;
    };
    std::size_t piece = 0, toggle = 0;
    for (Col col = band.col_begin; col < band.col_end;) {
        const Col next_piece = column_at(pieces, order, piece);
        const Col next = std::min({column_at(toggles, toggle_order, toggle), next_piece, band.col_end});
        if (next > col) emit_row(col, next);
        col = next;
        for (; column_at(toggles, toggle_order, toggle) == col; ++toggle) apply(toggles.items[toggle_order[toggle]]);
        if (next_piece != col || col == band.col_end) continue;
        const std::size_t first = piece;
        while (column_at(pieces, order, piece) == col) ++piece;
        const auto cell = order.subspan(first, piece - first);
        emit_cell(col, cell, pieces.items);
        for (const std::uint32_t at : cell)
            if (pieces.items[at].top) apply({pieces.items[at].owner, pieces.items[at].sign});
        ++col;
    }
    for (; toggle < toggle_order.size(); ++toggle) apply(toggles.items[toggle_order[toggle]]);

    if (m_open == 0) return;
    // Check (b) failed: count it, and start the next row from nothing.
    ++m_report.open_windings;
    std::fill(m_winding.begin(), m_winding.end(), 0);
    std::fill(m_words.begin(), m_words.end(), std::uint64_t{0});
    m_active.clear();
    m_holding.clear();
    m_open = 0;
}

std::int64_t RowSweep::area_to(Col col) {
    if (!m_area_known || m_area_col != col) m_area_sum = m_input.areas->cumulative(m_row, col);
    m_area_col = col;
    m_area_known = true;
    return m_area_sum;
}

std::uint32_t RowSweep::signature_of(std::uint32_t territory) {
    if (m_input.territory_bits.empty() || m_input.territory_bits[territory].empty()) return m_interner.intern(m_words.data());
    m_part_words = m_words;
    for (const std::uint32_t bit : m_input.territory_bits[territory]) m_part_words[bit / 64] |= std::uint64_t{1} << (bit % 64);
    return m_interner.intern(m_part_words.data());
}

// Uncut cells: those whose people stand at points are told one by one.
void RowSweep::emit_row(Col begin, Col end) {
    const core::DemandRows& rows = m_demand->rows;
    if (!rows.points.start.empty() && !m_active.empty())
        for (std::size_t i = m_cell; i < m_row_end && rows.col[i] < end; ++i) {
            if (!rows.points.in_cell(i)) continue;
            if (rows.col[i] > begin) emit_run(begin, rows.col[i]);
            begin = rows.col[i];
            emit_uncut_points(begin++);
        }
    if (begin < end) emit_run(begin, end);
}

void RowSweep::emit_run(Col begin, Col end) {
    const auto& cols = m_demand->rows.col;
    const std::size_t first = m_cell;
    while (m_cell < m_row_end && cols[m_cell] < end) ++m_cell;
    const bool inhabited = m_cell > first;
    if (m_active.empty() && !m_holding.empty()) {
        m_part_words = m_words;
        const std::int64_t from = area_to(begin);
        add_outside(area_to(end) - from);
    }
    if (m_active.empty() && !inhabited) return;

    const std::size_t attributes = m_input.attributes;
    for (std::size_t a = 0; a < attributes; ++a) {
        m_run_values[a] = inhabited ? m_demand->prefix[a][m_cell] - m_demand->prefix[a][first] : 0;
        m_report.total[a] += m_run_values[a];
    }
    if (m_active.empty()) {
        for (std::size_t a = 0; a < attributes; ++a) m_report.outside[a] += m_run_values[a];
        return;
    }
    const std::int64_t from = area_to(begin);
    m_run_values[attributes] = area_to(end) - from;
    const std::uint32_t territory = m_active.front();
    if (inhabited) m_report.has_demand[territory] = true;
    account_run(territory, end - begin, m_run_values[attributes]);
    const std::uint32_t signature = signature_of(territory);
    const core::Group group{
        core::TerritoryId(territory), m_row, begin, end - begin, {&signature, 1}, m_run_values, &m_demand->rows, first, m_cell};
    for (core::Sink* sink : m_sinks) sink->group(group);
    ++m_report.counts.groups;
}

void RowSweep::tell_cut(Col col, std::int64_t area, bool inhabited) {
    if (m_parts.empty()) return;
    m_cut.renew(m_interner);
    m_cut.row = m_row;
    m_cut.col = col;
    m_cut.inhabited = inhabited;
    m_cut.area = area;
    m_cut.parts = m_parts;
    m_cut.values = m_values;
    m_cut.points = m_points;
    m_cut.point_values = m_point_values;
    for (core::Sink* sink : m_sinks) sink->cut(m_cut);
    for (std::size_t p = 0; p < m_parts.size(); ++p)
        if (p == 0 || m_parts[p].territory != m_parts[p - 1].territory) ++m_report.counts.groups;
}

// Copies the pieces of a cell, with owners numbered within the cell.
void RowSweep::localise(std::span<const std::uint32_t> order, const std::vector<Piece>& pieces) {
    m_owners.clear();
    m_pieces.clear();
    const auto place_of = [&](std::uint32_t owner) {
        return std::lower_bound(m_owners.begin(), m_owners.end(), owner,
                                [](const CellOwner& o, std::uint32_t number) { return o.owner < number; });
    };
    // Pieces of one owner mostly follow each other.
    std::uint32_t last = kNoTerritory;
    for (const std::uint32_t at : order) {
        const std::uint32_t owner = m_pieces.emplace_back(pieces[at]).owner;
        if (owner == last) continue;
        last = owner;
        const auto place = place_of(owner);
        if (place == m_owners.end() || place->owner != owner) m_owners.insert(place, {owner, m_winding[owner]});
    }
    last = kNoTerritory;
    std::uint32_t position = 0;
    for (Piece& p : m_pieces) {
        if (p.owner != last) position = static_cast<std::uint32_t>(place_of(p.owner) - m_owners.begin());
        last = p.owner;
        p.owner = position;
    }
}

void RowSweep::emit_cell(Col col, std::span<const std::uint32_t> order, const std::vector<Piece>& pieces) {
    auto& counts = m_report.counts;
    ++counts.cut_cells;
    const std::int64_t from = area_to(col);
    const std::int64_t area = area_to(col + 1) - from;
    if (emit_one_owner(col, area, order, pieces)) {
        ++counts.closed_cells;
        return;
    }
    localise(order, pieces);
    m_background = kNoTerritory;
    int background_count = 0;
    for (const std::uint32_t t : m_active) {
        if (std::any_of(m_owners.begin(), m_owners.end(), [t](const CellOwner& o) { return o.owner == t; })) continue;
        m_background = std::min(m_background, t);
        ++background_count;
    }
    m_solver.solve(m_owners, m_pieces, m_background, background_count);
    ++(m_solver.closed() ? counts.closed_cells : counts.slab_cells);
    if (m_solver.halved()) ++counts.halved_cells;
    if (m_solver.negative()) ++m_report.negative_windings;
    account_parts(area);
    keep_uncut_bits();
    emit_parts(col, area, m_solver.parts(), [this](const Part& part) { return part_signature(part); });
}

// The bits of the layers that nothing cuts here, for part_signature().
void RowSweep::keep_uncut_bits() {
    std::copy(m_words.begin(), m_words.end(), m_uncut_words.begin());
    m_first_layer = 0;
    while (m_first_layer < m_owners.size() && m_owners[m_first_layer].owner < m_input.territories) ++m_first_layer;
    for (std::size_t o = m_first_layer; o < m_owners.size() && !is_polygon(m_owners[o].owner); ++o) {
        const std::uint32_t bit = m_owners[o].owner - m_input.territories;
        m_uncut_words[bit / 64] &= ~(std::uint64_t{1} << (bit % 64));
    }
}

std::uint32_t RowSweep::part_signature(const Part& part) {
    std::copy(m_uncut_words.begin(), m_uncut_words.end(), m_part_words.begin());
    const auto presence = m_solver.words(part);
    for (std::size_t o = m_first_layer; o < m_owners.size() && !is_polygon(m_owners[o].owner); ++o) {
        const std::uint32_t bit = m_owners[o].owner - m_input.territories;
        m_part_words[bit / 64] |= ((presence[o / 64] >> (o % 64)) & 1U) << (bit % 64);
    }
    if (m_input.demand_polygons > 0) {
        std::uint32_t crossing = kNoTerritory;
        for (std::size_t o = m_owners.size(); o-- > 0 && is_polygon(m_owners[o].owner);)
            if ((presence[o / 64] >> (o % 64)) & 1U) crossing = m_owners[o].owner - m_input.territories - m_input.bits;
        mark_polygon(crossing);
    }
    if (!m_input.territory_bits.empty() && part.territory != kNoTerritory)
        for (const std::uint32_t bit : m_input.territory_bits[part.territory])
            m_part_words[bit / 64] |= std::uint64_t{1} << (bit % 64);
    return m_interner.intern(m_part_words.data());
}

// The people of a cell, spread over its parts, into m_quanta; what is outside, into the report.
void RowSweep::divide_people(std::size_t cell, std::size_t parts) {
    for (std::size_t a = 0; a < m_input.attributes; ++a) {
        const std::int64_t weight = m_demand->rows.weight[a][cell];
        const std::int64_t before = m_report.outside[a];
        m_report.total[a] += weight;
        m_shares.divide_weight(weight, std::span(m_quanta).subspan(a * parts, parts), m_report.outside[a]);
        if (a == 0 && m_input.spread != core::Spread::cell) {
            const std::int64_t inside = weight - (m_report.outside[a] - before);
            m_report.moved_inside += inside - static_cast<std::int64_t>(static_cast<double>(weight) * m_shares.inside() + 0.5);
        }
    }
}

}  // namespace covmap::sweep
