// Parts of a run model that the manifest and the tally write alike. Private to the room.
#pragma once

#include "model/run_model.hpp"
#include "store/job_json.hpp"

namespace covmap::store {

Json frame_json(const core::Frame& frame);
Json attributes_json(const std::vector<core::Attribute>& attributes);
Json inputs_json(const std::vector<model::InputFile>& inputs);
/// By code and file, with examples. Of confidential files only row numbers are shown.
Json defects_json(const model::RunModel& model);
Json counts_json(const core::SweepCounts& counts);

}  // namespace covmap::store
