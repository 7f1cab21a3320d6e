// The published columns of an index, and what its reader is told. docs/columns.md.
#pragma once

#include <string>
#include <vector>

#include "measure/index/index_score.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// <name>, <name>_rank, <name>_rank_lo, <name>_rank_hi, <name>_criteria, with a value each row of `table` (whose columns say
/// where the figures come from).
std::vector<model::Column> index_columns(const model::RunModel& model, const model::IndexSpec& index, const IndexResult& result,
                                         const model::Table& table);

/// What the territory unit's index lacks, for the warnings of the run: criteria without data, constant ones, territories without
/// a score and why. Empty where it lacks nothing.
std::vector<std::string> index_warnings(const model::IndexSpec& index, const IndexFigures& figures, const IndexResult& result);

}  // namespace covmap::measure
