// Which rasters a job publishes, and what they are called.
#pragma once

#include <vector>

#include "model/raster.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

/// Of each indicator `operators_<name>` and `share_<name>`, of each attribute `unserved_<name>_per_km2`. The standard of the
/// latter is what the first [[zones]] of the job fail, without zones the first indicator. A job without indicators has no raster;
/// a confidential demand has none of its people. Pure.
std::vector<model::RasterTheme> raster_themes(const model::RunModel& model);

}  // namespace covmap::measure
