// What is at a place, from a run alone.
#pragma once

#include <string>

#include "core/grid.hpp"
#include "model/table.hpp"

namespace covmap::run {

/// One row, the columns of a table of places: territory, indicators, operators, zones, distances
/// (measure/tables/place_table.hpp). Reads the run's tally.covt, cells.covc (the band of the place and as many around it as the
/// nearest served square asks for) and, where there are zones, zones.covz. `lon_lat` in degrees, WGS 84. Errors: input (not a
/// run, or one without cells), usage (no such place on Earth). A place outside every territory has an empty territory. Cost: a
/// tenth of a second.
model::Table what_is_at(const std::string& run_folder, core::Point lon_lat);

}  // namespace covmap::run
