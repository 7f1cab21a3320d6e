// Exact decimals from text: the reverse of decimal_text and fixed_text.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

namespace covmap::core {

/// «-1.5» at scale 6 is -1500000. Nothing for any other text (blanks, exponents, a comma, no digit), for more decimals than
/// `scale` and for what 64 bits do not hold.
inline std::optional<std::int64_t> parse_decimal(std::string_view text, int scale) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view decimals = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    const auto all_digits = [](std::string_view t) {
        return std::all_of(t.begin(), t.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (whole.empty() || (point != std::string_view::npos && decimals.empty()) ||
        decimals.size() > static_cast<std::size_t>(scale) || !all_digits(whole) || !all_digits(decimals))
        return std::nullopt;
    std::int64_t value = 0;
    bool fits = true;
    const auto push = [&](int digit) {
        fits = fits && !__builtin_mul_overflow(value, std::int64_t{10}, &value) && !__builtin_add_overflow(value, digit, &value);
    };
    for (const char c : whole) push(c - '0');
    for (const char c : decimals) push(c - '0');
    for (std::size_t i = decimals.size(); i < static_cast<std::size_t>(scale); ++i) push(0);
    if (!fits) return std::nullopt;
    return negative ? -value : value;
}

}  // namespace covmap::core
