// Opens a file and tells its layers, columns and bands. Private to the room.
#pragma once

#include <string>

#include "read/files/inspection.hpp"

namespace covmap::read {

/// glance: layers, columns, CRS, the values of each layer's first record as examples; no counts, no extents, no samples.
enum class Depth { glance, whole };

/// Without a guess of role or preset. Errors: core::Error(input) when neither GDAL nor the table reader understands it. Cost of
/// `whole`: one pass over CSV; for other formats what GDAL needs to count features. Thread-safe.
Inspection look_into(const std::string& path, Depth depth);

}  // namespace covmap::read
