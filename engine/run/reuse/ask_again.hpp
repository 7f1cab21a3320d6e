// Answers a new job from the tally of a run, without reading the inputs.
#pragma once

#include "run/base/clock.hpp"
#include "run/base/options.hpp"
#include "run/base/progress.hpp"
#include "run/publish/publish.hpp"

namespace covmap::run {

/// New indicators, markets and outputs on the territories, attributes and layers of `options.from`, from what it keeps for
/// itself. lo and hi, zones, places, lines, rasters and tiles come from its cells.covc; without it lo and hi are the run's own
/// where the indicators and markets are the same, else null. Maps are drawn from its outlines.covo.
RunSummary answer_from_run(const model::Job& job, const RunOptions& options, store::RunFolder& folder, int threads, Clock& clock,
                           Progress& progress);

}  // namespace covmap::run
