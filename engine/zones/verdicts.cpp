#include "zones/verdicts.hpp"

namespace covmap::zones {

Standards::Standards(std::span<const model::IndicatorSpec* const> indicators, const model::Catalogue& catalogue,
                     const std::vector<model::Market>& markets) {
    for (const model::IndicatorSpec* spec : indicators) m_low_is_good.push_back(spec->low_is_good);
    for (const model::Market& market : markets) {
        std::vector<model::CompiledIndicator>& compiled = m_by_market.emplace_back();
        for (const model::IndicatorSpec* spec : indicators) compiled.emplace_back(*spec, catalogue, market);
    }
}

void Standards::judge(std::uint32_t market, std::span<const std::uint64_t> signature, std::span<Verdict> verdicts) const {
    for (std::size_t i = 0; i < m_low_is_good.size(); ++i) {
        const model::CompiledIndicator& indicator = m_by_market[market][i];
        const model::State state = indicator(signature);
        if (state == model::State::unknown)
            verdicts[i] = Verdict::unknown;
        else if ((state == model::State::met) != m_low_is_good[i])
            verdicts[i] = Verdict::meets;
        else
            verdicts[i] = indicator.count(signature).present == 0 ? Verdict::white : Verdict::grey;
    }
}

std::span<const Verdict> Verdicts::at(std::uint32_t market, std::uint32_t signature, const core::SignatureLookup& signatures) {
    OfMarket& known = m_by_market[market];
    const std::size_t n = m_standards->size();
    if (signature >= known.known.size()) {
        known.known.resize(signature + signature / 2 + 16, false);
        known.verdicts.resize(known.known.size() * n);
    }
    const std::span<Verdict> verdicts = std::span(known.verdicts).subspan(signature * n, n);
    if (!known.known[signature]) {
        m_standards->judge(market, signatures.bits(signature), verdicts);
        known.known[signature] = true;
    }
    return verdicts;
}

}  // namespace covmap::zones
