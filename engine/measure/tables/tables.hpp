// From the tally to the published tables.
#pragma once

#include <string>
#include <vector>

#include "core/tally.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// For each unit (the territory unit, each parent kind in order, `all`): the wide table `<unit>`, then, where the job has
/// claims, the long tables `<unit>_operators` and `<unit>_counts`; after the territory unit's operators, `<unit>_operators_wide`
/// (operators_wide.hpp). Columns: docs/columns.md. [only] filters what is published;
/// parents and `all` add up what is published.
/// Indices of the job end the wide tables of the units, but for `all` (index_tables.hpp); `warnings`, where given, gets what they
/// lack.
/// One pass over the tally (two where the job has both [only] and indices), territory by territory; memory: the tables, an
/// account for each parent, the answers of each distinct (market, signature). RunModel::doubt is sorted by territory.
/// Deterministic; single-threaded. Throws Error job (more than 64 indicators, a column twice, an unknown kind in [only], a
/// reference without attribute) and check (overflow, a tally of another width or order).
std::vector<model::Table> make_tables(const model::RunModel& model, const core::TallyReader& tally,
                                      std::vector<std::string>* warnings = nullptr);

/// `columns`: one row for each column of the tables.
model::Table columns_table(const std::vector<model::Table>& tables);

}  // namespace covmap::measure
