#include "read/files/field_text.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "read/files/number_text.hpp"

namespace covmap::read {
namespace {

constexpr double kExactIntegers = 9007199254740992.0;  // 2^53

template <class Real>
std::string shortest_text(Real value) {
    if (!std::isfinite(value)) return {};
    if (std::abs(static_cast<double>(value)) <= kExactIntegers && std::trunc(value) == value)
        return integer_text(static_cast<std::int64_t>(value));
    std::array<char, 512> digits;  // a denormal double in full has under 350 characters
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed).ptr;
    return {digits.data(), end};
}

template <class... Parts>
std::string formatted(const char* format, Parts... parts) {
    std::array<char, 64> text;
    const int length = std::snprintf(text.data(), text.size(), format, parts...);
    return {text.data(), static_cast<std::size_t>(length)};
}

// Blanks that are no ASCII: no-break, of a digit's width, thin, narrow, ideographic, of no width, and the byte order mark.
constexpr std::array<std::string_view, 8> kWideBlanks = {"\xC2\xA0",     "\xE2\x80\x87", "\xE2\x80\x89", "\xE2\x80\xAF",
                                                         "\xE3\x80\x80", "\xE2\x80\x8B", "\xE2\x80\x83", "\xEF\xBB\xBF"};

std::size_t wide_blank_at_front(std::string_view text) {
    if (static_cast<unsigned char>(text.front()) < 0x80) return 0;
    for (const std::string_view blank : kWideBlanks)
        if (text.starts_with(blank)) return blank.size();
    return 0;
}

std::size_t wide_blank_at_end(std::string_view text) {
    if (static_cast<unsigned char>(text.back()) < 0x80) return 0;
    for (const std::string_view blank : kWideBlanks)
        if (text.ends_with(blank)) return blank.size();
    return 0;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

std::string integer_text(std::int64_t value) { return std::to_string(value); }
std::string real_text(double value) { return shortest_text(value); }
std::string real_text(float value) { return shortest_text(value); }

std::string date_text(std::int64_t year, int month, int day) {
    return formatted("%04lld-%02d-%02d", static_cast<long long>(year), month, day);
}

std::string date_text(std::int64_t days) {
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
    return date_text(static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
                     static_cast<int>(static_cast<unsigned>(date.day())));
}

std::string time_text(std::int64_t seconds) {
    return formatted("%02d:%02d:%02d", static_cast<int>(seconds / 3600), static_cast<int>(seconds / 60 % 60),
                     static_cast<int>(seconds % 60));
}

std::string datetime_text(std::int64_t seconds_since_1970) {
    const std::int64_t days = floor_div(seconds_since_1970, 86400);
    return date_text(days) + "T" + time_text(seconds_since_1970 - days * 86400);
}

std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty()) {
        if (blank(text.front()))
            text.remove_prefix(1);
        else if (blank(text.back()))
            text.remove_suffix(1);
        else if (const std::size_t before = wide_blank_at_front(text); before > 0)
            text.remove_prefix(before);
        else if (const std::size_t after = wide_blank_at_end(text); after > 0)
            text.remove_suffix(after);
        else
            break;
    }
    return text;
}

std::optional<bool> yes_or_no(std::string_view text) {
    const std::string word = lower_case(trimmed(text));
    for (const char* yes : {"1", "true", "oui", "yes", "vrai", "x"})
        if (word == yes) return true;
    for (const char* no : {"", "0", "false", "non", "no", "faux"})
        if (word == no) return false;
    double number = 0;  // «1.0», «1,000» and «1.00000000000» of real columns
    if (!parse_number(word, number) || (number != 0 && number != 1)) return std::nullopt;
    return number == 1;
}

std::string upper_case(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

std::string lower_case(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool is_text_table(std::string_view path) {
    std::string name = lower_case(path);
    for (const std::string_view packed : {".7z", ".gz", ".zip"})
        if (name.ends_with(packed)) name.resize(name.size() - packed.size());
    return name.ends_with(".csv") || name.ends_with(".tsv") || name.ends_with(".txt");
}

}  // namespace covmap::read
