#include "measure/cells/cell_sums.hpp"

#include <algorithm>
#include <utility>

#include "measure/presence.hpp"

namespace covmap::measure {

CellSumsPlan::CellSumsPlan(const model::RunModel& the_model, const core::CellAreas& the_areas, std::vector<bool> the_published,
                           int the_level)
    : model(the_model),
      areas(the_areas),
      published(std::move(the_published)),
      level(the_level),
      operators(operators_of_markets(the_model)) {
    for (const model::Market& market : model.markets) {
        std::vector<model::CompiledIndicator>& compiled = by_market.emplace_back();
        for (const model::IndicatorSpec& spec : model.job.indicator) compiled.emplace_back(spec, model.catalogue, market);
    }
}

CellSumsSink::CellSumsSink(const CellSumsPlan& plan) : m_plan(plan), m_states(plan.by_market.size()) {
    const core::CellBox& cells = plan.model.frame.cells;
    m_col_begin = cells.col_begin >> plan.level;
    const auto width = static_cast<std::size_t>(((cells.col_end - 1) >> plan.level) - m_col_begin + 1);
    m_sums.assign(width * plan.columns(), 0);
    m_largest.resize(width);
    m_values.resize(plan.stride());
}

void CellSumsSink::begin_band(core::Row band, const core::SignatureLookup& signatures) {
    if (m_signatures != &signatures) {  // another table of signatures: other numbers
        m_states.assign(m_states.size(), {});
        m_offer_of.clear();
    }
    m_signatures = &signatures;
    m_row = (band * core::kBandRows) >> m_plan.level;
    m_band = BlockSums(m_plan.level, m_plan.columns());
}

const CellSumsSink::States& CellSumsSink::states_of(std::uint32_t market, std::uint32_t signature) {
    std::vector<States>& known = m_states[market];
    if (signature >= known.size()) known.resize(signature + signature / 2 + 16);
    States& states = known[signature];
    if (states.empty())
        for (const model::CompiledIndicator& indicator : m_plan.by_market[market])
            states.push_back(indicator(m_signatures->bits(signature)));
    return states;
}

std::uint32_t CellSumsSink::offers_of(std::uint32_t signature) {
    if (signature >= m_offer_of.size()) m_offer_of.resize(signature + signature / 2 + 16, UINT32_MAX);
    std::uint32_t& number = m_offer_of[signature];
    if (number != UINT32_MAX) return number;
    std::vector<std::string> offers;
    for (const std::string& code : m_plan.operators)
        offers.push_back(best_offer(m_signatures->bits(signature), m_plan.model.catalogue, code).text());
    const auto [known, is_new] = m_offer_numbers.emplace(offers, static_cast<std::uint32_t>(m_offers.size()));
    if (is_new) m_offers.push_back(std::move(offers));
    return number = known->second;
}

void CellSumsSink::to_row(core::Row row) {
    const core::Row block = row >> m_plan.level;
    if (block == m_row) return;
    flush();
    m_row = block;
}

void CellSumsSink::flush() {
    std::sort(m_touched.begin(), m_touched.end());
    const std::size_t columns = m_plan.columns();
    for (const core::Col col : m_touched) {
        const auto at = static_cast<std::size_t>(col - m_col_begin);
        const std::span<std::int64_t> sums(m_sums.data() + at * columns, columns);
        CellBlock block{m_row, col, {}, UINT32_MAX};
        if (m_plan.level == 0) {
            block.territory = m_largest[at].part.territory;
            block.offers = offers_of(m_largest[at].part.signature);
        }
        m_band.append(block, sums);
        std::fill(sums.begin(), sums.end(), 0);
        m_largest[at] = {};
    }
    m_touched.clear();
}

void CellSumsSink::add(core::Col block, const core::CellPart& part, std::int64_t of_territory,
                       std::span<const std::int64_t> values) {
    const auto at = static_cast<std::size_t>(block - m_col_begin);
    const std::size_t stride = values.size();
    std::int64_t* const sums = m_sums.data() + at * m_plan.columns();
    Largest& largest = m_largest[at];
    if (largest.area < 0) m_touched.push_back(block);
    if (std::pair(of_territory, values.back()) > std::pair(largest.of_territory, largest.area))
        largest = {of_territory, values.back(), part};
    for (std::size_t v = 0; v < stride; ++v) sums[v] += values[v];
    const States& states = states_of(m_plan.model.market_of[part.territory.value], part.signature);
    for (std::size_t i = 0; i < states.size(); ++i) {
        if (states[i] == model::State::not_met) continue;
        std::int64_t* const of_state = sums + stride * (states[i] == model::State::met ? 1 + 2 * i : 2 + 2 * i);
        for (std::size_t v = 0; v < stride; ++v) of_state[v] += values[v];
    }
}

void CellSumsSink::group(const core::Group& group) {
    if (!m_plan.published[group.territory.value]) return;
    to_row(group.row);
    std::size_t person = group.first;
    const core::Col end = group.col + group.cells;
    for (core::Col col = group.col; col < end;) {
        const core::Col block = col >> m_plan.level, next = std::min(end, (block + 1) << m_plan.level);
        std::fill(m_values.begin(), m_values.end(), 0);
        m_values.back() = m_plan.areas.cumulative(group.row, next) - m_plan.areas.cumulative(group.row, col);
        for (; group.demand != nullptr && person < group.last && group.demand->col[person] < next; ++person)
            for (std::size_t a = 0; a + 1 < m_values.size(); ++a) m_values[a] += group.demand->weight[a][person];
        add(block, {group.territory, group.signatures.front()}, m_values.back(), m_values);
        col = next;
    }
}

std::int64_t CellSumsSink::area_of(core::TerritoryId territory, const core::CutCell& cell) const {
    std::int64_t area = 0;
    for (std::size_t p = 0; p < cell.parts.size(); ++p)
        if (cell.parts[p].territory == territory) area += cell.values[(p + 1) * m_plan.stride() - 1];
    return area;
}

void CellSumsSink::cut(const core::CutCell& cell) {
    to_row(cell.row);
    const std::size_t stride = m_plan.stride();
    std::int64_t of_territory = 0;
    for (std::size_t p = 0; p < cell.parts.size(); ++p) {
        if (!m_plan.published[cell.parts[p].territory.value]) continue;
        if (p == 0 || cell.parts[p].territory != cell.parts[p - 1].territory)
            of_territory = area_of(cell.parts[p].territory, cell);
        add(cell.col >> m_plan.level, cell.parts[p], of_territory, cell.values.subspan(p * stride, stride));
    }
}

void CellSumsSink::end_band(core::Row band) {
    flush();
    m_band.shrink_to_fit();
    if (!m_band.blocks().empty()) m_bands.emplace(band, std::move(m_band));
}

CellSums gathered(const CellSumsPlan& plan, const std::vector<CellSumsSink*>& sinks) {
    CellSums all{BlockSums(plan.level, plan.columns()), {}};
    std::map<core::Row, std::pair<const CellSumsSink*, BlockSums>> bands;
    std::size_t blocks = 0, bytes = 0;
    for (CellSumsSink* sink : sinks)
        for (auto& [band, sums] : sink->take_bands()) {
            blocks += sums.blocks().size();
            bytes += sums.packed_bytes();
            bands.emplace(band, std::pair(sink, std::move(sums)));
        }
    all.sums.reserve(blocks, bytes);
    std::map<std::vector<std::string>, std::uint32_t> numbers;
    std::vector<std::int64_t> values(plan.columns());
    for (; !bands.empty(); bands.erase(bands.begin())) {
        const auto& [sink, sums] = bands.begin()->second;
        for (std::size_t b = 0; b < sums.blocks().size(); ++b) {
            CellBlock block = sums.blocks()[b];
            if (block.offers != UINT32_MAX) {
                const auto [known, is_new] =
                    numbers.emplace(sink->offers()[block.offers], static_cast<std::uint32_t>(all.offers.size()));
                if (is_new) all.offers.push_back(known->first);
                block.offers = known->second;
            }
            sums.values(b, values);
            all.sums.append(block, values);
        }
    }
    return all;
}

}  // namespace covmap::measure
