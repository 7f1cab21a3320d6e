// How much memory, as one writes it: 800MB, 1GiB, 1.5 GB.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace covmap::core {

/// Bytes of a number with kB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB (of 1024) in any case, a blank between them or
/// none; a number alone is megabytes (10^6). Rounded down to a byte. Empty: anything else, less than a byte, or 2^63 bytes and
/// more.
std::optional<std::uint64_t> parse_byte_size(std::string_view text);

/// For messages, rounded up: «3.2 GiB», «850 MiB», at least 1 MiB.
std::string byte_size_text(std::uint64_t bytes);

/// What parse_byte_size() takes, for messages.
inline constexpr const char* kByteSizes = "800MB or 1.5GiB (a number alone is megabytes)";

}  // namespace covmap::core
