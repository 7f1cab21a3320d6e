// The parts of the table of quality, one each category. Internal to the folder.
#pragma once

#include <optional>
#include <string>

#include "measure/quality/quality_rows.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// What the first page counts: the first attribute, else the area.
std::string counted_of(const model::RunModel& model);
/// A number of the only row of a table; none where it has no such column, or no value.
std::optional<std::int64_t> value_in(const model::Table& table, const std::string& column);
/// The records with defects of an element: one row for all of them, one for each code.
void add_defects(const model::RunModel& model, const std::string& element, const core::Text& label, QualityRows& rows);

void add_commission(const model::RunModel& model, QualityRows& rows);
void add_omission(const model::RunModel& model, const model::Table& all, QualityRows& rows);
void add_consistency(const model::RunModel& model, QualityRows& rows);
void add_position(const model::RunModel& model, const model::Table& all, QualityRows& rows);
/// Of the figures: `all`, and the table of the smallest unit; of the claims: the tables of measurements.
void add_theme(const model::RunModel& model, const std::vector<model::Table>& tables, QualityRows& rows);
void add_time(const model::RunModel& model, QualityRows& rows);
void add_comparability(const model::RunModel& model, QualityRows& rows);

}  // namespace covmap::measure
