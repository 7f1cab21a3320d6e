// A published run held against the regulator's own percentages.
#pragma once

#include <string>
#include <vector>

#include "model/reconciliation.hpp"

namespace covmap::run {

/// Reads `folder`/tally.covt and each table (read/territory/reference.hpp: `format` and `medium` as there), and compares them one
/// after the other (measure/reconcile/reconcile.hpp). Operators are joined through the markets and aliases of the run's job. A
/// reference whose date is more than half a year from the run's newest claim gets a note. Nothing is written. Errors, kind input:
/// not a run, no tally, a damaged file, a table that is not understood; kind usage: an unknown format, attribute or vintage.
model::Reconciliation reconcile_run(const std::string& folder, const std::vector<std::string>& references,
                                    const std::string& format, const std::string& medium, const model::ReconcileOptions& options);

}  // namespace covmap::run
