#include "measure/loss/run_loss.hpp"

#include <optional>

#include "core/error.hpp"
#include "measure/checked.hpp"
#include "model/indicator.hpp"

namespace covmap::measure {

namespace {

/// Per territory, quanta: who is served, who is not, of whom nobody knows.
struct Standing {
    std::vector<std::int64_t> served, failing, unknown;
    explicit Standing(std::size_t stride) : served(stride), failing(stride), unknown(stride) {}
};

std::vector<Standing> standing_in(const RunPeople& run, std::size_t indicator) {
    const std::size_t stride = run.tally.stride();
    const model::IndicatorSpec& spec = run.model.job.indicator[indicator];
    std::vector<model::CompiledIndicator> asked;
    for (const model::Market& market : run.model.markets) asked.emplace_back(spec, run.model.catalogue, market);
    const core::SignatureTable& signatures = run.tally.signatures();
    std::vector<std::vector<std::optional<model::State>>> known(asked.size());
    for (auto& of_market : known) of_market.resize(signatures.size());
    std::vector<Standing> standing(run.model.territories.territories.size(), Standing(stride));
    run.tally.for_each([&](const core::TerritoryTally& rows) {
        Standing& here = standing[rows.territory.value];
        const std::uint32_t market = run.model.market_of[rows.territory.value];
        for (std::size_t row = 0; row < rows.signatures.size(); ++row) {
            std::optional<model::State>& state = known[market][rows.signatures[row]];
            if (!state) state = asked[market](signatures[core::SignatureId(rows.signatures[row])]);
            std::vector<std::int64_t>& sums = *state == model::State::unknown                     ? here.unknown
                                              : (*state == model::State::met) != spec.low_is_good ? here.served
                                                                                                  : here.failing;
            for (std::size_t i = 0; i < stride; ++i) add_to(sums[i], rows.values[row * stride + i]);
        }
    });
    return standing;
}

}  // namespace

std::vector<Loss> losses_between(const RunPeople& before, const RunPeople& after, std::size_t indicator) {
    const std::size_t stride = before.tally.stride();
    const auto& then = before.model.territories.territories;
    const auto& now = after.model.territories.territories;
    if (stride != after.tally.stride() || then.size() != now.size())
        throw core::Error(core::ErrorKind::check, "losses", "the two runs are not of the same people and territories");
    const std::vector<Standing> first = standing_in(before, indicator), second = standing_in(after, indicator);
    std::vector<Loss> losses(then.size(), Loss(stride));
    for (std::size_t t = 0; t < then.size(); ++t) {
        if (then[t].code != now[t].code)
            throw core::Error(core::ErrorKind::check, "losses", "the two runs have their territories in another order");
        losses[t].served = first[t].served;
        for (std::size_t i = 0; i < stride; ++i) {
            losses[t].lost[i] = second[t].failing[i] - first[t].failing[i];
            losses[t].unsure[i] = second[t].unknown[i] - first[t].unknown[i];
        }
    }
    return losses;
}

}  // namespace covmap::measure
