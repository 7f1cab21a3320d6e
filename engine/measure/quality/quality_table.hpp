// The quality of a run in the words of ISO 19157, from what the run already knows. docs/formats/quality.md.
#pragma once

#include <string>
#include <vector>

#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// The element of ISO 19157 that a defect tells of: «completeness.commission», «logical_consistency.format», ….
std::string element_of_defect(const std::string& code);

/// The table `quality`: one row a measure and scope, in the order of the elements. `tables` are those of the run: ranges, unknown
/// shares, gaps to official figures and verdicts are taken from them. What was not evaluated has a row without value that says
/// so. Independent of the language. Cost: a pass over the tables of the territories and of measurements.
model::Table quality_table(const model::RunModel& model, const std::vector<model::Table>& tables);

}  // namespace covmap::measure
