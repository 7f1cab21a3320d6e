// Values of attribute tables as text: integers exactly, numbers without a needless «.0» or exponent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace covmap::read {

/// «20801», exact.
std::string integer_text(std::int64_t value);
/// Whole numbers without decimals (20801.0 is «20801»), others by the shortest digits that give the same double, never with an
/// exponent; empty when not finite.
std::string real_text(double value);
/// The same for a value stored as a 32-bit float.
std::string real_text(float value);
/// «2018-01-31».
std::string date_text(std::int64_t year, int month, int day);
/// Day number since 1970-01-01 as a date (proleptic Gregorian).
std::string date_text(std::int64_t days);
/// «2018-01-31T12:30:00».
std::string datetime_text(std::int64_t seconds_since_1970);
/// «12:30:00».
std::string time_text(std::int64_t seconds);

/// `text` without blanks (no-break and the like too), tabs and line ends around it.
std::string_view trimmed(std::string_view text);
/// A flag: 1, 1.0, true, yes, oui, vrai, x; 0, 0.0, false, no, non, faux or empty. Nothing when it is neither.
std::optional<bool> yes_or_no(std::string_view text);
std::string upper_case(std::string_view text);  ///< ASCII letters only
std::string lower_case(std::string_view text);  ///< ASCII letters only
/// Whether a file's name is that of a text table, packed or not: .csv, .tsv, .txt, and .gz, .zip or .7z after it.
bool is_text_table(std::string_view path);

}  // namespace covmap::read
