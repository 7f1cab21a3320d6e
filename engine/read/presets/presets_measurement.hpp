// Publishers' formats of tests: what `format = "arcep-qos"` fills in of a [[measurement]] where the job is silent.
#pragma once

#include <string>
#include <vector>

#include "model/job/measurement.hpp"

namespace covmap::read {

/// «arcep-qos», «ookla-tiles».
std::vector<std::string> measurement_preset_names();

/// Fills in by spec.source.preset. Errors: core::Error(job) where the file lacks what the format has, (input) as of TableReader.
void fill_measurement(model::MeasurementSpec& spec);

}  // namespace covmap::read
