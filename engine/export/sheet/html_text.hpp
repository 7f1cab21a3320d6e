// Elements of HTML that are XML too.
#pragma once

#include <string>
#include <string_view>

#include "core/xml_text.hpp"

namespace covmap::exports {

using core::xml_text;

/// `<name attributes>content</name>`; content and attributes are markup already.
inline std::string element(const std::string& name, const std::string& content, const std::string& attributes = "") {
    return "<" + name + (attributes.empty() ? "" : " " + attributes) + ">" + content + "</" + name + ">";
}

/// The same around a plain text.
inline std::string text_element(const std::string& name, std::string_view text, const std::string& attributes = "") {
    return element(name, xml_text(text), attributes);
}

}  // namespace covmap::exports
