// Opens the folder of a published run: what manifest.json, the wide tables and zones.covz tell.
#pragma once

#include <string>

#include "model/published_run.hpp"

namespace covmap::run {

/// Reads manifest.json (format version 1), then, where they are there, `<unit>.csv` of each unit and zones.covz with the names in
/// `zones_<name>.csv`. A folder that keeps only the manifest and some of the CSVs is a run too. Tables have their columns' names,
/// types, scales and values, no labels. Errors, kind input, where = the file (or the folder where it is no run): no manifest,
/// another format or version, a value that is no decimal, a code twice, a damaged zones.covz. Memory: the tables.
model::PublishedRun open_run_folder(const std::string& folder);

}  // namespace covmap::run
