// Where along lines an indicator fails, and for how long on end.
#pragma once

#include "model/lines.hpp"
#include "model/run_model.hpp"
#include "model/stretch.hpp"

namespace covmap::measure {

/// The stretches of the indicators that `spec` names, in published territories, without their places on the map. A stretch runs
/// on from line to line of one name (of one id, where the job names an id column and the line has no name) and one class, through
/// an end that just the two share; covered gaps below `join_mm` between two uncovered places belong to it; what is unknown or
/// outside ends it. Uncovered is a place where at least one side of the line is. Stretches + short ones = what the tables call
/// not met, to the mm, for each indicator. Equal lengths in the order of the lines. Deterministic. Cost: some 100 ns a piece and
/// indicator.
model::StretchSet find_stretches(const model::RunModel& model, const model::LinesSpec& spec, const model::LineSet& set,
                                 const model::LineFindings& findings);

}  // namespace covmap::measure
