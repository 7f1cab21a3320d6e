// Opens the folder of a published run: what manifest.json, its tally and zones.covz tell.
#pragma once

#include <string>

#include "model/published_run.hpp"

namespace covmap::run {

/// Reads manifest.json (format version 1), then makes the wide tables from tally.covt, as they were published, and reads the
/// zones and their names from zones.covz. A folder that keeps only the manifest and some of the CSVs is a run too: a golden one;
/// its tables have their columns' names, types, scales and values, no labels. Errors, kind input, where = the file (or the folder
/// where it is no run): no manifest, another format or version, a value that is no decimal, a code twice, a damaged tally or
/// zones.covz. Memory: the tables.
model::PublishedRun open_run_folder(const std::string& folder);

/// The same without tables and zones: what the manifest alone tells. Errors as above, of the manifest.
model::PublishedRun describe_run(const std::string& folder);

}  // namespace covmap::run
