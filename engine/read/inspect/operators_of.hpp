// The operators that a file of coverage speaks of. Private to the room.
#pragma once

#include <string>
#include <vector>

#include "read/inspect/inspect.hpp"

namespace covmap::read {

/// All values of the column that was guessed to name operators, by first appearance; where there is no such column, the operator
/// that the file's name says in Arcep's way («2023_T2_couv_Metropole_SFR0_4G.gpkg»), if any. Nothing of a file that is neither
/// sites nor polygons of coverage, nor of one that has more than 20 of them: those are no operators, or no market of a country.
/// Errors: core::Error(input) of the table's reader. Cost: one pass over the records.
std::vector<std::string> operators_of(const Inspection& file);

}  // namespace covmap::read
