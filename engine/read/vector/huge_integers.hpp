// Integers of a GeoJSON that no machine number holds: GDAL takes all ids beyond 2^63 for the same number. Private to the
// room.
#pragma once

#include <string>

namespace covmap::read {

/// A copy of the file in GDAL's memory («/vsimem/…», same name) in which integers of more than 18 digits are texts, digit for
/// digit; empty when the file has none. The caller removes it. Cost: one pass over the bytes; memory: the file, where it has
/// some.
std::string with_huge_integers_as_text(const std::string& opened);
/// Removes such a copy; any other name is left alone.
void forget_copy(const std::string& opened);

}  // namespace covmap::read
