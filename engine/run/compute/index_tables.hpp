// The tables that indices join to territories.
#pragma once

#include <string>

#include "model/run_model.hpp"

namespace covmap::run {

/// Opens the tables of the job's indices, so that a long run does not fail at its end. Throws core::Error(input).
void open_index_tables(const model::Job& job);

/// Reads each column that the indices of `model.job` take from a table, once, into `model.joined`, and adds inputs («index[0]»,
/// hashed), defects and warnings. Codes are mapped as `territory` says. Throws core::Error(input).
void read_index_tables(const model::TerritorySpec& territory, model::RunModel& model);

/// Does `model.joined` hold every column that the indices of the job take from tables?
bool has_index_tables(const model::Job& job, const model::RunModel& model);

}  // namespace covmap::run
