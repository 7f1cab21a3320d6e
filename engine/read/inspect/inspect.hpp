// What a file holds and what it is good for, for `covmap inspect` and `covmap init`.
#pragma once

#include <string>

#include "read/files/inspection.hpp"

namespace covmap::read {

/// Does a job read all layers of this file that are like the guessed one, as the parts of one map (`layer` need not be said)?
bool reads_parts(const Inspection& file);

/// Opens a file and looks at it. Errors: core::Error(input) when neither GDAL nor the table reader understands it.
/// Cost: one pass over CSV; for other formats what GDAL needs to count features. Thread-safe.
Inspection inspect_file(const std::string& path);

}  // namespace covmap::read
