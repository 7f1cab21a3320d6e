// From the model and its tally to the files of a run.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/tally.hpp"
#include "model/outlines.hpp"
#include "model/run_model.hpp"
#include "run/base/clock.hpp"
#include "run/base/options.hpp"
#include "run/compute/cell_analysis.hpp"
#include "store/run_folder.hpp"

namespace covmap::run {

using Geometry = model::Geometry;

/// What is published.
struct Publication {
    const model::RunModel& model;
    const model::RunModel& cells_model;  ///< as the first demand alone has it: of zones, places and rasters
    const core::TallyReader& tally;
    const CellFindings& findings;
    std::function<model::Outlines()> outlines;  ///< the run keeps them, and its maps are made of them
    store::RunFolder& folder;
};

/// Writes everything into the run folder, beside what is in it, and publishes it whole.
RunSummary publish(const Publication& run, int threads, Clock& clock);

}  // namespace covmap::run
