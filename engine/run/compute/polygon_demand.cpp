#include "run/compute/polygon_demand.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/interner.hpp"
#include "measure/cells/doubt_sink.hpp"
#include "sweep/tally_sink.hpp"

namespace covmap::run {

namespace {

constexpr std::size_t kMemory = std::size_t{256} << 20;

/// What the sweep found: polygon 0 is none, p + 1 is number p.
struct Found {
    std::uint64_t polygon = 0;
    std::uint32_t territory = 0;
    std::uint32_t place = 0;      ///< of the signature in the order of all
    std::uint32_t signature = 0;  ///< number in the interner, without the polygon
    std::int64_t area = 0;
    [[nodiscard]] auto key() const { return std::tie(polygon, territory, place); }
};

std::vector<Found> found_by(const core::TallyReader& tally, core::Interner& interner) {
    std::vector<Found> found;
    tally.for_each([&](const core::TerritoryTally& rows) {
        for (std::size_t r = 0; r < rows.signatures.size(); ++r) {
            const auto words = tally.signatures()[core::SignatureId(rows.signatures[r])];
            found.push_back(
                {words.back(), rows.territory.value, rows.signatures[r], interner.intern(words.data()), rows.values[r]});
        }
    });
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.key() < b.key(); });
    return found;
}

/// The first of `running` of `whole`, of `weight`.
std::int64_t up_to(std::int64_t weight, double running, double whole) {
    return static_cast<std::int64_t>(std::nearbyint(static_cast<double>(static_cast<long double>(weight) * (running / whole))));
}

/// Hands rows to the sinks that a sweep of cells would feed.
class Feeder {
public:
    explicit Feeder(std::vector<core::Sink*> sinks) : m_sinks(std::move(sinks)) {}
    void add(const Found& row, std::span<const std::int64_t> weights) {
        m_signatures.push_back(row.signature);
        m_values.insert(m_values.end(), weights.begin(), weights.end());
        m_values.push_back(row.area);
    }
    void flush(std::uint32_t territory) {
        if (m_signatures.empty()) return;
        core::Group group{core::TerritoryId(territory), 0, 0, 1, m_signatures, m_values};
        for (core::Sink* sink : m_sinks) sink->group(group);
        m_signatures.clear();
        m_values.clear();
    }

private:
    std::vector<core::Sink*> m_sinks;
    std::vector<std::uint32_t> m_signatures;
    std::vector<std::int64_t> m_values;
};

}  // namespace

void settle_polygons(const read::DemandPolygons& polygons, core::Spread spread, const model::RunModel& model,
                     const measure::CompiledIndicators& indicators, SweepResult& swept) {
    const std::size_t attributes = polygons.weight.size(), stride = attributes + 1;
    core::Interner interner(core::words_for(model.catalogue.bits()));
    const std::vector<Found> found = found_by(*swept.tally, interner);
    auto store = std::make_unique<TallyStore>(model.catalogue.bits(), stride, kMemory);
    std::vector<std::uint32_t> known;
    sweep::TallySink tally(stride, [&](sweep::BandTally&& band, const core::SignatureLookup& signatures) {
        store->add(std::move(band), signatures, known);
    });
    measure::DoubtSink doubt(indicators, model.market_of, attributes);
    std::vector<core::Sink*> sinks = {&tally};
    if (indicators.indicators() > 0) sinks.push_back(&doubt);
    for (core::Sink* sink : sinks) sink->begin_band(0, interner);
    Feeder feeder(sinks);

    sweep::SweepReport& report = swept.report;
    report.outside.insert(report.outside.begin(), attributes, 0);
    report.total.assign(attributes, 0);
    std::vector<bool> on_map(polygons.count(), false);
    std::vector<std::int64_t> weights(attributes);
    for (std::size_t begin = 0, end = 0; begin < found.size(); begin = end) {
        double whole = 0, running = 0;
        for (end = begin; end < found.size() && found[end].polygon == found[begin].polygon; ++end)
            whole += static_cast<double>(found[end].area);
        const bool holds = found[begin].polygon > 0 && whole > 0;
        const std::uint64_t polygon = holds ? found[begin].polygon - 1 : 0;
        if (holds && spread != core::Spread::territory) whole += static_cast<double>(report.polygon_outside[polygon]);
        std::vector<std::int64_t> given(attributes, 0);
        for (std::size_t r = begin; r < end; ++r) {
            running += static_cast<double>(found[r].area);
            for (std::size_t a = 0; a < attributes; ++a) {
                const std::int64_t so_far = holds ? up_to(polygons.weight[a][polygon], running, whole) : 0;
                weights[a] = so_far - given[a];
                given[a] = so_far;
            }
            if (holds) report.has_demand[found[r].territory] = true;
            feeder.add(found[r], weights);
            if (r + 1 == end || found[r + 1].territory != found[r].territory) feeder.flush(found[r].territory);
        }
        if (!holds) continue;
        on_map[polygon] = true;
        for (std::size_t a = 0; a < attributes; ++a) {
            report.total[a] += polygons.weight[a][polygon];
            report.outside[a] += polygons.weight[a][polygon] - given[a];
        }
    }
    for (std::size_t p = 0; p < on_map.size(); ++p)
        for (std::size_t a = 0; a < attributes && !on_map[p]; ++a) {
            report.total[a] += polygons.weight[a][p];
            report.outside[a] += polygons.weight[a][p];
        }
    for (core::Sink* sink : sinks) sink->end_band(0);
    store->finish();
    swept.tally = std::move(store);
    if (indicators.indicators() > 0) swept.doubt = measure::DoubtSink::merge({&doubt});
}

}  // namespace covmap::run
