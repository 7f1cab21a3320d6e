// The percentages that a regulator publishes, to hold a run against. docs/formats/arcep-statistics.md.
#pragma once

#include <string>
#include <vector>

#include "model/reconciliation.hpp"

namespace covmap::read {

/// «arcep-op-communes», «arcep-nbope», «arcep-commune-debit».
const std::vector<std::string>& reference_formats();

/// Reads one published table. `format` empty: told from its columns. `medium` (of debits) empty: told from the file's name,
/// «filaire» is wired, «terrestre» terrestrial, anything else any. The unit is the column that the file has: commune,
/// departement, region or territoire. Codes are text as published. A blank figure is no value. Of debits only the rows with
/// type = all count.
/// Counted: a figure that is no number, below 0 or above 100 (`reference-figure`, no value then); classes that do not add up to
/// 100 by more than 0.05 (`reference-sum`, kept); a row whose key was there before (`reference-duplicate`, left out).
/// Errors, kind input: the file cannot be opened, is of no known format, lacks a column, has no row; kind usage: an unknown
/// format. Cost: one pass; memory: the rows.
model::Reference read_reference(const std::string& path, const std::string& format, const std::string& medium);

}  // namespace covmap::read
