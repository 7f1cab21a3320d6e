// The zones' accounts against the tally.
#include <algorithm>

#include "core/error.hpp"
#include "model/indicator.hpp"
#include "run/compute/cell_analysis.hpp"
#include "run/prepare/territory_filter.hpp"

namespace covmap::run {

namespace {

/// Sums of one [[zones]], per territory.
struct Sums {
    explicit Sums(std::size_t territories, std::size_t the_stride) : stride(the_stride), values(territories * the_stride, 0) {}
    std::size_t stride;
    std::vector<std::int64_t> values;

    std::int64_t* of(core::TerritoryId territory) { return values.data() + territory.value * stride; }
    /// White and grey together.
    void add(const model::ZonePart& part) {
        std::int64_t* into = of(part.territory);
        for (std::size_t a = 0; a < 2 * stride; ++a) into[a % stride] += part.values[a];
    }
    [[nodiscard]] std::vector<std::int64_t> total() const {
        std::vector<std::int64_t> sum(stride, 0);
        for (std::size_t i = 0; i < values.size(); ++i)
            if (__builtin_add_overflow(sum[i % stride], values[i], &sum[i % stride]))
                throw core::Error(core::ErrorKind::check, "zones", "a sum exceeds 63 bits: the input's weights are too large");
        return sum;
    }
};

const model::IndicatorSpec& standard_of(const model::Job& job, const model::ZonesSpec& spec) {
    return *std::find_if(job.indicator.begin(), job.indicator.end(),
                         [&](const model::IndicatorSpec& i) { return i.name == spec.fails; });
}

/// What fails and what is unknown by the tally.
void add_tally(const model::RunModel& model, const core::TallyReader& tally, const model::IndicatorSpec& standard, Sums& failing,
               Sums& unknown) {
    std::vector<model::CompiledIndicator> by_market;
    for (const model::Market& market : model.markets) by_market.emplace_back(standard, model.catalogue, market);
    const model::State fails = standard.low_is_good ? model::State::met : model::State::not_met;
    tally.for_each([&](const core::TerritoryTally& rows) {
        const model::Territory& territory = model.territories.territories[rows.territory.value];
        if (!is_meant(model.territories, territory, model.job.only)) return;
        const model::CompiledIndicator& indicator = by_market[model.market_of[rows.territory.value]];
        for (std::size_t r = 0; r < rows.signatures.size(); ++r) {
            const model::State state = indicator(tally.signatures()[core::SignatureId(rows.signatures[r])]);
            if (state != fails && state != model::State::unknown) continue;
            std::int64_t* into = (state == fails ? failing : unknown).of(rows.territory);
            for (std::size_t a = 0; a < failing.stride; ++a) into[a] += rows.values[r * failing.stride + a];
        }
    });
}

}  // namespace

std::vector<model::ZoneAccount> settle_zones(const model::RunModel& model, const core::TallyReader& tally,
                                             const std::vector<model::ZoneSet>& sets) {
    const std::size_t stride = model.attributes.size() + 1, n = model.territories.territories.size();
    std::vector<model::ZoneAccount> accounts;
    for (std::size_t z = 0; z < sets.size(); ++z) {
        const model::ZonesSpec& spec = model.job.zones[z];
        Sums failing(n, stride), unknown(n, stride), in_zones(n, stride), scattered(n, stride), empty(n, stride);
        add_tally(model, tally, standard_of(model.job, spec), failing, unknown);
        for (const model::Zone& zone : sets[z].zones)
            for (const model::ZonePart& part : zone.parts) in_zones.add(part);
        for (const model::ZonePart& part : sets[z].scattered) scattered.add(part);
        for (const model::ZonePart& part : sets[z].empty) empty.add(part);
        for (std::size_t i = 0; i < failing.values.size(); ++i)
            if (in_zones.values[i] + scattered.values[i] + empty.values[i] != failing.values[i])
                throw core::Error(core::ErrorKind::check, "zones " + spec.name,
                                  "the zones of " + model.territories.territories[i / stride].code + " hold " +
                                      std::to_string(in_zones.values[i]) + " and " +
                                      std::to_string(scattered.values[i] + empty.values[i]) + " are scattered, but " +
                                      std::to_string(failing.values[i]) + " fail by the tally (quanta); please report it");
        accounts.push_back({spec.name, spec.fails, sets[z].zones.size(), failing.total(), in_zones.total(), scattered.total(),
                            empty.total(), unknown.total()});
    }
    return accounts;
}

}  // namespace covmap::run
