#include "measure/outcomes.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace covmap::measure {

CompiledIndicators::CompiledIndicators(const std::vector<model::IndicatorSpec>& indicators, const model::Catalogue& catalogue,
                                       const std::vector<model::Market>& markets)
    : m_indicators(indicators.size()) {
    if (indicators.size() > kMaxIndicators)
        throw core::Error(core::ErrorKind::job, "indicator",
                          std::to_string(indicators.size()) + " indicators; a job holds at most 64: split it in two");
    m_by_market.resize(std::max<std::size_t>(markets.size(), 1));  // without any: one without operators
    for (std::size_t m = 0; m < m_by_market.size(); ++m)
        for (const model::IndicatorSpec& spec : indicators)
            m_by_market[m].emplace_back(spec, catalogue, m < markets.size() ? markets[m] : model::Market{});
}

Outcome CompiledIndicators::evaluate(std::uint32_t market, std::span<const std::uint64_t> signature) const {
    Outcome outcome;
    const auto& compiled = m_by_market[market];
    for (std::size_t i = 0; i < compiled.size(); ++i) {
        const model::State state = compiled[i](signature);
        outcome.met |= static_cast<std::uint64_t>(state == model::State::met) << i;
        outcome.unknown |= static_cast<std::uint64_t>(state == model::State::unknown) << i;
    }
    return outcome;
}

}  // namespace covmap::measure
