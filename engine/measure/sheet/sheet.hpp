// The figures of one territory's sheet, from a run's tables.
#pragma once

#include <string>
#include <vector>

#include "model/run_model.hpp"
#include "model/sheet.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// Every place that has a sheet: territories, then parents in the job's order, then the whole; blank parents are none.
std::vector<model::SheetPlace> sheet_places(const model::RunModel& model, const std::vector<model::Table>& tables);

/// The sheet of a place: one of sheet_places(). `tables`: those of the run, wide, by operator, and of zones where it has some.
/// Counts are of the first attribute, or of km² where the run has none. A place is compared with each parent that holds the whole
/// of it. What a table does not hold is left out, what it holds as null stays without value. Throws Error(input) for a place that
/// the tables do not hold. Pure; cost: one pass over the tables of its unit.
model::Sheet make_sheet(const model::RunModel& model, const std::vector<model::Table>& tables, const model::SheetPlace& place);

/// The inputs of a run but its job, each source once. Names of confidential files are left out.
std::vector<model::SheetSource> sheet_sources(const model::RunModel& model);

}  // namespace covmap::measure
