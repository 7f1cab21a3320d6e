#include "run/parts/plan.hpp"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <thread>

#include "core/error.hpp"
#include "run/base/clock.hpp"
#include "run/base/stop.hpp"
#include "run/base/threads.hpp"
#include "run/base/versions.hpp"
#include "run/compute/index_tables.hpp"
#include "run/compute/one_demand.hpp"
#include "run/memory/memory_needs.hpp"
#include "run/parts/band_work.hpp"
#include "run/parts/each_sweep.hpp"
#include "run/parts/effective_job.hpp"
#include "run/parts/planned_inputs.hpp"
#include "run/share/shares.hpp"
#include "store/bytes/owner.hpp"
#include "store/parts/part_plan.hpp"

namespace covmap::run {

namespace fs = std::filesystem;

namespace {

std::string plan_path(const std::string& folder) { return folder + "/" + store::kPlanFile; }

std::string quoted(const std::string& word) {
    const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || std::strchr("_-./,:@%+=", c) != nullptr || c >= 0x80;
    });
    return plain ? word : store::shell_word(word);
}

store::PlannedSweep planned_sweep(const DemandQuestion& question, const ReadyDemand& ready, unsigned parts) {
    const std::vector<core::Row> bands = sweep::bands_of(ready.feeds.input);
    store::PlannedSweep sweep{question.job.territory.unit,
                              question.number,
                              ready.loaded.frame,
                              ready.feeds.input.territories,
                              ready.feeds.input.bits,
                              ready.feeds.input.attributes,
                              {},
                              {}};
    sweep.bounded.assign(question.partial->bounded.begin(), question.partial->bounded.end());
    sweep.rows = divide_rows(bands, work_of_bands(ready.feeds, bands), parts);
    return sweep;
}

store::PartPlan make_plan(const PartsQuestion& question, Progress& progress) {
    const model::Job job = effective_job(question.job, question.options);
    open_index_tables(job);
    open_shares(job);
    store::PartPlan plan;
    plan.job_given = question.job.path;
    plan.job_path = fs::absolute(question.job.path).lexically_normal().string();
    plan.sets = question.sets;
    plan.job_sha256 = sha256_text(store::job_text(job));
    plan.strict = question.options.strict;
    plan.strict_codes = question.options.strict_codes;
    plan.allow_unknown = question.options.allow_unknown;
    plan.versions = versions();
    plan.parts = question.parts;
    limit_caches(job, question.options);
    Clock clock(progress);
    on_threads(threads_of(question.options), [&]() {
        each_sweep(job, question.options, clock, progress, nullptr, [&](const DemandQuestion& demand) {
            const std::unique_ptr<ReadyDemand> ready = ready_demand(demand);
            clock.phase("plan");
            plan.sweeps.push_back(planned_sweep(demand, *ready, question.parts));
        });
        clock.phase("hash");
        plan.inputs = hash_planned(job);
    });
    clock.stop();
    plan.fingerprint = sha256_text(store::plan_text(plan));
    return plan;
}

std::optional<store::PartPlan> standing_plan(const std::string& folder) {
    std::optional<store::PartPlan> plan = store::read_plan(plan_path(folder));
    if (plan && plan->fingerprint != sha256_text(store::plan_text(*plan)))
        throw core::Error(core::ErrorKind::input, plan_path(folder),
                          "is damaged: it is not what it was when it was written; remove the folder, and plan the job again");
    return plan;
}

store::PartPlan needed_plan(const std::string& folder) {
    if (std::optional<store::PartPlan> plan = standing_plan(folder)) return std::move(*plan);
    throw core::Error(
        core::ErrorKind::input, folder,
        "holds no plan.json, and so no parts of a run; give the folder that covmap plan and covmap run --part wrote");
}

PlannedJob job_of(store::PartPlan plan) { return {std::move(plan.job_path), std::move(plan.sets), plan.parts}; }

[[noreturn]] void refuse_plan(const std::string& folder, const std::string& why) {
    throw core::Error(core::ErrorKind::job, plan_path(folder),
                      why + "; name another folder by -o, or remove this one and plan the job again");
}

void make_folder(const std::string& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed || !fs::is_directory(folder))
        throw core::Error(core::ErrorKind::output, folder,
                          "is no folder, and cannot be made one" + (failed ? " (" + failed.message() + ")" : std::string()) +
                              "; choose another with -o");
}

/// What plans agree on that were made of the same job at two times.
void keep_standing(const store::PartPlan& standing, const store::PartPlan& made, const std::string& folder) {
    if (standing.fingerprint != made.fingerprint)
        refuse_plan(folder, "is a plan of another job, of other inputs or of another number of parts (" +
                                std::to_string(standing.parts) + ")");
}

}  // namespace

std::string folder_of(const std::string& folder, unsigned part, unsigned parts) {
    char name[32];
    std::snprintf(name, sizeof name, "/part-%04u-of-%04u", part, parts);
    return folder + name;
}

std::string command_of(const std::string& job, unsigned part, unsigned parts, const std::string& folder) {
    return "covmap run " + quoted(job) + " --part " + std::to_string(part) + "/" + std::to_string(parts) + " -o " +
           quoted(folder);
}

std::optional<PlannedJob> planned_job(const std::string& folder) {
    std::optional<store::PartPlan> plan = standing_plan(folder);
    if (!plan) return std::nullopt;
    return job_of(std::move(*plan));
}

PlannedJob job_to_merge(const std::string& folder) { return job_of(needed_plan(folder)); }

void check_plan(const store::PartPlan& plan, const PartsQuestion& question) {
    if (plan.parts != question.parts)
        refuse_plan(question.folder, "is of " + std::to_string(plan.parts) + " parts, not " + std::to_string(question.parts));
    if (plan.versions != versions())
        throw core::Error(core::ErrorKind::input, plan_path(question.folder),
                          "was made by another covmap, or with other libraries (covmap --version), whose last digits may differ; "
                          "use that one for all parts, or remove the folder and plan the job again");
    RunOptions planned = question.options;
    planned.allow_unknown = plan.allow_unknown;
    const model::Job job = effective_job(question.job, planned);
    if (plan.job_sha256 != sha256_text(store::job_text(job)))
        refuse_plan(question.folder, "is of another job than " + question.job.path + ", or the job was changed since");
    const bool other = question.options.strict && (!plan.strict || question.options.strict_codes != plan.strict_codes);
    if (other || (question.options.allow_unknown && !plan.allow_unknown))
        refuse_plan(question.folder, "was made without this --strict or --allow-unknown");
    check_sizes(plan, job);
}

store::PartPlan plan_of(const PartsQuestion& question, Progress& progress) {
    make_folder(question.folder);
    constexpr auto kPause = std::chrono::milliseconds(100);
    while (true) {
        if (std::optional<store::PartPlan> plan = standing_plan(question.folder)) {
            check_plan(*plan, question);
            return std::move(*plan);
        }
        const store::PathLock lock(question.folder);  // where the file system knows none, nobody waits for anybody
        if (lock.state() == store::PathLock::State::of_another) {
            throw_if_cancelled();
            std::this_thread::sleep_for(kPause);
            continue;
        }
        if (store::read_plan(plan_path(question.folder))) continue;  // made between the two looks
        store::PartPlan plan = make_plan(question, progress);
        store::write_plan(plan, plan_path(question.folder));
        return plan;
    }
}

store::PartPlan plan_to_merge(const model::Job& job, const std::string& folder, const RunOptions& options) {
    store::PartPlan plan = needed_plan(folder);
    check_plan(plan, {job, plan.sets, options, folder, plan.parts});
    return plan;
}

RunSummary plan_parts(const PartsQuestion& question, Progress& progress) {
    make_folder(question.folder);
    const std::optional<store::PartPlan> standing = standing_plan(question.folder);
    const store::PartPlan plan = make_plan(question, progress);
    if (standing)
        keep_standing(*standing, plan, question.folder);
    else
        store::write_plan(plan, plan_path(question.folder));
    RunSummary summary;
    summary.folder = question.folder;
    summary.files = {store::kPlanFile};
    std::size_t busy = 0;
    for (const store::PlannedSweep& sweep : plan.sweeps)
        busy = std::max(busy, static_cast<std::size_t>(std::count_if(sweep.rows.begin(), sweep.rows.end(),
                                                                     [](const auto& r) { return r.first < r.second; })));
    if (busy < plan.parts)
        summary.lines.push_back("note: " + std::to_string(plan.parts - busy) + " of the " + std::to_string(plan.parts) +
                                " parts have no rows: the map has " + std::to_string(busy) +
                                " bands to share; they are run and merged as the others");
    return summary;
}

}  // namespace covmap::run
