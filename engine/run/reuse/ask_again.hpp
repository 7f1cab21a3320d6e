// Answers a new job from the tally of a run, without reading the inputs.
#pragma once

#include "run/base/clock.hpp"
#include "run/base/options.hpp"
#include "run/base/progress.hpp"
#include "run/publish/publish.hpp"

namespace covmap::run {

/// New indicators, markets and outputs on the territories, attributes and layers of `options.from`. lo and hi are null: they need
/// the sweep. Zones come from its cells.covc. Maps take their geometry from the run's own covmap.gpkg or GeoJSON.
RunSummary answer_from_run(const model::Job& job, const RunOptions& options, store::RunFolder& folder, int threads, Clock& clock,
                           Progress& progress);

}  // namespace covmap::run
