#include "run/run.hpp"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "model/indicator.hpp"
#include "read/files/gdal_init.hpp"
#include "read/territory/territories.hpp"
#include "run/compute/fatal_defects.hpp"
#include "run/compute/index_tables.hpp"
#include "run/compute/merge_demands.hpp"
#include "run/compute/one_demand.hpp"
#include "run/prepare/markets.hpp"
#include "run/prepare/memory_needs.hpp"
#include "run/prepare/split_job.hpp"
#include "run/publish/context_maps.hpp"
#include "run/publish/publish.hpp"
#include "run/reuse/ask_again.hpp"
#include "run/share/shares.hpp"
#include "store/run_folder.hpp"

namespace covmap::run {

namespace {

/// Maps are judged by the people of the first demand, also where another one has to be asked before.
PartialMaps partial_maps_of_first(const model::Job& job, const RunOptions& options, int threads, Progress& progress) {
    model::Job first = of_demand(job, 0);
    // Records name premises, which the first demand may not have; they have an extent of their own.
    std::erase_if(first.supply, [](const model::SupplySpec& supply) { return supply.format == model::SupplyFormat::records; });
    std::vector<read::SupplyRead> records;
    const LoadedJob loaded =
        load_job(first, shares_of_memory(options.memory_bytes, threads).vertices, progress, records, options.lost_sites);
    return find_partial_maps(first, loaded, threads);
}

RunSummary run_on_inputs(const model::Job& job, const RunOptions& options, store::RunFolder& folder, int threads, Clock& clock,
                         Progress& progress) {
    open_contexts(job);
    open_index_tables(job);
    open_shares(job);
    std::vector<DemandAnswer> answers(job.other_demands.size() + 1);
    std::vector<read::SupplyRead> records;
    const std::vector<std::size_t> order = order_of_demands(job);
    std::optional<PartialMaps> partial;
    if (order.front() != 0) partial = partial_maps_of_first(job, options, threads, progress);
    for (const std::size_t d : order)
        answers[d] = ask_demand(
            {of_demand(job, d), d, job.other_demands.empty(), options, folder, threads, clock, progress, partial, records});
    const DemandAnswer& first = answers.front();
    const CellFindings findings = std::move(answers.front().findings);
    std::unique_ptr<core::TallyReader> merged;
    model::RunModel model = merge_demands(job, answers, merged, shares_of_memory(options.memory_bytes, threads).tally);
    const core::TallyReader& counted = merged ? *merged : *first.tally;
    const std::unique_ptr<core::TallyReader> shared = add_shares(counted, model);
    if (!job.index.empty()) read_index_tables(job.territory, model);
    if (shared || !job.index.empty()) refuse_defects(model.defects, options);
    const auto outlines = [&] {
        model::Outlines read{{}, findings.places, {}, findings.lines};
        read.geometry.territories = read::read_territory_polygons(job.territory, model.territories, read.geometry.crs);
        return read;
    };
    model::Outlines around;  // with their background, which may be faulty: read before anything is written
    if (!job.context.empty()) {
        around = outlines();
        around.context = read_contexts(around.geometry, model);
        refuse_defects(model.defects, options);
    }
    RunSummary summary;
    for (const model::TerritorySpec& territory : job.other_territories) {
        store::RunFolder inner(folder.file(territory.unit), {});
        const RunSummary other = run_on_inputs(of_territories(job, territory), options, inner, threads, clock, progress);
        for (const core::Text& line : other.accounts)
            summary.accounts.push_back({territory.unit + " : " + line.fr, territory.unit + ": " + line.en});
        for (const std::string& line : other.lines) summary.lines.push_back(territory.unit + ": " + line);
    }
    const FirstDemand cells(model);
    RunSummary whole = publish({model, cells.model(), shared ? *shared : counted, findings,
                                [&] { return job.context.empty() ? outlines() : std::move(around); }, folder},
                               threads, clock);
    whole.accounts.insert(whole.accounts.end(), summary.accounts.begin(), summary.accounts.end());
    whole.lines.insert(whole.lines.end(), summary.lines.begin(), summary.lines.end());
    return whole;
}

}  // namespace

RunSummary run_job(const model::Job& job, const RunOptions& given, Progress& progress) {
    RunOptions options = given;
    if (options.memory_bytes == 0) options.memory_bytes = job.output.memory_bytes;
    if (options.memory_bytes > 0) read::limit_block_cache(options.memory_bytes);
    model::Job effective = job;
    const auto canonical = canonical_operators(job);
    for (model::IndicatorSpec& indicator : effective.indicator) {
        for (std::string& op : indicator.of) op = canonical(op);
        indicator.allow_unknown = indicator.allow_unknown || options.allow_unknown;
    }
    model::settle_combinations(effective.indicator);
    if (!options.output_folder.empty())
        effective.output.folder = options.output_folder;
    else if (std::filesystem::path(job.output.folder).is_relative() && !job.folder.empty())
        effective.output.folder = (std::filesystem::path(job.folder) / job.output.folder).string();
    const int threads =
        options.threads > 0 ? options.threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
    // An existing folder is refused before anything is read.
    store::RunFolder folder(effective.output.folder, {options.overwrite, true, {}});
    Clock clock(progress);
    tbb::task_arena arena(threads);
    RunSummary summary;
    arena.execute([&] {
        summary = options.from.empty() ? run_on_inputs(effective, options, folder, threads, clock, progress)
                                       : answer_from_run(effective, options, folder, threads, clock, progress);
    });
    if (std::string overrun = overrun_of_memory(options.memory_bytes); !overrun.empty())
        summary.lines.push_back(std::move(overrun));
    for (const std::string& warning : folder.warnings()) summary.lines.push_back("warning: " + warning);
    progress.done();
    return summary;
}

}  // namespace covmap::run
