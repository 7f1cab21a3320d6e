// A file without a name: it is gone with the process.
#pragma once

#include <string>

namespace covmap::core {

/// Opens an unlinked file for reading and writing in `folder` (empty: TMPDIR or /tmp) and gives its descriptor, which the caller
/// closes. Throws Error(output) with `remedy`.
int open_scratch(const std::string& folder, const std::string& remedy);

}  // namespace covmap::core
