// Where a published number comes from: definition, formula, and the signatures of the territory that make it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/tally.hpp"
#include "measure/explain/explain_row.hpp"
#include "measure/tables/questions.hpp"
#include "measure/tables/rollup.hpp"
#include "model/explanation.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// Explains the columns of a run's tables. What it is made of outlives it. The model's doubt, where it has some, gives `_lo` and
/// `_hi`; without it they are told as published.
class Explainer {
public:
    Explainer(const model::RunModel& model, const core::TallyReader& tally, const std::vector<model::Table>& tables);
    /// `row`: of the table; none: the column alone. Sums are of quanta and exact; the value that follows from them is the
    /// published one. Throws Error check on overflow. Cost: one pass over the tally for a row.
    [[nodiscard]] model::Explanation explain(const model::Table& table, const model::Column& column,
                                             std::optional<std::size_t> row) const;

private:
    [[nodiscard]] std::optional<RowCase> case_of(const model::Table& table, const std::string& column, std::size_t row) const;

    const model::RunModel& m_model;
    const core::TallyReader& m_tally;
    const std::vector<model::Table>& m_tables;
    Questions m_questions;
    std::vector<Unit> m_units;
};

}  // namespace covmap::measure
