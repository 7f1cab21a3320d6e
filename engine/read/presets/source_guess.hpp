// A source of which the job says nothing but its file. Private to the room.
#pragma once

#include "model/job/job.hpp"

namespace covmap::read {

/// `spec` with preset, columns and attributes as its first file suggests; as it is where the job names a format, columns or
/// attributes. Errors: core::Error(job), which lists the columns, where they suggest nothing; core::Error(input) where the file
/// cannot be opened.
model::DemandSpec guessed(model::DemandSpec spec);

/// The same of a map of territories, where the job names neither format nor columns: code, name and, where it names none,
/// parents. An empty unit is filled in too. Errors: the same.
model::TerritorySpec guessed(model::TerritorySpec spec);

}  // namespace covmap::read
