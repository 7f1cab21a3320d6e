// One unit's wide tables of two runs, compared territory by territory.
#pragma once

#include "model/column_role.hpp"
#include "model/comparison.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// Rows are matched by their first column, columns by name; what counts as changed and as lost: comparison.hpp.
model::UnitComparison compare_unit(const model::Table& a, const model::Table& b, const model::ColumnRoles& roles,
                                   const model::Tolerance& tolerance, bool people_told);

}  // namespace covmap::measure
