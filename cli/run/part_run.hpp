// covmap run JOB --part I/N: one part, and what it tells at its end.
#pragma once

#include <string>
#include <vector>

#include "cli/rows.hpp"
#include "cli/run/part_option.hpp"
#include "run/base/options.hpp"
#include "run/base/progress.hpp"

namespace covmap::cli {

/// The job is parsed with `sets`, or without any with those of the plan that stands in options.output_folder. Errors: usage,
/// where the folder is not named; those of run::run_part().
run::RunSummary run_part_of(const std::string& job, const std::vector<std::string>& sets, const PartChoice& choice,
                            const run::RunOptions& options, run::Progress& progress);

/// «parts/part-0003-of-0064: 4 files», then notes and warnings.
std::string part_text(const run::RunSummary& summary);
/// {"folder", "files", "part", "parts", "notes", "warnings"}
Json part_json(const run::RunSummary& summary, const PartChoice& choice);

}  // namespace covmap::cli
