// What a run would lose without some sites: its job is run again without them, and the two runs are compared.
#pragma once

#include <string>

#include "model/job/job.hpp"
#include "run/resilience/lost_sites.hpp"
#include "run/resilience/resilience.hpp"

namespace covmap::run {

/// The path of the job file of a run, as its manifest has it: relative to where the run was made. Errors: input,
/// where there is none, or no such file.
std::string job_file_of(const std::string& run);

/// The job, to be run again for its tally alone: what else it asks is left out. Errors: job, where no supply of it is a list of
/// sites of networks, for then nothing says which claims hang on which site.
model::Job job_without_sites(model::Job job);

/// `after`: the folder of job_without_sites(), run with the question of `lost`; `words`: «area=flood.gpkg». Exact: the
/// difference of two tallies, net (measure::losses_between). Errors: those of resilience_of(); input, where an input or the job
/// is no longer what the run has read; usage, where a named site was met by none, or the area holds no site.
Resilience losses_of_sites(const ResilienceOptions& options, const std::string& after, const LostSites& lost,
                           const std::string& words);

}  // namespace covmap::run
