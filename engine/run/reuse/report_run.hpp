// The sheet of one territory of a finished run.
#pragma once

#include <string>

#include "run/base/progress.hpp"

namespace covmap::run {

struct ReportOptions {
    std::string territory;  ///< a code, or a name that only one place has
    std::string unit;       ///< «departement»; empty: any
    std::string language;   ///< fr | en; empty: output.language of the run's job
    int threads = 0;        ///< 0: all processors
};

struct Report {
    std::string code;  ///< of the place
    std::string html;
};

/// Reads the run alone, never its inputs. Errors, kind input: not a run; a territory that it does not have (the message names the
/// nearest), or that several have (the message lists them). Cost: as reopen(), and the maps of the run.
Report make_report(const std::string& run_folder, const ReportOptions& options, Progress& progress);

}  // namespace covmap::run
