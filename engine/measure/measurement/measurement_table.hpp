// The table of a [[measurement]].
#pragma once

#include "model/measurement.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// `measurement_<name>`: one row each territory, parent and square, operator, technology, service, level, claim and situation.
/// Verdicts are found anew from the counts and the job's `reliability`. Columns: docs/columns.md. Pure.
model::Table measurement_table(const model::RunModel& model, const model::MeasurementSpec& spec, const model::Measured& measured);

}  // namespace covmap::measure
