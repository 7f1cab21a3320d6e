#include "run/run.hpp"

#include "read/territory/territories.hpp"
#include "run/base/threads.hpp"
#include "run/compute/fatal_defects.hpp"
#include "run/compute/index_tables.hpp"
#include "run/compute/merge_demands.hpp"
#include "run/compute/one_demand.hpp"
#include "run/memory/memory_needs.hpp"
#include "run/merge.hpp"
#include "run/parts/effective_job.hpp"
#include "run/parts/plan.hpp"
#include "run/parts/swept_parts.hpp"
#include "run/prepare/split_job.hpp"
#include "run/publish/context_maps.hpp"
#include "run/publish/publish.hpp"
#include "run/reuse/ask_again.hpp"
#include "run/share/shares.hpp"
#include "store/parts/part_plan.hpp"
#include "store/run_folder.hpp"

namespace covmap::run {

namespace {

/// What a run is made with.
struct Making {
    const RunOptions& options;
    int threads = 1;
    Clock& clock;
    Progress& progress;
    const SweptBands* swept = nullptr;  ///< null: sweeps itself
    std::string job_path = {};          ///< the job file as its run names it; empty: as the job does
};

RunSummary run_on_inputs(const model::Job& job, store::RunFolder& folder, const Making& how) {
    const RunOptions& options = how.options;
    open_contexts(job);
    open_index_tables(job);
    open_shares(job);
    std::vector<DemandAnswer> answers(job.other_demands.size() + 1);
    std::vector<read::SupplyRead> records;
    std::optional<PartialMaps> partial = partial_maps_before(job, options, how.threads, how.progress);
    for (const std::size_t d : order_of_demands(job))
        answers[d] = ask_demand({of_demand(job, d), d, job.other_demands.empty(), options, folder.file("cells.covc"), how.threads,
                                 how.clock, how.progress, partial, records, how.swept});
    const DemandAnswer& first = answers.front();
    const CellFindings findings = std::move(answers.front().findings);
    std::unique_ptr<core::TallyReader> merged;
    model::RunModel model = merge_demands(job, answers, merged, shares_of_memory(memory_of(job, options), how.threads).tally);
    if (!how.job_path.empty()) model.job.path = how.job_path;
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
        const RunSummary other = run_on_inputs(of_territories(job, territory), inner, how);
        for (const core::Text& line : other.accounts)
            summary.accounts.push_back({territory.unit + " : " + line.fr, territory.unit + ": " + line.en});
        for (const std::string& line : other.lines) summary.lines.push_back(territory.unit + ": " + line);
    }
    const FirstDemand cells(model);
    RunSummary whole = publish({model, cells.model(), shared ? *shared : counted, findings,
                                [&] { return job.context.empty() ? outlines() : std::move(around); }, folder},
                               how.threads, how.clock);
    whole.accounts.insert(whole.accounts.end(), summary.accounts.begin(), summary.accounts.end());
    whole.lines.insert(whole.lines.end(), summary.lines.begin(), summary.lines.end());
    return whole;
}

RunSummary run_effective(const model::Job& job, const RunOptions& options, const SweptBands* swept, const std::string& job_path,
                         Progress& progress) {
    const model::Job effective = effective_job(job, options);
    const int threads = threads_of(options);
    limit_caches(job, options);
    // An existing folder is refused before anything is read.
    store::RunFolder folder(effective.output.folder, {options.overwrite, true, {}});
    Clock clock(progress);
    RunSummary summary;
    on_threads(threads, [&]() {
        summary = options.from.empty() ? run_on_inputs(effective, folder, {options, threads, clock, progress, swept, job_path})
                                       : answer_from_run(effective, options, folder, threads, clock, progress);
    });
    if (std::string overrun = overrun_of_memory(memory_of(job, options)); !overrun.empty())
        summary.lines.push_back(std::move(overrun));
    for (const std::string& warning : folder.warnings()) summary.lines.push_back("warning: " + warning);
    progress.done();
    return summary;
}

}  // namespace

RunSummary run_job(const model::Job& job, const RunOptions& options, Progress& progress) {
    return run_effective(job, options, nullptr, {}, progress);
}

RunSummary merge_parts(const model::Job& job, const std::string& folder, const RunOptions& options, Progress& progress) {
    const store::PartPlan plan = plan_to_merge(job, folder, options);
    RunOptions planned = options;
    planned.strict = plan.strict;
    planned.strict_codes = plan.strict_codes;
    planned.allow_unknown = plan.allow_unknown;
    const SweptParts swept(sound_parts(plan, job.path, folder));
    return run_effective(job, planned, &swept, plan.job_given, progress);
}

}  // namespace covmap::run
