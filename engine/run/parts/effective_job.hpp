// A job as it is run: its operators by one name each, its options in it, its folder resolved.
#pragma once

#include "model/job/job.hpp"
#include "run/base/options.hpp"

namespace covmap::run {

model::Job effective_job(const model::Job& job, const RunOptions& options);

/// Threads of the options, or all processors.
int threads_of(const RunOptions& options);

}  // namespace covmap::run
