// Bytes in the gzip format.
#pragma once

#include <string>
#include <string_view>

namespace covmap::tiles {

/// One gzip member, the same for the same bytes at any time. Thread-safe. Errors: output, where memory is short.
std::string gzipped(std::string_view bytes);

/// The same, but never smaller than a sixteenth of the bytes: to GDAL 3.8 a section of PMTiles that is packed more is an error
/// first.
std::string gzipped_moderately(std::string_view bytes);

}  // namespace covmap::tiles
