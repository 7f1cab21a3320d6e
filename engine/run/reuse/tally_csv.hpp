// The tally of a finished run as text.
#pragma once

#include <iosfwd>
#include <string>

namespace covmap::run {

/// The tally of a run as CSV: territory, signature as a list of layers, weights, area.
void write_tally_csv(const std::string& run_folder, std::ostream& out);

}  // namespace covmap::run
