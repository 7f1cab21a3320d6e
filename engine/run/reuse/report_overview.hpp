// A whole finished run on a page, beside an earlier one where asked.
#pragma once

#include <string>

#include "run/base/progress.hpp"

namespace covmap::run {

struct OverviewOptions {
    std::string compare;   ///< the folder of an earlier run; empty: none
    std::string language;  ///< fr | en; empty: output.language of the run's job
    int threads = 0;       ///< 0: all processors
};

/// The page as HTML. People are compared where demand and territories are the same files, as diff_runs() has it, else shares
/// alone. Reads the runs alone. Errors, kind input: not a run. Cost: as reopen(), and as diff_runs() where it compares.
std::string make_overview(const std::string& run_folder, const OverviewOptions& options, Progress& progress);

}  // namespace covmap::run
