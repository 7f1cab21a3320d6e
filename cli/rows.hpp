// Rows of a table as JSON and CSV.
#pragma once

#include <string>

#include "cli/report.hpp"
#include "model/table.hpp"

namespace covmap::cli {

/// The value as published; empty where there is none.
std::string cell_text(const model::Column& column, std::size_t row);

/// Every column by its name. Numbers are numbers with the digits published, flags true or false; what is empty is null.
Json record_json(const model::Table& table, std::size_t row);

/// All rows, each as record_json().
Json rows_json(const model::Table& table);

/// All rows; the names of the columns in the first line where `with_head`.
std::string rows_csv(const model::Table& table, bool with_head);

/// JSON as every command prints it: `indent` blanks a level, -1 on one line; text that is not UTF-8 by the replacement character.
std::string json_text(const Json& json, int indent = 2);

}  // namespace covmap::cli
