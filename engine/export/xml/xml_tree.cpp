#include "export/xml/xml_tree.hpp"

#include <charconv>
#include <sstream>

namespace covmap::exports {

namespace {

std::string without_controls(const std::string& text) {
    std::string out;
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    return out;
}

}  // namespace

void add_attribute(pugi::xml_node element, const XmlAttribute& attribute) {
    element.append_attribute(attribute.first).set_value(without_controls(attribute.second).c_str());
}

pugi::xml_node add_element(pugi::xml_node parent, const char* name, std::initializer_list<XmlAttribute> attributes) {
    pugi::xml_node element = parent.append_child(name);
    for (const XmlAttribute& attribute : attributes) add_attribute(element, attribute);
    return element;
}

pugi::xml_node add_leaf(pugi::xml_node parent, const char* name, const std::string& text,
                        std::initializer_list<XmlAttribute> attributes) {
    const pugi::xml_node element = add_element(parent, name, attributes);
    element.text().set(without_controls(text).c_str());
    return element;
}

pugi::xml_node add_qgis_root(pugi::xml_document& document, std::initializer_list<XmlAttribute> attributes) {
    document.append_child(pugi::node_doctype).set_value("qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'");
    const pugi::xml_node root = add_element(document, "qgis", {{"version", "3.22.0"}});
    for (const XmlAttribute& attribute : attributes) add_attribute(root, attribute);
    return root;
}

std::string xml_number(double number) {
    char text[400];  // the largest double has 309 digits before the point
    const auto end = std::to_chars(text, text + sizeof text, number, std::chars_format::fixed, 6).ptr;
    return {text, end};
}

std::string text_of(const pugi::xml_document& document) {
    std::ostringstream text;
    document.save(text, " ", pugi::format_indent | pugi::format_no_declaration, pugi::encoding_utf8);
    return text.str();
}

}  // namespace covmap::exports
