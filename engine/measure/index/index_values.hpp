// From the tables of a run to the figures of an index: columns as published, rates of counts, columns of joined tables.
#pragma once

#include <cstdint>
#include <vector>

#include "measure/index/index_score.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// A unit with all its territories, whatever [only] says.
struct IndexUnit {
    const model::Table& table;                 ///< its wide table
    const model::Table& territories;           ///< that of the territory unit; the same for it
    const std::vector<std::uint32_t>& row_of;  ///< per territory: its row in `table`
    [[nodiscard]] bool is_parent() const { return &table != &territories; }
};

/// The figures of an index in one unit, in the order of model::leaves_of:
///  - a column of the wide table as it is published; a count 100 * column / of;
///  - a column of a joined table: RunModel::joined; a count 100 * column / of. In a parent the mean of its territories weighted
///  by
///    `of`, or 100 * sum of counts / sum of `of`, over those that have a figure; nothing without `of`, and where those hold less
///    than half of the parent's `of`.
/// Nothing where the table has no such column or it is not a number, and where `of` is 0 or unknown. Scored are rows with a code
/// and people (any, in a run without attributes); the reference are those with at least `minimum` of the first attribute.
/// Cost: O(territories * criteria). Throws nothing. Thread-safe.
IndexFigures index_figures(const model::RunModel& model, const model::IndexSpec& index, const IndexUnit& unit);

}  // namespace covmap::measure
