// A JSON string, streamed.
#pragma once

#include <string_view>

#include "store/bytes/output_file.hpp"

namespace covmap::store {

/// Appends `text` in quotes, escaped as RFC 8259 asks; bytes that are not UTF-8 become U+FFFD, so the file stays readable.
void append_json_text(OutputFile& out, std::string_view text);

}  // namespace covmap::store
