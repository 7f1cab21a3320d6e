// Elements of a QGIS project as text. Private to the room.
#pragma once

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "core/xml_text.hpp"

namespace covmap::exports {

using XmlAttributes = std::vector<std::pair<std::string, std::string>>;

/// «<name a="1">inside</name>»; values are encoded, `inside` is XML already.
inline std::string xml_element(const std::string& name, const XmlAttributes& attributes, const std::string& inside = "") {
    std::string text = "<" + name;
    for (const auto& [key, value] : attributes) text += " " + key + "=\"" + core::xml_text(value) + "\"";
    return text + (inside.empty() ? "/>" : ">" + inside + "</" + name + ">") + "\n";
}

/// «<name>text</name>», encoded.
inline std::string xml_leaf(const std::string& name, const std::string& text) {
    return "<" + name + ">" + core::xml_text(text) + "</" + name + ">";
}

/// Six decimals, whatever the locale: a tenth of a metre in degrees.
inline std::string xml_number(double number) {
    char text[400];  // the largest double has 309 digits before the point
    const auto end = std::to_chars(text, text + sizeof text, number, std::chars_format::fixed, 6).ptr;
    return {text, end};
}

/// Characters of UTF-8.
inline std::size_t letters_of(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace covmap::exports
