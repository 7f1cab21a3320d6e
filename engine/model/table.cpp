#include "model/table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/units.hpp"

namespace covmap::model {

std::string fixed_text(std::int64_t number, int scale) {
    const bool negative = number < 0;
    // The magnitude in unsigned arithmetic, so that the smallest int64 has one too.
    std::string digits =
        std::to_string(negative ? 0ULL - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number));
    const auto places = static_cast<std::size_t>(scale);
    if (places > 0) {
        if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
        digits.insert(digits.size() - places, 1, '.');
    }
    return negative ? "-" + digits : digits;
}

double decimal_value(std::int64_t number, int scale) {
    constexpr std::int64_t kExact = std::int64_t{1} << 53;
    constexpr int kExactPower = 22;
    if (number > -kExact && number < kExact && scale <= kExactPower) return static_cast<double>(number) / std::pow(10.0, scale);
    return std::strtod(decimal_text(number, scale).c_str(), nullptr);
}

std::string decimal_text(std::int64_t number, int scale) {
    std::string text = fixed_text(number, scale);
    if (scale > 0) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    return text;
}

std::string csv_text(const std::string& text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string result = "\"";
    for (const char c : text) result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + "\"";
}

std::optional<std::int64_t> share_of(std::int64_t part, std::int64_t whole) {
    if (whole <= 0) return std::nullopt;
    constexpr core::Int128 kFull = 10000;
    const auto rounded = static_cast<std::int64_t>((2 * kFull * part + whole) / (2 * static_cast<core::Int128>(whole)));
    if (part >= whole) return static_cast<std::int64_t>(kFull);
    if (part <= 0) return 0;
    return std::clamp<std::int64_t>(rounded, 1, static_cast<std::int64_t>(kFull) - 1);
}

}  // namespace covmap::model
