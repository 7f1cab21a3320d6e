#include "run/compute/sweep_job.hpp"

#include <tbb/parallel_for.h>

#include <atomic>
#include <optional>

#include "measure/cells/doubt_sink.hpp"
#include "measure/cells/imputed_sink.hpp"
#include "run/base/stop.hpp"
#include "store/cells_encoder.hpp"
#include "sweep/tally_sink.hpp"

namespace covmap::run {

namespace {

/// One thread's worker with its sinks.
struct Lane {
    Lane(const sweep::SweepInput& input, TallyStore& store, const SweepListeners& listeners)
        : worker(input),
          tally(input.attributes + 1,
                [this, &store](sweep::BandTally&& band, const core::SignatureLookup& signatures) {
                    store.add(std::move(band), signatures, known);
                }),
          doubt(*listeners.indicators, *listeners.market_of, input.attributes) {
        sinks.push_back(&tally);
        if (listeners.indicators->indicators() > 0) sinks.push_back(&doubt);
        if (listeners.analysis != nullptr) cells.emplace(*listeners.analysis).append_to(sinks);
        if (listeners.imputed && input.attributes > 0) {
            imputed.emplace(*listeners.imputed, input.territories, input.attributes);
            sinks.push_back(&*imputed);
        }
        if (listeners.people && input.attributes > 0) sinks.push_back(&people.emplace(input.attributes));
        if (listeners.tests != nullptr)
            for (const TestsOfJob& list : *listeners.tests)
                sinks.push_back(
                    tests.emplace_back(std::make_unique<measure::TestSink>(list.points, list.read.tests, list.claims)).get());
        if (listeners.cells == nullptr) return;
        encoder.emplace(input.attributes, core::words_for(input.bits), input.frame.cells.col_begin,
                        [writer = listeners.cells](core::Row band, std::string&& block) { writer->add(band, std::move(block)); });
        sinks.push_back(&*encoder);
    }

    sweep::Worker worker;
    std::vector<std::uint32_t> known;
    sweep::TallySink tally;
    measure::DoubtSink doubt;
    std::optional<CellAnalysis::Lane> cells;
    std::optional<measure::ImputedSink> imputed;
    std::optional<measure::PeopleSink> people;
    std::vector<std::unique_ptr<measure::TestSink>> tests;
    std::optional<store::CellsEncoder> encoder;
    std::vector<core::Sink*> sinks;
};

}  // namespace

SweepResult sweep_job(const Feeds& feeds, const std::vector<core::Row>& bands, const SweepListeners& listeners, int threads,
                      std::size_t memory_bytes, Progress& progress) {
    const sweep::SweepInput& input = feeds.input;
    SweepResult result;
    result.tally = std::make_unique<TallyStore>(64 * sweep::signature_words(input), input.attributes + 1, memory_bytes);
    const auto lanes_wanted = static_cast<std::size_t>(std::max(1, threads));
    std::vector<std::unique_ptr<Lane>> lanes(lanes_wanted);
    std::atomic<std::size_t> next{0}, finished{0};
    // Lanes take bands from north to south, so that the demand's raster blocks are decoded once.
    tbb::parallel_for(std::size_t{0}, lanes_wanted, [&](std::size_t l) {
        lanes[l] = std::make_unique<Lane>(input, *result.tally, listeners);
        Lane& lane = *lanes[l];
        for (std::size_t i = next++; i < bands.size(); i = next++) {
            throw_if_cancelled();
            lane.worker.sweep_band(bands[i], lane.sinks);
            for (core::ChainStore* store : feeds.stores) store->release(bands[i]);
            progress.advance(static_cast<double>(++finished) / static_cast<double>(bands.size()));
        }
    });
    std::vector<measure::DoubtSink*> doubts;
    std::vector<CellAnalysis::Lane*> cells;
    std::vector<measure::ImputedSink*> imputed;
    if (listeners.tests != nullptr) result.tests.resize(listeners.tests->size());
    for (const auto& lane : lanes) {
        result.report.merge(lane->worker.report());
        doubts.push_back(&lane->doubt);
        if (lane->cells) cells.push_back(&*lane->cells);
        if (lane->imputed) imputed.push_back(&*lane->imputed);
        for (std::size_t m = 0; m < lane->tests.size(); ++m) {
            const auto& found = lane->tests[m]->found();
            result.tests[m].insert(result.tests[m].end(), found.begin(), found.end());
            lane->tests[m].reset();
        }
        if (!lane->people) continue;
        result.people.insert(result.people.end(), lane->people->people().begin(), lane->people->people().end());
        lane->people.reset();
    }
    if (listeners.indicators->indicators() > 0) result.doubt = measure::DoubtSink::merge(doubts);
    result.imputed = measure::ImputedSink::merge(imputed);
    if (listeners.analysis != nullptr) result.findings = listeners.analysis->finish(cells);
    result.tally->finish();
    return result;
}

}  // namespace covmap::run
