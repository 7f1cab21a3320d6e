#include "read/measurement/test_day.hpp"

#include <chrono>

namespace covmap::read {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Numbers of the date at the beginning of a text: «2024-12-31T…» is 2024, 12, 31; with the digits of the first.
struct DateParts {
    int number[3] = {0, 0, 0};
    std::size_t first_digits = 0;
    bool whole = false;
};

DateParts parts_of(std::string_view text) {
    DateParts parts;
    std::size_t at = 0;
    for (int part = 0; part < 3; ++part) {
        const std::size_t begin = at;
        for (; at < text.size() && is_digit(text[at]) && at - begin < 4; ++at)
            parts.number[part] = 10 * parts.number[part] + (text[at] - '0');
        if (at == begin) return parts;
        if (part == 0) parts.first_digits = at - begin;
        if (part == 2) break;
        if (at == text.size() || (text[at] != '-' && text[at] != '/' && text[at] != '.')) return parts;
        ++at;
    }
    parts.whole = at == text.size() || text[at] == 'T' || text[at] == ' ';
    return parts;
}

std::optional<std::int32_t> day_of(int year, int month, int day) {
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok() || year < 1980 || year > 2200) return std::nullopt;
    return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}

}  // namespace

std::optional<std::int32_t> test_day(std::string_view text) {
    if (text.size() == 8 && text.find_first_not_of("0123456789") == std::string_view::npos) {
        const auto number = [&](std::size_t begin, std::size_t digits) {
            int value = 0;
            for (const char c : text.substr(begin, digits)) value = 10 * value + (c - '0');
            return value;
        };
        return day_of(number(0, 4), number(4, 2), number(6, 2));
    }
    const DateParts parts = parts_of(text);
    if (!parts.whole) return std::nullopt;
    if (parts.first_digits == 4) return day_of(parts.number[0], parts.number[1], parts.number[2]);
    return day_of(parts.number[2], parts.number[1], parts.number[0]);
}

}  // namespace covmap::read
