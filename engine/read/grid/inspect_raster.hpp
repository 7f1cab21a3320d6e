// What a raster holds. Private to the room.
#pragma once

#include "read/files/inspection.hpp"

namespace covmap::read {

/// False when the file is no raster. Reads a sample of 256 x 256 pixels a band where it is wanted; writes nothing beside the
/// file.
bool inspect_raster(Inspection& out, bool sample = true);

}  // namespace covmap::read
