#include "zones/band_builder.hpp"

#include <algorithm>

namespace covmap::zones {

using core::Col;
using core::Quarters;
using core::Row;

namespace {

bool any_above_zero(std::span<const std::int64_t> values) {
    return std::any_of(values.begin(), values.end(), [](std::int64_t v) { return v != 0; });
}

}  // namespace

BandBuilder::BandBuilder(const ZonePlan& plan, const core::CellAreas& areas)
    : m_plan(plan), m_areas(areas), m_detail(1 << plan.depth) {
    m_sub_rows.resize(static_cast<std::size_t>(core::kBandRows * m_detail));
    const auto leaves = static_cast<std::uint32_t>(m_detail * m_detail);
    m_z_of.resize(leaves);
    for (std::uint32_t z = 0; z < leaves; ++z) {
        const core::SubCell at = core::sub_cell(z, plan.depth);
        m_z_of[static_cast<std::size_t>(at.row * m_detail + at.col)] = z;
    }
}

void BandBuilder::begin(Row band) {
    m_band = band;
    m_nodes.clear();
    m_present.clear();
    m_accounts = {};
    m_outside = {};
    m_empty = {};
    m_squares.clear();
    m_pending.clear();
    for (auto& intervals : m_sub_rows) intervals.clear();
}

std::uint32_t BandBuilder::add_node(std::uint32_t territory) {
    m_nodes.push_back({territory, 0, {}});
    m_present.resize(m_present.size() + m_plan.words, 0);
    return static_cast<std::uint32_t>(m_nodes.size() - 1);
}

// Whole cells: all their sub-cells.
void BandBuilder::add_block(std::uint32_t node, Row row, Col begin, Col end) {
    const auto first = static_cast<std::size_t>((row - m_band * core::kBandRows) * m_detail);
    for (int s = 0; s < m_detail; ++s)
        m_sub_rows[first + static_cast<std::size_t>(s)].push_back({begin * m_detail, end * m_detail, node});
    m_nodes[node].outline_area += m_areas.cumulative(row, end) - m_areas.cumulative(row, begin);
}

// Leaves of one node follow one another: they are added up at once.
void BandBuilder::add_values(std::uint32_t node, std::uint32_t territory, Verdict verdict, std::span<const std::int64_t> values) {
    if (m_accounts.atom.empty() || m_accounts.atom.back() != node || m_accounts.territory.back() != territory) {
        m_accounts.atom.push_back(node);
        m_accounts.territory.push_back(territory);
        m_accounts.values.resize(m_accounts.values.size() + m_plan.columns(), 0);
    }
    std::int64_t* into =
        m_accounts.values.data() + m_accounts.values.size() - (verdict == Verdict::grey ? m_plan.stride : m_plan.columns());
    for (std::size_t a = 0; a < m_plan.stride; ++a)
        if (__builtin_add_overflow(into[a], values[a], &into[a])) sum_overflowed();
}

void BandBuilder::add_square(std::uint32_t node, core::Row row, core::Col col, std::int64_t weight) {
    if (weight <= 0) return;
    if (!m_squares.empty() && m_squares.back().atom == node && m_squares.back().row == row && m_squares.back().col == col)
        m_squares.back().weight += weight;
    else
        m_squares.push_back({node, row, col, weight});
}

void BandBuilder::add_present(std::uint32_t node, std::span<const std::uint64_t> signature) {
    for (std::size_t w = 0; w < m_plan.words; ++w) m_present[node * m_plan.words + w] |= signature[w];
}

void BandBuilder::add_empty(std::uint32_t territory, Verdict verdict, std::int64_t area) {
    if (area == 0) return;
    m_empty.atom.push_back(0);
    m_empty.territory.push_back(territory);
    m_empty.values.resize(m_empty.values.size() + m_plan.columns(), 0);
    m_empty.values[m_empty.values.size() - 1 - (verdict == Verdict::grey ? 0 : m_plan.stride)] = area;
}

void BandBuilder::run(const core::Group& group, Verdict verdict, std::span<const std::uint64_t> signature) {
    if (m_plan.spec->all_cells) {
        whole_run(group, verdict, signature);
        return;
    }
    const core::DemandRows& rows = *group.demand;
    std::int64_t empty = group.values.back();
    for (std::size_t first = group.first; first < group.last;) {
        if (!rows.inhabited(first)) {
            ++first;
            continue;
        }
        std::size_t last = first + 1;
        while (last < group.last && rows.col[last] == rows.col[last - 1] + 1 && rows.inhabited(last)) ++last;
        empty -= m_areas.cumulative(group.row, rows.col[last - 1] + 1) - m_areas.cumulative(group.row, rows.col[first]);
        streak(group, first, last, verdict, signature);
        first = last;
    }
    add_empty(group.territory.value, verdict, empty);
}

void BandBuilder::whole_run(const core::Group& group, Verdict verdict, std::span<const std::uint64_t> signature) {
    const std::uint32_t node = add_node(group.territory.value);
    add_block(node, group.row, group.col, group.col + group.cells);
    add_values(node, group.territory.value, verdict, group.values);
    add_present(node, signature);
    Summit summit{0, group.row, group.col};
    for (std::size_t i = group.first; i < group.last; ++i) {
        const std::int64_t weight = group.demand->weight[m_plan.attribute][i];
        if (weight == 0) continue;
        add_square(node, group.row, group.demand->col[i], weight);
        const Summit here{weight, group.row, group.demand->col[i]};
        if (here.above(summit)) summit = here;
    }
    m_nodes[node].summit = summit;
}

// Inhabited neighbours [first, last) of the band's demand.
void BandBuilder::streak(const core::Group& group, std::size_t first, std::size_t last, Verdict verdict,
                         std::span<const std::uint64_t> signature) {
    const core::DemandRows& rows = *group.demand;
    const std::uint32_t node = add_node(group.territory.value);
    add_block(node, group.row, rows.col[first], rows.col[last - 1] + 1);
    add_present(node, signature);
    std::vector<std::int64_t>& values = m_scratch;
    values.assign(m_plan.stride, 0);
    Summit summit;
    for (std::size_t i = first; i < last; ++i) {
        for (std::size_t a = 0; a + 1 < m_plan.stride; ++a) values[a] += rows.weight[a][i];
        const Summit here{rows.weight[m_plan.attribute][i], group.row, rows.col[i]};
        if (here.above(summit)) summit = here;
        add_square(node, group.row, rows.col[i], here.weight);
    }
    values.back() = m_nodes[node].outline_area;
    m_nodes[node].summit = summit;
    add_values(node, group.territory.value, verdict, values);
}

void BandBuilder::cut(const core::CutCell& cell, std::span<const Verdict> verdicts, const core::SignatureLookup& signatures) {
    const std::size_t stride = m_plan.stride;
    if (!cell.inhabited && !m_plan.spec->all_cells) {
        for (std::size_t p = 0; p < cell.parts.size(); ++p)
            if (fails(verdicts[p]) && m_plan.unit_of[cell.parts[p].territory.value] != kNone)
                add_empty(cell.parts[p].territory.value, verdicts[p], cell.values[p * stride + stride - 1]);
        return;
    }
    if (is_whole(cell, verdicts)) {
        whole_cell(cell, verdicts, signatures);
        return;
    }
    find_members(cell, verdicts);
    place_leaves(cell);
    give_values(cell, verdicts, signatures);
}

// Fails all over, in one territory.
bool BandBuilder::is_whole(const core::CutCell& cell, std::span<const Verdict> verdicts) const {
    std::int64_t area = 0;
    for (std::size_t p = 0; p < cell.parts.size(); ++p) {
        if (!fails(verdicts[p]) || cell.parts[p].territory != cell.parts.front().territory) return false;
        area += cell.values[(p + 1) * m_plan.stride - 1];
    }
    return area == cell.area;
}

void BandBuilder::whole_cell(const core::CutCell& cell, std::span<const Verdict> verdicts,
                             const core::SignatureLookup& signatures) {
    const std::uint32_t territory = cell.parts.front().territory.value;
    const std::uint32_t node = add_node(territory);
    add_block(node, cell.row, cell.col, cell.col + 1);
    std::int64_t weight = 0;
    for (std::size_t p = 0; p < cell.parts.size(); ++p) {
        const auto values = cell.values.subspan(p * m_plan.stride, m_plan.stride);
        add_values(node, territory, verdicts[p], values);
        add_present(node, signatures.bits(cell.parts[p].signature));
        weight += m_plan.attribute + 1 < m_plan.stride ? values[m_plan.attribute] : 0;
    }
    m_nodes[node].summit = {weight, cell.row, cell.col};
    add_square(node, cell.row, cell.col, weight);
}

void BandBuilder::find_members(const core::CutCell& cell, std::span<const Verdict> verdicts) {
    m_leaves.assign(m_z_of.size(), {});
    if (!cell.points.empty()) share_points(cell);
    const auto leaves = static_cast<std::int64_t>(m_leaves.size());
    const Quarters* quarters = m_plan.depth > 0 ? &cell.quarters(m_plan.depth) : nullptr;
    if (quarters == nullptr) {
        m_whole_shares.clear();
        for (std::uint32_t p = 0; p < cell.parts.size(); ++p) {
            const double share = static_cast<double>(cell.values[(p + 1) * m_plan.stride - 1]) /
                                 static_cast<double>(std::max<std::int64_t>(cell.area, 1));
            m_whole_shares.push_back({p, static_cast<std::uint32_t>(share * Quarters::kWhole + 0.5)});
        }
    }
    for (std::size_t l = 0; l < m_leaves.size(); ++l) {
        const std::uint32_t z = m_z_of[l];
        // Cumulative rounding: the sub-cells' areas add up to the cell's.
        m_leaves[l].area = cell.area * (z + 1) / leaves - cell.area * z / leaves;
        std::span<const Quarters::PartShare> shares =
            quarters != nullptr ? quarters->node(m_plan.depth, z) : std::span<const Quarters::PartShare>(m_whole_shares);
        if (!cell.points.empty() && !m_point_shares[z].empty()) shares = m_point_shares[z];
        judge_leaf(cell, verdicts, shares, m_leaves[l]);
    }
}

// Where people stand at points, they tell of their sub-cell, not its area.
void BandBuilder::share_points(const core::CutCell& cell) {
    m_point_shares.resize(m_leaves.size());
    for (auto& shares : m_point_shares) shares.clear();
    m_leaf_of.clear();
    std::vector<std::int64_t> weights, of_leaf(m_leaves.size(), 0);
    const std::size_t attributes = m_plan.stride - 1;
    for (std::size_t p = 0; p < cell.points.size(); ++p) {
        m_leaf_of.push_back(core::leaf_of(cell.points[p], m_plan.depth));
        weights.push_back(cell.point_values[p * attributes + m_plan.attribute]);
        of_leaf[m_leaf_of.back()] += weights.back();
    }
    std::vector<std::vector<std::int64_t>> sums(m_leaves.size());  // per leaf, in the order of its shares
    for (std::size_t p = 0; p < weights.size(); ++p) {
        if (weights[p] == 0) continue;
        auto& shares = m_point_shares[m_leaf_of[p]];
        auto at = std::find_if(shares.begin(), shares.end(),
                               [&](const Quarters::PartShare& s) { return s.part == cell.points[p].part; });
        if (at == shares.end()) {
            at = shares.insert(at, {cell.points[p].part, 0});
            sums[m_leaf_of[p]].push_back(0);
        }
        sums[m_leaf_of[p]][static_cast<std::size_t>(at - shares.begin())] += weights[p];
    }
    for (std::size_t leaf = 0; leaf < sums.size(); ++leaf)
        for (std::size_t s = 0; s < sums[leaf].size(); ++s)
            m_point_shares[leaf][s].share = static_cast<std::uint32_t>(
                static_cast<double>(sums[leaf][s]) / static_cast<double>(of_leaf[leaf]) * Quarters::kWhole + 0.5);
}

// The values of a part over the leaves, into m_divided: people where they stand, else with the area.
void BandBuilder::divide(const core::CutCell& cell, std::uint32_t part) {
    const auto values = cell.values.subspan(part * m_plan.stride, m_plan.stride);
    m_rest.assign(values.begin(), values.end());
    if (!cell.points.empty()) std::fill(m_rest.begin(), m_rest.end() - 1, 0);
    if (m_plan.depth > 0)
        core::divide_over_leaves(cell.quarters(m_plan.depth), m_plan.depth, part, m_rest, m_divided, m_scratch);
    else
        m_divided = m_rest;
    const std::size_t attributes = m_plan.stride - 1;
    for (std::size_t p = 0; p < cell.points.size(); ++p)
        for (std::size_t a = 0; cell.points[p].part == part && a < attributes; ++a)
            m_divided[m_leaf_of[p] * m_plan.stride + a] += cell.point_values[p * attributes + a];
}

// A member fails in at least half of its inside area; it lies in the unit, and in it in the territory, where most of it fails.
void BandBuilder::judge_leaf(const core::CutCell& cell, std::span<const Verdict> verdicts,
                             std::span<const Quarters::PartShare> shares, Leaf& leaf) {
    std::uint64_t inside = 0, failing = 0;
    const auto failing_of = [&](const auto& belongs) {
        std::uint64_t sum = 0;
        for (const Quarters::PartShare& s : shares)
            if (fails(verdicts[s.part]) && belongs(cell.parts[s.part].territory.value)) sum += s.share;
        return sum;
    };
    std::uint64_t most_unit = 0, most_territory = 0;
    std::uint32_t unit = kNone, territory = kNone;
    for (const Quarters::PartShare& s : shares) {
        const std::uint32_t of = m_plan.unit_of[cell.parts[s.part].territory.value];
        if (of == kNone) continue;
        inside += s.share;
        if (!fails(verdicts[s.part])) continue;
        failing += s.share;
        const std::uint64_t sum = failing_of([&](std::uint32_t t) { return m_plan.unit_of[t] == of; });
        if (sum < most_unit || (sum == most_unit && of >= unit)) continue;
        most_unit = sum;
        unit = of;
    }
    if (failing == 0 || 2 * failing < inside) return;
    for (const Quarters::PartShare& s : shares) {
        const std::uint32_t of = cell.parts[s.part].territory.value;
        if (!fails(verdicts[s.part]) || m_plan.unit_of[of] != unit) continue;
        const std::uint64_t sum = failing_of([&](std::uint32_t t) { return t == of; });
        if (sum < most_territory || (sum == most_territory && of >= territory)) continue;
        most_territory = sum;
        territory = of;
    }
    leaf.territory = territory;
}

// Neighbours in a sub-row with one territory are one interval of one node.
void BandBuilder::place_leaves(const core::CutCell& cell) {
    const auto first = static_cast<std::size_t>((cell.row - m_band * core::kBandRows) * m_detail);
    for (int r = 0; r < m_detail; ++r) {
        std::vector<Interval>& intervals = m_sub_rows[first + static_cast<std::size_t>(r)];
        for (int c = 0; c < m_detail; ++c) {
            Leaf& leaf = m_leaves[static_cast<std::size_t>(r * m_detail + c)];
            if (leaf.territory == kNone) continue;
            const Leaf* west = c > 0 ? &leaf - 1 : nullptr;
            if (west != nullptr && west->territory == leaf.territory) {
                leaf.node = west->node;
                ++intervals.back().end;
            } else {
                leaf.node = add_node(leaf.territory);
                intervals.push_back({cell.col * m_detail + c, cell.col * m_detail + c + 1, leaf.node});
            }
            m_nodes[leaf.node].outline_area += leaf.area;
        }
    }
}

std::int64_t BandBuilder::unit_weight(const core::CutCell& cell, std::span<const Verdict> verdicts, std::uint32_t unit) const {
    std::int64_t sum = 0;
    for (std::size_t p = 0; p < cell.parts.size(); ++p)
        if (fails(verdicts[p]) && m_plan.unit_of[cell.parts[p].territory.value] == unit)
            sum += cell.values[p * m_plan.stride + m_plan.attribute];
    return sum;
}

void BandBuilder::give_values(const core::CutCell& cell, std::span<const Verdict> verdicts,
                              const core::SignatureLookup& signatures) {
    for (const Leaf& leaf : m_leaves)
        if (leaf.node != kNone && m_nodes[leaf.node].summit.weight < 0)
            m_nodes[leaf.node].summit = {unit_weight(cell, verdicts, m_plan.unit_of[leaf.territory]), cell.row, cell.col};
    for (std::uint32_t p = 0; p < cell.parts.size(); ++p) {
        const std::uint32_t territory = cell.parts[p].territory.value, unit = m_plan.unit_of[territory];
        if (!fails(verdicts[p]) || unit == kNone) continue;
        divide(cell, p);
        const auto signature = signatures.bits(cell.parts[p].signature);
        for (std::size_t l = 0; l < m_leaves.size(); ++l) {
            const auto part = std::span<const std::int64_t>(m_divided).subspan(m_z_of[l] * m_plan.stride, m_plan.stride);
            if (!any_above_zero(part)) continue;
            const Leaf& leaf = m_leaves[l];
            if (leaf.node != kNone && m_plan.unit_of[leaf.territory] == unit) {
                add_values(leaf.node, territory, verdicts[p], part);
                add_present(leaf.node, signature);
                add_square(leaf.node, cell.row, cell.col, part[m_plan.attribute]);
                continue;
            }
            Pending& pending = m_pending.emplace_back();
            pending.sub_row = cell.row * m_detail + static_cast<Row>(l) / m_detail;
            pending.sub_col = cell.col * m_detail + static_cast<Col>(l) % m_detail;
            pending.territory = territory;
            pending.row = cell.row;
            pending.col = cell.col;
            pending.values.assign(m_plan.columns(), 0);
            std::copy(part.begin(), part.end(),
                      pending.values.begin() + static_cast<std::ptrdiff_t>(verdicts[p] == Verdict::grey ? m_plan.stride : 0));
            pending.present.assign(signature.begin(), signature.end());
        }
    }
}

}  // namespace covmap::zones
