// The figures of a whole run in brief, from its tables.
#pragma once

#include <vector>

#include "model/digest.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// `tables`: those of the run. Counts are of the first attribute, or of km² where the run has none. What a table does not hold is
/// left out. Pure; cost: one pass over the rows of the territories an indicator.
model::Digest make_digest(const model::RunModel& model, const std::vector<model::Table>& tables);

}  // namespace covmap::measure
