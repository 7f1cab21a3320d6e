#include "run/sweep_job.hpp"

#include <tbb/parallel_for.h>

#include <array>
#include <atomic>

#include "measure/doubt_sink.hpp"
#include "run/cancel.hpp"
#include "sweep/tally_sink.hpp"

namespace covmap::run {

namespace {

/// One thread's worker with its sinks.
struct Lane {
    Lane(const sweep::SweepInput& input, TallyStore& store, const measure::CompiledIndicators& indicators, const std::vector<std::uint32_t>& market_of)
        : worker(input),
          tally(input.attributes + 1,
                [this, &store](sweep::BandTally&& band, const core::SignatureLookup& signatures) { store.add(std::move(band), signatures, known); }),
          doubt(indicators, market_of, input.attributes) {}

    sweep::Worker worker;
    std::vector<std::uint32_t> known;
    sweep::TallySink tally;
    measure::DoubtSink doubt;
};

}  // namespace

SweepResult sweep_job(const sweep::SweepInput& input, const std::vector<core::ChainStore*>& stores, const measure::CompiledIndicators& indicators,
                      const std::vector<std::uint32_t>& market_of, int threads, std::size_t memory_bytes, Progress& progress) {
    SweepResult result;
    result.tally = std::make_unique<TallyStore>(input.bits, input.attributes + 1, memory_bytes);
    const std::vector<core::Row> bands = sweep::bands_of(input);
    const auto lanes_wanted = static_cast<std::size_t>(std::max(1, threads));
    std::vector<std::unique_ptr<Lane>> lanes(lanes_wanted);
    std::atomic<std::size_t> next{0}, finished{0};
    const bool doubts = indicators.indicators() > 0;
    // Lanes take bands from north to south, so that the demand's raster blocks are decoded once.
    tbb::parallel_for(std::size_t{0}, lanes_wanted, [&](std::size_t l) {
        lanes[l] = std::make_unique<Lane>(input, *result.tally, indicators, market_of);
        Lane& lane = *lanes[l];
        const std::array<core::Sink*, 2> sinks{&lane.tally, &lane.doubt};
        const std::span<core::Sink* const> used(sinks.data(), doubts ? 2 : 1);
        for (std::size_t i = next++; i < bands.size(); i = next++) {
            throw_if_cancelled();
            lane.worker.sweep_band(bands[i], used);
            for (core::ChainStore* store : stores) store->release(bands[i]);
            progress.advance(static_cast<double>(++finished) / static_cast<double>(bands.size()));
        }
    });
    std::vector<measure::DoubtSink*> sinks;
    for (const auto& lane : lanes) {
        result.report.merge(lane->worker.report());
        sinks.push_back(&lane->doubt);
    }
    if (doubts) result.doubt = measure::DoubtSink::merge(sinks);
    result.tally->finish();
    return result;
}

}  // namespace covmap::run
