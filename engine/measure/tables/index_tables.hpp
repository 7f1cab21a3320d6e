// The columns of indices, computed on whole units and put into the published tables.
#pragma once

#include <string>
#include <vector>

#include "measure/tables/rollup.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// A unit and its wide table, all territories in it.
struct WholeUnit {
    const Unit& unit;
    const model::Table& table;
};

/// The new columns of one unit, by the codes of its whole table.
struct IndexedUnit {
    model::TextColumn codes;
    std::vector<model::Column> columns;
};

/// The columns of every index of the job, for the territory unit and each parent, not for `all`. The first of `units` is the
/// territory unit, and holds every territory in its order. `warnings`, where given, gets what the indices lack.
std::vector<IndexedUnit> indexed_units(const model::RunModel& model, const std::vector<WholeUnit>& units,
                                       std::vector<std::string>* warnings);

/// Appends the columns to a published table: the rows of its codes.
void append_indices(const IndexedUnit& indexed, model::Table& table);

}  // namespace covmap::measure
