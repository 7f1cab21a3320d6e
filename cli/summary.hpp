// What a run tells at its end: figures to quote, then what to know and where to go on.
#pragma once

#include <string>

#include "cli/report.hpp"
#include "cli/terminal.hpp"
#include "run/base/options.hpp"

namespace covmap::cli {

struct SummaryStyle {
    std::string language = "en";
    Screen screen;
    bool list_files = false;  ///< each file on a line of its own, not their number alone
};

/// Per indicator the share and its range, who is left out, who is unknown, the five territories with most left out; territories
/// far from their official figure; the accounts; warnings, then defects by their number, then notes; the files; the next command.
std::string summary_text(const run::RunSummary& summary, const SummaryStyle& style);

/// The same figures, exact, for programs: docs/schema/run.json. Labels in `language`.
Json summary_json(const run::RunSummary& summary, const std::string& language);

}  // namespace covmap::cli
