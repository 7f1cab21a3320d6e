// outlines.covo: the outlines of a run's territories and the points of its places. docs/formats/outlines.md.
#pragma once

#include <string>

#include "model/outlines.hpp"

namespace covmap::store {

/// Writes the whole file; a vertex takes some 5 bytes where coordinates are decimals of at most nine places, else up to 20. Same
/// outlines, same bytes; what is read back is equal to the bit. Errors: output.
void write_outlines(const model::Outlines& outlines, const std::string& path);

}  // namespace covmap::store
