// What a job's TOML may hold, judged before anything follows it by recursion: its parser, and what makes a tree of it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace covmap::read {

inline constexpr int kDeepestToml = 32;  ///< parts of dotted keys and headers, lists and inline tables around a value
inline constexpr std::size_t kMostTomlKeys = 10'000;     ///< keys and tables
inline constexpr std::size_t kMostTomlValues = 200'000;  ///< commas, so about the entries of all lists
inline constexpr std::size_t kMostTomlBytes = 1U << 24U;

/// Where a text goes beyond these, and how.
struct TomlExcess {
    int line = 0;  ///< from 1
    std::string what;
    bool operator==(const TomlExcess&) const = default;
};

/// The first excess of `text`, or nothing. It knows strings of all four kinds and comments; up to the first fault of syntax it
/// sees what a parser sees, and a parser stops there. One pass, memory by the depth alone.
std::optional<TomlExcess> toml_excess(std::string_view text);

}  // namespace covmap::read
