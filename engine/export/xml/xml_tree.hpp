// Documents of XML as trees.
#pragma once

#include <initializer_list>
#include <pugixml.hpp>
#include <string>
#include <utility>

namespace covmap::exports {

/// Name and value.
using XmlAttribute = std::pair<const char*, std::string>;

/// A new last child of `parent`. Values are texts of UTF-8 as they are; control characters, which XML 1.0 cannot hold, are left
/// out.
pugi::xml_node add_element(pugi::xml_node parent, const char* name, std::initializer_list<XmlAttribute> attributes = {});

/// The same, with a text inside.
pugi::xml_node add_leaf(pugi::xml_node parent, const char* name, const std::string& text,
                        std::initializer_list<XmlAttribute> attributes = {});

void add_attribute(pugi::xml_node element, const XmlAttribute& attribute);

/// The root element of QGIS's own documents, after their type; `version` is that of QGIS 3.22.
pugi::xml_node add_qgis_root(pugi::xml_document& document, std::initializer_list<XmlAttribute> attributes = {});

/// Six decimals, whatever the locale: a tenth of a metre in degrees.
std::string xml_number(double number);

/// All of it, an element a line.
std::string text_of(const pugi::xml_document& document);

}  // namespace covmap::exports
