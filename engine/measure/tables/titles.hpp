// Titles of tables: what is left, not what is served.
#pragma once

#include "measure/tables/writers.hpp"

namespace covmap::measure {

/// «no 4G from at least one operator: 312 people in 3 communes (as claimed by operators)»; an indicator of which less is better
/// is named without «no». Without indicators: «population by commune». `places` is how many of `place` the people live in.
Text wide_title(const model::RunModel& model, const Unit& unit, const Left& left, std::int64_t places);
/// Whole people of an attribute (at least 1 where there is some of one), or km² without attributes.
Text quantity_text(const model::RunModel& model, std::size_t attribute, std::int64_t quantity);
Text operators_title(const Unit& unit);
Text operators_wide_title(const Unit& unit);
Text counts_title(const Unit& unit);

}  // namespace covmap::measure
