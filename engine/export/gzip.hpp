// Bytes in the gzip format.
#pragma once

#include <string>
#include <string_view>

namespace covmap::exports {

/// One gzip member, the same for the same bytes at any time. Thread-safe. Errors: output, where memory is short.
std::string gzipped(std::string_view bytes);

}  // namespace covmap::exports
