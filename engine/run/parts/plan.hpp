// What all parts of a run agree on, made once: which rows each of them sweeps, of which inputs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/job/job.hpp"
#include "run/base/options.hpp"
#include "run/base/progress.hpp"

namespace covmap::store {
struct PartPlan;
}

namespace covmap::run {

inline constexpr unsigned kMostParts = 9999;

/// A job taken into parts.
struct PartsQuestion {
    const model::Job& job;          ///< as parsed
    std::vector<std::string> sets;  ///< values that were changed before it was parsed: «output.language=fr»
    const RunOptions& options;      ///< threads, memory, strict, allow_unknown
    std::string folder;             ///< where plan and parts lie
    unsigned parts = 0;             ///< 1 to kMostParts
};

/// How the job of a plan was named.
struct PlannedJob {
    std::string path;
    std::vector<std::string> sets;
    unsigned parts = 0;
};
/// None where the folder holds no plan. Errors: input, a damaged plan.
std::optional<PlannedJob> planned_job(const std::string& folder);
/// Of parts that are to be merged. Errors: input, a damaged plan or none.
PlannedJob job_to_merge(const std::string& folder);

/// Reads every input once and writes plan.json into the folder, which is made where there is none. A plan of the same job and
/// inputs that stands there stays. Errors: those of the readers; input, where another plan or something else is there; output.
RunSummary plan_parts(const PartsQuestion& question, Progress& progress);

/// The plan of the folder, made first where there is none: one task at a time, others wait for it. Errors: as plan_parts(); job,
/// where the plan is of another job, other options or another number of parts; input, where it is of another covmap; Retry,
/// where an input cannot be reached now.
store::PartPlan plan_of(const PartsQuestion& question, Progress& progress);

/// Refuses a plan that is not of this job and these options, and inputs whose size is not that of the plan. Errors: as plan_of().
void check_plan(const store::PartPlan& plan, const PartsQuestion& question);

/// The plan of parts that are to be merged. Errors: as check_plan(); input, where the folder holds none.
store::PartPlan plan_to_merge(const model::Job& job, const std::string& folder, const RunOptions& options);

/// «covmap run job.toml --part 3/64 -o parts».
std::string command_of(const std::string& job, unsigned part, unsigned parts, const std::string& folder);
/// «parts/part-0003-of-0064».
std::string folder_of(const std::string& folder, unsigned part, unsigned parts);

}  // namespace covmap::run
