// Bytes out of the gzip format. Private to the room.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace covmap::test {

inline bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1F\x8B"); }

/// One gzip member with its checksum, at most `most` bytes of content. Errors: input, where = the path, which is damaged.
std::string gunzipped(std::string_view bytes, std::size_t most, const std::string& path);

}  // namespace covmap::test
