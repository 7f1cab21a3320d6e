#include "core/process/byte_size.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <limits>
#include <utility>

namespace covmap::core {

namespace {

__extension__ using Wide = __int128;  // the process knows nothing of core's own units

constexpr std::array<std::pair<std::string_view, std::uint64_t>, 9> kByteUnits{{{"", 1'000'000},
                                                                                {"kb", 1'000},
                                                                                {"mb", 1'000'000},
                                                                                {"gb", 1'000'000'000},
                                                                                {"tb", 1'000'000'000'000},
                                                                                {"kib", 1ULL << 10U},
                                                                                {"mib", 1ULL << 20U},
                                                                                {"gib", 1ULL << 30U},
                                                                                {"tib", 1ULL << 40U}}};
constexpr std::size_t kMostDigits = 12;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes the digits at the front of the text.
std::string_view take_digits(std::string_view& text) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
    const std::string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(digits.size());
    return digits;
}

}  // namespace

std::optional<std::uint64_t> parse_byte_size(std::string_view text) {
    const std::string_view whole = take_digits(text);
    std::string_view fraction;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        fraction = take_digits(text);
        if (fraction.empty()) return std::nullopt;
    }
    if (whole.empty() || whole.size() > kMostDigits || fraction.size() > kMostDigits) return std::nullopt;
    if (text.starts_with(' ')) text.remove_prefix(1);
    std::string unit(text);
    std::transform(unit.begin(), unit.end(), unit.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto found = std::find_if(kByteUnits.begin(), kByteUnits.end(), [&](const auto& known) { return known.first == unit; });
    if (found == kByteUnits.end()) return std::nullopt;
    // Below 10^24 times 2^40: it fits 128 bits.
    Wide number = 0, scale = 1;
    for (const char c : whole) number = number * 10 + (c - '0');
    for (const char c : fraction) {
        number = number * 10 + (c - '0');
        scale *= 10;
    }
    const Wide bytes = number * static_cast<std::int64_t>(found->second) / scale;
    if (bytes == 0 || bytes > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
    return static_cast<std::uint64_t>(bytes);
}

std::string byte_size_text(std::uint64_t bytes) {
    constexpr std::uint64_t kMebi = 1ULL << 20U, kGibi = 1ULL << 30U;
    if (bytes <= kGibi - kMebi) return std::to_string(std::max<std::uint64_t>(1, (bytes + kMebi - 1) / kMebi)) + " MiB";
    const std::uint64_t tenths =
        static_cast<std::uint64_t>((static_cast<Wide>(bytes) * 10 + static_cast<Wide>(kGibi) - 1) / static_cast<Wide>(kGibi));
    return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10)) + " GiB";
}

}  // namespace covmap::core
