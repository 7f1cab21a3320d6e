// What the writer and the reader of tally.covt agree on. docs/formats/tally.md describes the whole file.
#pragma once

#include <cstdint>
#include <string_view>

namespace covmap::store {

/// The first bytes of a tally file: not text, and a transfer that changes line ends changes them.
inline constexpr std::string_view kTallyMagic{"COVT\r\n\x1a\n", 8};
inline constexpr std::uint32_t kTallyVersion = 3;
inline constexpr std::uint32_t kTallyOldest = 2;     ///< that is read
inline constexpr std::uint32_t kTallyWithDoubt = 3;  ///< the first with lo and hi
inline constexpr const char* kTallyFormat = "covmap-tally";

}  // namespace covmap::store
