// All tables of a run, in the order in which they are published.
#pragma once

#include <string>
#include <vector>

#include "core/tally.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"
#include "run/compute/cell_analysis.hpp"

namespace covmap::run {

/// The tables of territories, then two each [[zones]], then one each [[places]], then one or two each
/// [[measurement]]; last `quality`. `cells_model` as the first demand alone has it. `warnings`, where given, gets what indices
/// lack.
std::vector<model::Table> make_run_tables(const model::RunModel& model, const model::RunModel& cells_model,
                                          const core::TallyReader& tally, const CellFindings& findings,
                                          std::vector<std::string>* warnings = nullptr);

}  // namespace covmap::run
