// What a file is for, guessed from the names of its columns. Private to the room.
#pragma once

#include "read/inspect.hpp"

namespace covmap::read {

/// Fills guess_role, guess_layer and guesses.
void guess_role(Inspection& inspection);

}  // namespace covmap::read
