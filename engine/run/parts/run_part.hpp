// One part of a run: the sweeps of its rows, into a folder of its own.
#pragma once

#include "run/base/options.hpp"
#include "run/base/progress.hpp"
#include "run/parts/plan.hpp"

namespace covmap::run {

/// Sweeps the rows of part `part` (1 to question.parts) and puts what it found into its folder, whole or not at all. A part that
/// stands there whole, of the same plan, is left as it is. Errors: as plan_of(); input, where an input changed since the plan.
RunSummary run_part(const PartsQuestion& question, unsigned part, Progress& progress);

}  // namespace covmap::run
