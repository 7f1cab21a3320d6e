#include "measure/cells/failing_sink.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace covmap::measure {

namespace {

constexpr int kSubDepth = 3;  ///< quarters of quarters of quarters: 8 x 8
static_assert(1 << kSubDepth == core::kSubCellsASide);

/// The bit of a leaf, which are numbered by quarters.
int bit_of(std::uint32_t leaf) {
    const core::SubCell at = core::sub_cell(leaf, kSubDepth);
    return at.row * core::kSubCellsASide + at.col;
}

bool holds_somebody(std::span<const std::int64_t> values) {
    return std::any_of(values.begin(), values.end(), [](std::int64_t value) { return value > 0; });
}

}  // namespace

FailingSink::FailingSink(const FailingQuestion& question) : m_question(question), m_outcomes(*question.indicators) {
    m_found.attributes = question.attributes;
    m_found.unknown.resize(question.attributes);
    m_leaves.resize(core::kSubCells * question.attributes);
}

void FailingSink::begin_band(core::Row, const core::SignatureLookup& signatures) { m_signatures = &signatures; }

FailingVerdict verdict_of(const FailingQuestion& question, core::TerritoryId territory, const Outcome& outcome) {
    if (!(*question.published)[territory.value]) return FailingVerdict::serves;
    const std::uint64_t bit = std::uint64_t{1} << question.indicator;
    if ((outcome.unknown & bit) != 0) return FailingVerdict::unknown;
    return ((outcome.met & bit) != 0) == question.low_is_good ? FailingVerdict::fails : FailingVerdict::serves;
}

FailingVerdict FailingSink::judge(core::TerritoryId territory, std::uint32_t signature) {
    const Outcome& outcome = m_outcomes.at(m_question.market_of[territory.value], signature,
                                           [&](std::uint32_t number) { return m_signatures->bits(number); });
    return verdict_of(m_question, territory, outcome);
}

void FailingSink::group(const core::Group& group) {
    if (group.demand == nullptr || group.first == group.last) return;
    const Verdict verdict = judge(group.territory, group.signatures.front());
    if (verdict == Verdict::serves) return;
    for (std::size_t i = group.first; i < group.last; ++i) {
        if (!group.demand->inhabited(i)) continue;
        for (std::size_t a = 0; a < m_question.attributes; ++a) {
            const std::int64_t people = group.demand->weight[a][i];
            if (verdict == Verdict::unknown)
                m_found.unknown[a] += people;
            else
                m_found.people.push_back(people);
        }
        if (verdict == Verdict::fails) m_found.cells.push_back({group.row, group.demand->col[i], group.territory});
    }
}

void FailingSink::cut(const core::CutCell& cell) {
    if (!cell.inhabited) return;
    for (std::size_t first = 0, last = 0; first < cell.parts.size(); first = last) {
        while (last < cell.parts.size() && cell.parts[last].territory == cell.parts[first].territory) ++last;
        add_parts(cell, first, last);
    }
}

// The parts [first, last) are one territory's.
void FailingSink::add_parts(const core::CutCell& cell, std::size_t first, std::size_t last) {
    const std::size_t attributes = m_question.attributes, stride = attributes + 1;
    bool fails = false;
    for (std::size_t part = first; part < last; ++part) {
        const auto values = cell.values.subspan(part * stride, attributes);
        if (!holds_somebody(values)) continue;
        const Verdict verdict = judge(cell.parts[part].territory, cell.parts[part].signature);
        if (verdict == Verdict::unknown)
            for (std::size_t a = 0; a < attributes; ++a) m_found.unknown[a] += values[a];
        if (verdict != Verdict::fails) continue;
        if (!fails) std::fill(m_leaves.begin(), m_leaves.end(), 0);
        fails = true;
        add_part(cell, part);
    }
    if (fails) close(cell, cell.parts[first].territory);
}

void FailingSink::add_part(const core::CutCell& cell, std::size_t part) {
    const std::size_t attributes = m_question.attributes;
    if (!cell.points.empty()) {
        for (std::size_t p = 0; p < cell.points.size(); ++p) {
            if (cell.points[p].part != part) continue;
            const auto bit = static_cast<std::size_t>(bit_of(core::leaf_of(cell.points[p], kSubDepth)));
            for (std::size_t a = 0; a < attributes; ++a) m_leaves[bit * attributes + a] += cell.point_values[p * attributes + a];
        }
        return;
    }
    core::divide_over_leaves(cell.quarters(kSubDepth), kSubDepth, static_cast<std::uint32_t>(part),
                             cell.values.subspan(part * (attributes + 1), attributes), m_of_part, m_scratch);
    for (std::uint32_t leaf = 0; leaf < core::kSubCells; ++leaf)
        for (std::size_t a = 0; a < attributes; ++a)
            m_leaves[static_cast<std::size_t>(bit_of(leaf)) * attributes + a] += m_of_part[leaf * attributes + a];
}

void FailingSink::close(const core::CutCell& cell, core::TerritoryId territory) {
    const std::size_t attributes = m_question.attributes;
    core::FailingCell found{cell.row, cell.col, territory, 0, m_found.spread.size()};
    m_found.people.resize(m_found.people.size() + attributes);
    std::int64_t* const people = &m_found.people[m_found.people.size() - attributes];
    for (std::size_t bit = 0; bit < core::kSubCells; ++bit) {
        const std::span<const std::int64_t> values(&m_leaves[bit * attributes], attributes);
        if (!holds_somebody(values)) continue;
        found.where |= std::uint64_t{1} << bit;
        m_found.spread.insert(m_found.spread.end(), values.begin(), values.end());
        for (std::size_t a = 0; a < attributes; ++a) people[a] += values[a];
    }
    m_found.cells.push_back(found);
}

core::FailingCells FailingSink::merge(const std::vector<FailingSink*>& sinks) {
    struct From {
        const core::FailingCells* found;
        std::size_t cell;
    };
    core::FailingCells all;
    std::vector<From> order;
    for (const FailingSink* sink : sinks) {
        const core::FailingCells& found = sink->m_found;
        all.attributes = found.attributes;
        all.unknown.resize(found.attributes);
        for (std::size_t a = 0; a < found.attributes; ++a) all.unknown[a] += found.unknown[a];
        for (std::size_t cell = 0; cell < found.cells.size(); ++cell) order.push_back({&found, cell});
    }
    const auto key = [](const From& from) {
        const core::FailingCell& cell = from.found->cells[from.cell];
        return std::tuple(cell.row, cell.col, cell.territory);
    };
    std::sort(order.begin(), order.end(), [&](const From& a, const From& b) { return key(a) < key(b); });
    for (const From& from : order) {
        const std::size_t attributes = all.attributes;
        core::FailingCell cell = from.found->cells[from.cell];
        const auto people = from.found->people.begin() + static_cast<std::ptrdiff_t>(from.cell * attributes);
        all.people.insert(all.people.end(), people, people + static_cast<std::ptrdiff_t>(attributes));
        if (cell.first != core::FailingCell::kEven) {
            const auto spread = from.found->spread.begin() + static_cast<std::ptrdiff_t>(cell.first);
            cell.first = all.spread.size();
            all.spread.insert(all.spread.end(), spread,
                              spread + static_cast<std::ptrdiff_t>(attributes) * std::popcount(cell.where));
        }
        all.cells.push_back(cell);
    }
    return all;
}

}  // namespace covmap::measure
