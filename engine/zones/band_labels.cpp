// The second half of BandBuilder: what hangs together in a band.
#include <algorithm>
#include <numeric>

#include "core/error.hpp"
#include "zones/band_builder.hpp"
#include "zones/intervals.hpp"

namespace covmap::zones {

using core::Col;
using core::Row;

void sum_overflowed() {
    throw core::Error(core::ErrorKind::check, "zones", "a sum exceeds 63 bits: the input's weights are too large");
}

void add_sums(const std::int64_t* values, std::size_t columns, std::int64_t* into) {
    for (std::size_t c = 0; c < columns; ++c)
        if (__builtin_add_overflow(into[c], values[c], &into[c])) sum_overflowed();
}

Accounts summed(const Accounts& accounts, std::size_t columns) {
    std::vector<std::size_t> order(accounts.atom.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return accounts.atom[a] != accounts.atom[b] ? accounts.atom[a] < accounts.atom[b]
                                                    : accounts.territory[a] < accounts.territory[b];
    });
    Accounts out;
    for (const std::size_t i : order) {
        const std::int64_t* values = accounts.values.data() + i * columns;
        if (out.atom.empty() || out.atom.back() != accounts.atom[i] || out.territory.back() != accounts.territory[i]) {
            out.atom.push_back(accounts.atom[i]);
            out.territory.push_back(accounts.territory[i]);
            out.values.insert(out.values.end(), values, values + columns);
            continue;
        }
        add_sums(values, columns, out.values.data() + out.values.size() - columns);
    }
    return out;
}

BandZones BandBuilder::finish() {
    BandZones out;
    out.band = m_band;
    join_neighbours();
    resolve_pending(out);
    const std::vector<std::uint32_t> atom_of = number_atoms(out);
    gather_accounts(atom_of, out);
    gather_squares(atom_of, out);
    gather_boxes(atom_of, out);
    out.scattered = summed(out.scattered, m_plan.columns());
    out.empty = summed(m_empty, m_plan.columns());
    return out;
}

void BandBuilder::join_neighbours() {
    m_atoms = UnionFind(m_nodes.size());
    m_components = UnionFind(m_nodes.size());
    const auto join = [&](const Interval& a, const Interval& b) {
        const std::uint32_t one = m_nodes[a.atom].territory, other = m_nodes[b.atom].territory;
        if (one == other) m_atoms.join(a.atom, b.atom);
        if (m_plan.unit_of[one] == m_plan.unit_of[other]) m_components.join(a.atom, b.atom);
    };
    for (std::size_t s = 0; s < m_sub_rows.size(); ++s) {
        const std::vector<Interval>& row = m_sub_rows[s];
        for (std::size_t i = 1; i < row.size(); ++i)
            if (row[i - 1].end == row[i].begin) join(row[i - 1], row[i]);
        if (s > 0) for_overlaps(m_sub_rows[s - 1], row, join);
    }
}

std::uint32_t BandBuilder::member_at(Row sub_row, Col sub_col, std::uint32_t unit) const {
    const Row line = sub_row - m_band * core::kBandRows * m_detail;
    if (line < 0 || line >= static_cast<Row>(m_sub_rows.size())) return kNone;
    const Interval* found = interval_at(m_sub_rows[static_cast<std::size_t>(line)], sub_col);
    return found != nullptr && m_plan.unit_of[m_nodes[found->atom].territory] == unit ? found->atom : kNone;
}

// White and grey together.
void BandBuilder::add_outside(std::uint32_t node, const std::int64_t* values) {
    for (const std::size_t colour : {std::size_t{0}, m_plan.stride}) {
        m_outside.atom.push_back(node);
        m_outside.territory.push_back(0);
        m_outside.values.insert(m_outside.values.end(), values + colour, values + colour + m_plan.stride);
    }
}

void BandBuilder::resolve_pending(BandZones& out) {
    const Row first = m_band * core::kBandRows * m_detail, last = first + core::kBandRows * m_detail - 1;
    for (Pending& p : m_pending) {
        const std::uint32_t unit = m_plan.unit_of[p.territory];
        std::uint32_t node = member_at(p.sub_row - 1, p.sub_col, unit);
        if (node == kNone) node = member_at(p.sub_row, p.sub_col - 1, unit);
        if (node == kNone) node = member_at(p.sub_row, p.sub_col + 1, unit);
        if (node == kNone) node = member_at(p.sub_row + 1, p.sub_col, unit);
        if (p.sub_row == first) {
            p.local = node;
            out.up.push_back(std::move(p));
        } else if (node == kNone && p.sub_row == last) {
            out.down.push_back(std::move(p));
        } else {
            Accounts& accounts = node == kNone ? out.scattered : m_accounts;
            accounts.atom.push_back(node == kNone ? 0 : node);
            accounts.territory.push_back(p.territory);
            accounts.values.insert(accounts.values.end(), p.values.begin(), p.values.end());
            if (node == kNone) continue;
            add_outside(node, p.values.data());
            add_present(node, p.present);
            const std::int64_t weight = p.values[m_plan.attribute] + p.values[m_plan.stride + m_plan.attribute];
            if (weight > 0) m_squares.push_back({node, p.row, p.col, weight});
        }
    }
}

// Atoms in the order of their first sub-cell.
std::vector<std::uint32_t> BandBuilder::number_atoms(BandZones& out) {
    std::vector<std::uint32_t> number(m_nodes.size(), kNone), component(m_nodes.size(), kNone);
    for (const auto& row : m_sub_rows)
        for (const Interval& i : row) {
            const std::uint32_t root = m_atoms.find(i.atom);
            if (number[root] != kNone) continue;
            number[root] = static_cast<std::uint32_t>(out.territory.size());
            std::uint32_t& of = component[m_components.find(i.atom)];
            if (of == kNone) of = number[root];
            out.territory.push_back(m_nodes[root].territory);
            out.component.push_back(of);
        }
    const std::size_t atoms = out.territory.size();
    out.outline_area.assign(atoms, 0);
    out.summit.assign(atoms, {});
    out.present.assign(atoms * m_plan.words, 0);
    std::vector<std::uint32_t> atom_of(m_nodes.size());
    for (std::uint32_t n = 0; n < m_nodes.size(); ++n) {
        const std::uint32_t atom = atom_of[n] = number[m_atoms.find(n)];
        out.outline_area[atom] += m_nodes[n].outline_area;
        if (m_nodes[n].summit.above(out.summit[atom])) out.summit[atom] = m_nodes[n].summit;
        for (std::size_t w = 0; w < m_plan.words; ++w) out.present[atom * m_plan.words + w] |= m_present[n * m_plan.words + w];
    }
    for (auto* border : {&out.up, &out.down})
        for (Pending& p : *border)
            if (p.local != kNone) p.local = atom_of[p.local];
    return atom_of;
}

void BandBuilder::gather_accounts(const std::vector<std::uint32_t>& atom_of, BandZones& out) {
    for (Accounts* accounts : {&m_accounts, &m_outside})
        for (std::uint32_t& atom : accounts->atom) atom = atom_of[atom];
    out.accounts = summed(m_accounts, m_plan.columns());
    out.outside = summed(m_outside, m_plan.stride);
}

void BandBuilder::gather_squares(const std::vector<std::uint32_t>& atom_of, BandZones& out) {
    for (Square& s : m_squares) s.atom = atom_of[s.atom];
    std::sort(m_squares.begin(), m_squares.end(), [](const Square& a, const Square& b) {
        if (a.atom != b.atom) return a.atom < b.atom;
        return a.row != b.row ? a.row < b.row : a.col < b.col;
    });
    for (const Square& s : m_squares) {
        if (!out.squares.empty() && out.squares.back().atom == s.atom && out.squares.back().row == s.row &&
            out.squares.back().col == s.col)
            out.squares.back().weight += s.weight;
        else
            out.squares.push_back(s);
    }
}

// Boxes grow southwards while the sub-row below has the same interval.
void BandBuilder::gather_boxes(const std::vector<std::uint32_t>& atom_of, BandZones& out) {
    std::vector<Interval> merged;
    std::vector<std::size_t> open, next;  // boxes that end at the sub-row, by column
    Row row = m_band * core::kBandRows * m_detail;
    for (std::size_t s = 0; s < m_sub_rows.size(); ++s, ++row) {
        merged.clear();
        for (const Interval& i : m_sub_rows[s]) {
            const std::uint32_t atom = atom_of[i.atom];
            if (!merged.empty() && merged.back().end == i.begin && merged.back().atom == atom)
                merged.back().end = i.end;
            else
                merged.push_back({i.begin, i.end, atom});
        }
        next.clear();
        std::size_t o = 0;
        for (const Interval& i : merged) {
            while (o < open.size() && out.boxes[open[o]].col_begin < i.begin) ++o;
            if (o < open.size() && out.boxes[open[o]].col_begin == i.begin && out.boxes[open[o]].col_end == i.end &&
                out.boxes[open[o]].atom == i.atom) {
                out.boxes[open[o]].row_end = row + 1;
                next.push_back(open[o]);
            } else {
                next.push_back(out.boxes.size());
                out.boxes.push_back({i.atom, row, row + 1, i.begin, i.end});
            }
        }
        open.swap(next);
        if (s == 0) out.first = merged;
        if (s + 1 == m_sub_rows.size()) out.last = merged;
    }
}

}  // namespace covmap::zones
