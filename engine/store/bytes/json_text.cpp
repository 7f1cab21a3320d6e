#include "store/bytes/json_text.hpp"

namespace covmap::store {

namespace {

/// Bytes of the well-formed UTF-8 character at `at`, or 0 (Unicode 15, table 3-7).
std::size_t character_bytes(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = lead == 0xED && byte(1) > 0x9F;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool overlong = lead == 0xF0 && byte(1) < 0x90;
        const bool beyond = lead == 0xF4 && byte(1) > 0x8F;
        return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

void append_control(OutputFile& out, unsigned char c) {
    constexpr std::string_view kHex = "0123456789abcdef";
    switch (c) {
        case '\n':
            out.append("\\n");
            return;
        case '\r':
            out.append("\\r");
            return;
        case '\t':
            out.append("\\t");
            return;
        default:
            out.append("\\u00");
            out.append(kHex[c >> 4U]);
            out.append(kHex[c & 15U]);
    }
}

}  // namespace

void append_json_text(OutputFile& out, std::string_view text) {
    out.append('"');
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t bytes = character_bytes(text, i);
        const auto c = static_cast<unsigned char>(text[i]);
        if (bytes == 0) {
            out.append("\xEF\xBF\xBD");
        } else if (c < 0x20) {
            append_control(out, c);
        } else {
            if (c == '"' || c == '\\') out.append('\\');
            out.append(text.substr(i, bytes));
        }
        i += bytes == 0 ? 1 : bytes;
    }
    out.append('"');
}

}  // namespace covmap::store
