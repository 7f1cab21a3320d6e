// A job from its inputs, or from an earlier run, to a published folder: reading, sweeping, measuring, writing.
#pragma once

#include "model/job/job.hpp"
#include "run/base/options.hpp"
#include "run/base/progress.hpp"

namespace covmap::run {

/// Runs a job and publishes its folder whole or not at all. Throws core::Error. The result depends on the inputs alone, not on
/// threads, memory or the order of features.
RunSummary run_job(const model::Job& job, const RunOptions& options, Progress& progress);

}  // namespace covmap::run
