#include "measure/reconcile/reference_sums.hpp"

#include <algorithm>

#include "measure/checked.hpp"
#include "measure/tables/rollup.hpp"

namespace covmap::measure {

namespace {

/// The masks of one market, each asked once.
class KnownMasks {
public:
    KnownMasks(const ReferenceQuestions& questions, const core::SignatureTable& signatures)
        : m_questions(questions), m_signatures(signatures) {}

    const std::vector<FigureMask>& at(std::uint32_t market, std::uint32_t signature) {
        if (market >= m_known.size()) m_known.resize(market + 1);
        if (m_known[market].empty()) m_known[market].resize(m_signatures.size());
        std::vector<FigureMask>& masks = m_known[market][signature];
        if (masks.empty())
            for (const auto& question : m_questions.all())
                masks.push_back(question->ask(market, m_signatures[core::SignatureId(signature)]));
        return masks;
    }

private:
    const ReferenceQuestions& m_questions;
    const core::SignatureTable& m_signatures;
    std::vector<std::vector<std::vector<FigureMask>>> m_known;
};

bool has(std::uint64_t mask, std::size_t figure) { return ((mask >> figure) & 1U) != 0; }

}  // namespace

void add(Amount& sum, const Amount& value) {
    add_to(sum.people, value.people);
    add_to(sum.area, value.area);
}

ReferenceSums::ReferenceSums(const model::RunModel& model, const core::TallyReader& tally, const ReferenceUnits& units,
                             const ReferenceQuestions& questions, std::size_t attribute)
    : m_totals(units.places.size()), m_markets(units.places.size()), m_first(1, 0) {
    for (const auto& question : questions.all()) m_first.push_back(m_first.back() + question->figures + 1);
    m_width = m_first.back();
    m_sums.resize(units.places.size() * m_width);
    for (std::size_t t = 0; t < units.place_of.size(); ++t) {
        if (units.place_of[t] == kUnpublished) continue;
        auto& markets = m_markets[units.place_of[t]];
        const std::uint32_t market = t < model.market_of.size() ? model.market_of[t] : 0;
        if (std::find(markets.begin(), markets.end(), market) == markets.end()) markets.push_back(market);
    }
    KnownMasks known(questions, tally.signatures());
    tally.for_each([&](const core::TerritoryTally& rows) {
        const std::uint32_t place = units.place_of[rows.territory.value];
        if (place == kUnpublished) return;
        const std::uint32_t market = rows.territory.value < model.market_of.size() ? model.market_of[rows.territory.value] : 0;
        AmountRange* sums = m_sums.data() + place * m_width;
        const std::int64_t* values = rows.values.data();
        for (const std::uint32_t signature : rows.signatures) {
            const Amount amount{values[attribute], values[tally.stride() - 1]};
            values += tally.stride();
            add(m_totals[place], amount);
            const std::vector<FigureMask>& masks = known.at(market, signature);
            for (std::size_t q = 0; q < masks.size(); ++q) {
                AmountRange* figures = sums + m_first[q];
                const std::size_t count = m_first[q + 1] - m_first[q] - 1;
                for (std::size_t f = 0; f < count; ++f) {
                    if (has(masks[q].sure, f)) add(figures[f].sure, amount);
                    if (has(masks[q].may, f)) add(figures[f].may, amount);
                }
                if (has(masks[q].may, kUnknownFigure)) add(figures[count].may, amount);
            }
        }
    });
}

}  // namespace covmap::measure
