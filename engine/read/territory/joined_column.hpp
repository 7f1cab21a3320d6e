// One column of a table that is joined to territories by code: a criterion of an index.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/defect.hpp"
#include "model/job/job.hpp"
#include "model/run_model.hpp"

namespace covmap::read {

struct JoinedRead {
    std::vector<std::optional<double>> values;  ///< per territory of the set
    core::Defects figures;                      ///< of this column
    std::vector<std::string> warnings;          ///< of this column
    // Of the table, alike for all its columns:
    core::Defects defects;
    std::vector<model::InputFile> inputs;  ///< role «join»; sha256 and bytes are left to the caller
    std::vector<std::string> table_warnings;
};

/// Reads the column `spec.column` of the table `spec.source`, and gives each territory of `set` the number of the row whose code,
/// mapped by the passage and fold of `territory`, is its own. Of several such rows a count is their sum (nothing where one has
/// none), a rate has no value, which is warned of. Defects: `join-duplicate`, `join-unmatched`, `join-missing` as in
/// read_territories(), `index-not-a-number` (a text that is no number; empty ones are no defect). Errors: core::Error(input): no
/// file, no such column, codes that differ from those of the territories by zeros alone, numbers that can be read in two ways.
/// Cost: one or two passes over the table.
JoinedRead read_joined_column(const model::CriterionSpec& spec, const model::TerritorySpec& territory,
                              const model::TerritorySet& set);

/// Opens every file of the table and looks for both columns, so that a long run does not fail at its end. Errors as above.
void open_joined_column(const model::CriterionSpec& spec);

}  // namespace covmap::read
