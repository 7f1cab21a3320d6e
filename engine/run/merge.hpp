// The parts of a run put together: run/parts has swept, all that follows is the run's.
#pragma once

#include "model/job/job.hpp"
#include "run/base/options.hpp"
#include "run/base/progress.hpp"

namespace covmap::run {

/// Publishes the run of a job whose parts lie in a folder: the same files, byte for byte, as run_job() of it, but timings.json.
/// `job`: as parsed from what planned_job() names. Errors: those of run_job(); input, where the folder holds no plan, or a part
/// is of another plan, damaged, or there twice; Retry, where parts are missing, or an input cannot be reached now.
RunSummary merge_parts(const model::Job& job, const std::string& folder, const RunOptions& options, Progress& progress);

}  // namespace covmap::run
