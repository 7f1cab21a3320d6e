// What a file is for, guessed from the names of its columns. Private to the room.
#pragma once

#include "read/files/inspection.hpp"

namespace covmap::read {

/// Fills guess_role, guess_layer and guesses.
void guess_role(Inspection& inspection);

using Guesses = std::vector<std::pair<std::string, std::string>>;  ///< as Inspection::guesses

/// What a layer would be as squares of people, as a map of territories: its columns by their names alone. Empty where it is none.
Guesses guess_squares(const InspectedLayer& layer);
Guesses guess_territories(const InspectedLayer& layer);
/// What it would be as a list of points: id and name; of a table x and y too, and crs where the numbers tell it.
Guesses guess_points(const InspectedLayer& layer);

}  // namespace covmap::read
