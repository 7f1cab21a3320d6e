#include "measure/cells/imputed_sink.hpp"

#include <algorithm>

#include "measure/checked.hpp"

namespace covmap::measure {

ImputedSink::ImputedSink(std::span<const core::CellAt> cells, std::size_t territories, std::size_t attributes)
    : m_cells(cells), m_stride(attributes + 1), m_sums(territories, 0) {}

void ImputedSink::begin_band(core::Row /*band*/, const core::SignatureLookup& /*signatures*/) {}
void ImputedSink::end_band(core::Row /*band*/) {}

void ImputedSink::group(const core::Group& group) {
    auto at = std::lower_bound(m_cells.begin(), m_cells.end(), core::CellAt{group.row, group.col});
    std::int64_t& sum = m_sums[group.territory.value];
    const auto first = group.demand->col.begin() + static_cast<std::ptrdiff_t>(group.first),
               last = group.demand->col.begin() + static_cast<std::ptrdiff_t>(group.last);
    for (; at != m_cells.end() && at->row == group.row && at->col < group.col + group.cells; ++at) {
        const auto cell = std::lower_bound(first, last, at->col);
        if (cell != last && *cell == at->col)
            add_to(sum, group.demand->weight.front()[static_cast<std::size_t>(cell - group.demand->col.begin())]);
    }
}

void ImputedSink::cut(const core::CutCell& cell) {
    if (!std::binary_search(m_cells.begin(), m_cells.end(), core::CellAt{cell.row, cell.col})) return;
    for (std::size_t p = 0; p < cell.parts.size(); ++p) add_to(m_sums[cell.parts[p].territory.value], cell.values[p * m_stride]);
}

std::vector<std::int64_t> ImputedSink::merge(const std::vector<ImputedSink*>& sinks) {
    std::vector<std::int64_t> sums;
    for (const ImputedSink* sink : sinks) {
        sums.resize(sink->m_sums.size(), 0);
        for (std::size_t t = 0; t < sums.size(); ++t) add_to(sums[t], sink->m_sums[t]);
    }
    return sums;
}

}  // namespace covmap::measure
