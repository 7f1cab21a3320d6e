#include "cli/printable.hpp"

#include <algorithm>
#include <cstdio>

namespace covmap::cli {

namespace {

std::string hex_escape(const char* form, unsigned number) {
    char text[16];
    std::snprintf(text, sizeof text, form, number);
    return text;
}

/// What stands for the character at the beginning of `rest`, and how many bytes it has; empty where it stands for itself.
std::string escape_of(std::string_view rest, std::size_t& bytes) {
    const auto byte = [&](std::size_t i) { return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0U; };
    bytes = 1;
    if (rest.front() == '\n') return "\\n";
    if (rest.front() == '\r') return "\\r";
    if (rest.front() == '\t') return "\\t";
    if (byte(0) < 0x20 || byte(0) == 0x7F) return hex_escape("\\x%02x", byte(0));
    if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) < 0xA0) {
        bytes = 2;
        return hex_escape("\\u%04x", byte(1));
    }
    // U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069.
    if (byte(0) == 0xE2 && (byte(1) == 0x80 || byte(1) == 0x81)) {
        const unsigned number = 0x2000U + ((byte(1) & 0x3FU) << 6U) + (byte(2) & 0x3FU);
        const bool turns = number == 0x200E || number == 0x200F || (number >= 0x202A && number <= 0x202E) ||
                           (number >= 0x2066 && number <= 0x2069);
        if (turns) bytes = 3;
        return turns ? hex_escape("\\u%04x", number) : std::string();
    }
    return {};
}

}  // namespace

std::string printable(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t bytes = 1;
        const std::string escaped = escape_of(text.substr(i), bytes);
        out += escaped.empty() ? std::string(1, text[i]) : escaped;
        i += bytes;
    }
    return out;
}

std::string printable_lines(std::string_view text) {
    std::string out;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        out += (begin > 0 ? "\n" : "") + printable(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return out;
}

}  // namespace covmap::cli
