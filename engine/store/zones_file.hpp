// Reads zones.covz, the index of a run's zones. docs/formats/zones.md.
#pragma once

#include <string>

#include "model/zone_index.hpp"

namespace covmap::store {

/// Checks the whole file against its checksum, then reads all of it: memory as model::ZoneFile, 20 bytes a box, 16 a square.
/// Errors, kind input, where = path: no such file, not a file of zones, a newer version, a damaged file.
model::ZoneFile open_zone_file(const std::string& path);

}  // namespace covmap::store
