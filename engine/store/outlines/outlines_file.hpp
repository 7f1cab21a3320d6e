// Reads outlines.covo, what a run keeps of the geometry of its inputs. docs/formats/outlines.md.
#pragma once

#include <string>

#include "model/outlines.hpp"

namespace covmap::store {

/// Checks the whole file against its checksum (about 0.7 GB a second), then reads all of it.
/// Errors, kind input, where = path: no such file, not a file of outlines, a newer version, a damaged file.
model::Outlines open_outlines(const std::string& path);

}  // namespace covmap::store
