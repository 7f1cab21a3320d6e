// An archive of one file. Private to the room.
#pragma once

#include <string>

namespace covmap::exports {

/// Writes a new zip archive at `path` that holds `text` under `name`, deflated. Its entry has no time, so that the same text
/// gives the same bytes in every time zone. Errors: output, where = the path.
void write_zip_of_one(const std::string& name, const std::string& text, const std::string& path);

}  // namespace covmap::exports
