// Why a file cannot be opened. Private to the room.
#pragma once

#include <string>

namespace covmap::read {

/// Throws core::Error(input): that `shown` cannot be read, with the system's reason, where the disk or its permissions are at
/// fault; else `what`, that of the format. Drivers of GDAL take bytes that they did not get for a file of another kind. `opened`:
/// what GDAL was given. Cost: reads at most 64 MB of the file.
[[noreturn]] void fail_unopened(const std::string& opened, const std::string& shown, const std::string& what);

}  // namespace covmap::read
