#include "measure/loss/operator_loss.hpp"

#include <optional>

#include "measure/checked.hpp"
#include "model/indicator.hpp"

namespace covmap::measure {

namespace {

enum class Fate : std::uint8_t { not_served, kept, lost, unsure };

/// What becomes of the people of a signature, asked once for each market.
class Fates {
public:
    Fates(const model::RunModel& model, const LossQuestion& question, const core::SignatureTable& signatures)
        : m_low_is_good(model.job.indicator[question.indicator].low_is_good),
          m_signatures(signatures),
          m_known(model.markets.size(), std::vector<std::optional<Fate>>(signatures.size())) {
        for (const model::Market& market : model.markets) {
            m_before.emplace_back(model.job.indicator[question.indicator], model.catalogue, market);
            m_after.emplace_back(model.job.indicator[question.indicator], model.catalogue, market, question.lost);
        }
    }

    Fate of(std::uint32_t market, std::uint32_t signature) {
        std::optional<Fate>& known = m_known[market][signature];
        if (!known) known = asked(market, signature);
        return *known;
    }

private:
    [[nodiscard]] Fate asked(std::uint32_t market, std::uint32_t signature) const {
        const auto bits = m_signatures[core::SignatureId(signature)];
        if (!serves(m_before[market](bits))) return Fate::not_served;
        const model::State then = m_after[market](bits);
        if (then == model::State::unknown) return Fate::unsure;
        return serves(then) ? Fate::kept : Fate::lost;
    }
    [[nodiscard]] bool serves(model::State state) const {
        return state != model::State::unknown && (state == model::State::met) != m_low_is_good;
    }

    bool m_low_is_good;
    const core::SignatureTable& m_signatures;
    std::vector<model::CompiledIndicator> m_before, m_after;
    std::vector<std::vector<std::optional<Fate>>> m_known;
};

void add_values(std::vector<std::int64_t>& sums, std::span<const std::int64_t> values) {
    for (std::size_t i = 0; i < sums.size(); ++i) add_to(sums[i], values[i]);
}

}  // namespace

void Loss::add(const Loss& other) {
    add_values(served, other.served);
    add_values(lost, other.lost);
    add_values(unsure, other.unsure);
}

std::vector<Loss> losses_of(const model::RunModel& model, const core::TallyReader& tally, const LossQuestion& question) {
    const std::size_t stride = tally.stride();
    std::vector<Loss> losses(model.territories.territories.size(), Loss(stride));
    Fates fates(model, question, tally.signatures());
    tally.for_each([&](const core::TerritoryTally& rows) {
        Loss& loss = losses[rows.territory.value];
        for (std::size_t row = 0; row < rows.signatures.size(); ++row) {
            const Fate fate = fates.of(model.market_of[rows.territory.value], rows.signatures[row]);
            if (fate == Fate::not_served) continue;
            const auto values = rows.values.subspan(row * stride, stride);
            add_values(loss.served, values);
            if (fate == Fate::lost) add_values(loss.lost, values);
            if (fate == Fate::unsure) add_values(loss.unsure, values);
        }
    });
    return losses;
}

}  // namespace covmap::measure
