// A text inside XML or HTML.
#pragma once

#include <string>
#include <string_view>

namespace covmap::core {

/// Characters of markup as entities, so that it stays a text, within quoted attributes too; the control characters that XML 1.0
/// forbids left out.
inline std::string xml_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
        }
    }
    return out;
}

}  // namespace covmap::core
