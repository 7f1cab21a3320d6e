// What differs between two published runs.
#pragma once

#include <string>

#include "model/comparison.hpp"

namespace covmap::run {

/// Compares the runs in two folders (measure/compare/comparison.hpp). Tables are made of a run's tally; those
/// of a folder that keeps none are read from its CSVs. Nothing is written. Throws core::Error, kind input:
/// not a run, neither CSVs nor a tally, a damaged file, no unit in common. Memory: the wide tables and squares of zones of both
/// runs.
model::Comparison diff_runs(const std::string& a, const std::string& b, const model::CompareOptions& options);

/// The finest unit of a comparison, or the only one that was asked for: the first.
const model::UnitComparison& mapped_unit(const model::Comparison& comparison);

/// Writes `path`, GeoJSON: the changed territories of mapped_unit(), and those of one run only, with their polygons as the
/// runs keep them. Properties: code, name, status («changed», «only in A», «only in B»), loss, and for each figure that changed
/// anywhere `<column>` (B − A), `<column>_a`, `<column>_b`. Errors: input, where a run keeps no outlines; output.
void write_diff_map(const model::Comparison& comparison, const std::string& path);

}  // namespace covmap::run
