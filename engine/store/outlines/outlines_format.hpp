// What the writer and the reader of outlines.covo agree on. docs/formats/outlines.md describes the whole file.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace covmap::store {

/// The first bytes of a file of outlines: not text, and a transfer that changes line ends changes them.
inline constexpr std::string_view kOutlinesMagic{"COVO\r\n\x1a\n", 8};
inline constexpr std::uint32_t kOutlinesVersion = 3;
/// Without context; 2 is without lines.
inline constexpr std::uint32_t kOldestOutlines = 1;
inline constexpr const char* kOutlinesFormat = "covmap-outlines";
inline constexpr const char* kOutlinesFile = "outlines.covo";

/// Coordinates that are decimals of at most so many places are kept as integers; all others bit by bit.
inline constexpr int kMostDecimals = 9;
inline constexpr int kNoDecimals = -1;
/// Of the context, which is rounded when it is read.
inline constexpr int kContextDecimals = 6;
inline constexpr std::array<double, kMostDecimals + 1> kPowersOfTen{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

}  // namespace covmap::store
