#include "run/parts/swept_parts.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "run/base/stop.hpp"
#include "run/compute/merge_demands.hpp"
#include "run/compute/one_demand.hpp"
#include "run/compute/replay.hpp"
#include "run/memory/memory_needs.hpp"
#include "run/parts/band_work.hpp"
#include "run/parts/part_sums.hpp"
#include "run/parts/planned_inputs.hpp"
#include "store/cells_file.hpp"
#include "store/cells_writer.hpp"

namespace covmap::run {

namespace {

/// Asks for all rows, as a sweep would: what the demand tells of itself is complete then.
void load_demand(const std::vector<core::Row>& bands, const core::CellBox& cells, core::Demand& demand) {
    tbb::parallel_for(std::size_t{0}, bands.size(), [&](std::size_t b) {
        throw_if_cancelled();
        core::DemandRows rows;
        demand.load(std::max(cells.row_begin, bands[b] * core::kBandRows),
                    std::min(cells.row_end, (bands[b] + 1) * core::kBandRows), rows);
    });
}

/// One thread's sinks for the cells of one part: the numbers of signatures are those of its file.
struct PartLane {
    PartLane(const CellAnalysis& analysis, const ReadyDemand& ready) : cells(analysis) {
        cells.append_to(sinks);
        if (ready.people) sinks.push_back(&people.emplace(ready.feeds.input.attributes));
        for (const TestsOfJob& list : ready.tests)
            sinks.push_back(
                tests.emplace_back(std::make_unique<measure::TestSink>(list.points, list.read.tests, list.claims)).get());
    }

    CellAnalysis::Lane cells;
    std::optional<measure::PeopleSink> people;
    std::vector<std::unique_ptr<measure::TestSink>> tests;
    std::vector<core::Sink*> sinks;
};

void replay_parts(const std::vector<PartFiles>& parts, std::size_t sweep, const DemandQuestion& question, ReadyDemand& ready,
                  SweepResult& swept) {
    CellAnalysis analysis(ready.model, *ready.feeds.areas, ready.sites, std::move(ready.places.lists),
                          std::move(ready.lines.sets));
    std::vector<std::unique_ptr<PartLane>> lanes;
    for (const PartFiles& part : parts) {
        const store::CellsFile file(part.cells(sweep), ready.model);
        const std::size_t first = lanes.size();
        lanes.resize(first + std::min(file.bands().size(), static_cast<std::size_t>(std::max(1, question.threads))));
        replay_all(
            file, ready.model, *ready.feeds.areas, lanes.size() - first,
            [&](std::size_t worker) {
                lanes[first + worker] = std::make_unique<PartLane>(analysis, ready);
                return lanes[first + worker]->sinks;
            },
            question.progress);
    }
    std::vector<CellAnalysis::Lane*> cells;
    swept.tests.resize(ready.tests.size());
    for (const auto& lane : lanes) {
        cells.push_back(&lane->cells);
        if (lane->people) swept.people.insert(swept.people.end(), lane->people->people().begin(), lane->people->people().end());
        for (std::size_t m = 0; m < lane->tests.size(); ++m)
            swept.tests[m].insert(swept.tests[m].end(), lane->tests[m]->found().begin(), lane->tests[m]->found().end());
    }
    swept.findings = analysis.finish(cells);
}

/// cells.covc of the whole run from those of its parts, block by block. False where it is beyond its limit: then so may be some
/// part's, which is not there.
bool join_cells(const std::vector<PartFiles>& parts, std::size_t sweep, const std::vector<core::Row>& bands,
                const DemandQuestion& question, const ReadyDemand& ready) {
    const auto there = [&](const PartFiles& part) { return std::filesystem::exists(part.cells(sweep)); };
    if (ready.kept == CellsKept::limited && !std::all_of(parts.begin(), parts.end(), there)) return false;
    store::CellsWriter writer(question.cells, ready.model, ready.sites, bands,
                              ready.kept == CellsKept::limited ? bytes_of_limit(ready.job) : UINT64_MAX);
    for (const PartFiles& part : parts) {
        store::CellsFile file(part.cells(sweep), ready.model);
        for (const core::Row band : bands_within(bands, part.plan().sweeps[sweep].rows[part.part() - 1])) {
            throw_if_cancelled();
            writer.add(band, file.block(band));
        }
    }
    return writer.close();
}

}  // namespace

SweepResult SweptParts::take(const DemandQuestion& question, ReadyDemand& ready) const {
    const std::size_t sweep = position_of(m_parts.front().plan(), question);
    check_sweep(m_parts.front().plan(), sweep, question, ready);
    const sweep::SweepInput& input = ready.feeds.input;
    const std::vector<core::Row> bands = sweep::bands_of(input);
    load_demand(bands, input.frame.cells, *input.demand);
    SweepResult swept;
    swept.tally =
        std::make_unique<TallyStore>(64 * sweep::signature_words(input), input.attributes + 1,
                                     shares_of_memory(memory_of(question.job, question.options), question.threads).tally);
    for (const PartFiles& part : m_parts) {
        throw_if_cancelled();
        const store::PartFile file = store::open_part_file(part.sweep(sweep), part.about(sweep, ready));
        add_found(file.found, swept);
        add_tally(*file.tally, 0, input.attributes + 1, *swept.tally);
    }
    sum_doubt(swept.doubt);
    swept.tally->finish();
    if (replays_cells(ready)) replay_parts(m_parts, sweep, question, ready, swept);
    if (ready.kept != CellsKept::no && !join_cells(m_parts, sweep, bands, question, ready))
        note_large_cells(ready.job, ready.model);
    if (!replays_cells(ready)) swept.findings.index.lattice = ready.model.frame.lattice;
    check_hashes(m_parts.front().plan(), ready.job, ready.hashing->wait());
    return swept;
}

}  // namespace covmap::run
