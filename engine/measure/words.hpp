// The words of labels and titles, in French and English.
#pragma once

#include <cstdint>
#include <string>

#include "model/table.hpp"

namespace covmap::measure {

using core::Text;

/// The label as given; a missing language takes the other; without any, `fallback`.
Text label_or(const Text& label, const std::string& fallback);

/// «commune», «département»/«department»; an unknown unit is its own word in both languages.
Text unit_singular(const std::string& unit);
Text unit_plural(const std::string& unit);

/// What an attribute's unit counts, in the plural: «personnes»/«people» where the unit says persons or nothing.
Text counted(const std::string& unit);

/// 1234567 as «1 234 567» (narrow no-break spaces) and «1,234,567».
Text grouped(std::int64_t number);

/// `number / 10^scale`, zeros cut, with the decimal sign of the language.
Text decimal(std::int64_t number, int scale);

/// Concatenation, language by language.
Text operator+(const Text& a, const Text& b);
/// The same text in both languages.
inline Text same(const std::string& text) { return {text, text}; }

}  // namespace covmap::measure
