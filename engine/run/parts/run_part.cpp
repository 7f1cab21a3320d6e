#include "run/parts/run_part.hpp"

#include <algorithm>
#include <optional>

#include "core/error.hpp"
#include "run/base/threads.hpp"
#include "run/compute/one_demand.hpp"
#include "run/compute/sweep_job.hpp"
#include "run/memory/memory_needs.hpp"
#include "run/parts/band_work.hpp"
#include "run/parts/each_sweep.hpp"
#include "run/parts/effective_job.hpp"
#include "run/parts/part_files.hpp"
#include "run/parts/part_sums.hpp"
#include "run/parts/planned_inputs.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "store/run_folder.hpp"

namespace covmap::run {

namespace {

/// What a part keeps of one sweep.
void sweep_rows(const DemandQuestion& question, ReadyDemand& ready, const PartFiles& files, std::size_t sweep) {
    const std::vector<core::Row> bands =
        bands_within(sweep::bands_of(ready.feeds.input), files.plan().sweeps[sweep].rows[files.part() - 1]);
    SweepListeners listeners = listeners_of(ready);
    const CellsKept kept = kept_in_parts(ready);
    std::optional<store::CellsWriter> cells;
    if (kept != CellsKept::no)
        cells.emplace(files.cells(sweep), ready.model, ready.sites, bands,
                      kept == CellsKept::limited ? bytes_of_limit(ready.job) : UINT64_MAX);
    listeners.cells = cells ? &*cells : nullptr;
    question.clock.phase("sweep");
    const std::size_t memory = shares_of_memory(memory_of(question.job, question.options), question.threads).tally;
    const SweepResult swept = sweep_job(ready.feeds, bands, listeners, question.threads, memory, question.progress);
    if (cells) cells->close();  // beyond the limit alone, so is the whole: merge finds no file
    store::write_part_file(files.about(sweep, ready), found_in(swept), *swept.tally, files.sweep(sweep));
}

std::vector<store::HashedFile> hashes_of(const store::RunFolder& folder) {
    std::vector<store::HashedFile> files;
    for (const std::string& name : folder.files()) {
        if (name == "manifest.json" || name == "timings.json") continue;
        const FileHash hash = hash_file(folder.file(name));
        files.push_back({name, hash.bytes, hash.sha256});
    }
    return files;
}

RunSummary summary_of(const std::string& folder, std::vector<std::string> files, std::vector<std::string> lines) {
    RunSummary summary;
    summary.folder = folder;
    summary.files = std::move(files);
    summary.lines = std::move(lines);
    return summary;
}

}  // namespace

RunSummary run_part(const PartsQuestion& question, unsigned part, Progress& progress) {
    const store::PartPlan plan = plan_of(question, progress);
    const std::string target = folder_of(question.folder, part, plan.parts);
    if (is_sound_part(plan, part, target))
        return summary_of(target, {}, {"note: the part stands there already, whole and of this plan: it is left as it is"});
    store::RunFolder folder(target, {true, true, {}, store::kPartFormat});
    const PartFiles files(plan, part, folder.partial());
    RunOptions options = question.options;
    options.allow_unknown = plan.allow_unknown;
    const model::Job job = effective_job(question.job, options);
    const auto known_maps = [&](const std::string& unit) {
        PartialMaps maps;
        for (const store::PlannedSweep& sweep : plan.sweeps)
            if (sweep.unit == unit) maps.bounded.insert(sweep.bounded.begin(), sweep.bounded.end());
        return std::optional(std::move(maps));
    };
    limit_caches(job, options);
    Clock clock(progress);
    std::size_t sweep = 0;
    on_threads(threads_of(options), [&]() {
        each_sweep(job, options, clock, progress, known_maps, [&](const DemandQuestion& demand) {
            const std::unique_ptr<ReadyDemand> ready = ready_demand(demand);
            check_sweep(plan, sweep, demand, *ready);
            sweep_rows(demand, *ready, files, sweep);
            clock.phase("hash");
            check_hashes(plan, ready->job, ready->hashing->wait());
            ++sweep;
        });
    });
    store::write_part_manifest({plan.fingerprint, part, plan.parts, hashes_of(folder)}, folder.partial());
    clock.stop();
    std::vector<std::string> names = folder.files();
    std::erase(names, "timings.json");
    folder.commit();
    std::vector<std::string> lines;
    for (const std::string& warning : folder.warnings()) lines.push_back("warning: " + warning);
    return summary_of(target, std::move(names), std::move(lines));
}

}  // namespace covmap::run
