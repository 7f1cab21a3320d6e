// The tables of lines: kilometres by standard, by operator, and the uncovered stretches.
#pragma once

#include <vector>

#include "model/lines.hpp"
#include "model/run_model.hpp"
#include "model/stretch.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// `lines_<name>`: a row for each territory, parent and the whole, and each class and all of them, where there is some length:
/// what of it meets each indicator, does not, or is not known. `lines_<name>_operators`: what each operator offers at best along
/// it, where the job has claims. [only] filters what is published. Columns: docs/columns.md. Deterministic.
std::vector<model::Table> line_tables(const model::RunModel& model, const model::LinesSpec& spec, const model::LineSet& set,
                                      const model::LineFindings& findings);

/// `lines_<name>_stretches`, one row each of `stretches`, in their order.
model::Table stretch_table(const model::RunModel& model, const model::LinesSpec& spec, const model::LineSet& set,
                           const model::StretchSet& stretches);

/// Per indicator of `fails` (those that the job has): the published length that does not meet it, by the accounts of the tables.
std::vector<std::int64_t> uncovered_mm(const model::RunModel& model, const model::LinesSpec& spec, const model::LineSet& set,
                                       const model::LineFindings& findings);

/// Inside + outside = read, to the mm.
model::LineAccount line_account(const model::LinesSpec& spec, const model::LineSet& set, const model::LineFindings& findings);

}  // namespace covmap::measure
