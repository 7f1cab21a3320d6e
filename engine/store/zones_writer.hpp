// zones.covz: which place is in which zone of a run, and who lives where in it. docs/formats/zones.md.
#pragma once

#include <string>

#include "model/zone_index.hpp"

namespace covmap::store {

/// Writes the whole file; a box or a square takes some 5 to 8 bytes. Same zones, same bytes. Errors: output; check, where boxes
/// or squares are not sorted or name unknown zones (is_sound).
void write_zone_file(const model::ZoneFile& zones, const std::string& path);

}  // namespace covmap::store
