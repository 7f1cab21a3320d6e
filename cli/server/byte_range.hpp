// The Range header of a request: RFC 9110, section 14.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace covmap::cli {

struct ByteRange {
    std::uint64_t first = 0, count = 0;
    bool operator==(const ByteRange&) const = default;
};

enum class RangeAnswer { whole, part, not_satisfiable };

struct RangeAsked {
    RangeAnswer answer = RangeAnswer::whole;
    ByteRange range;  ///< of a part
    bool operator==(const RangeAsked&) const = default;
};

/// What to send of a file of `size` bytes. No header, another unit, several ranges or a header that is not understood: the whole
/// file.
RangeAsked range_asked(std::string_view header, std::uint64_t size);

}  // namespace covmap::cli
