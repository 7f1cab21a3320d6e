#include "export/style/style_symbols.hpp"

#include <initializer_list>
#include <utility>

#include "export/style/palette.hpp"
#include "export/xml/xml_tree.hpp"

namespace covmap::exports {

namespace {

void add_option(pugi::xml_node map, const XmlAttribute& option, const char* type = "QString") {
    add_element(map, "Option", {{"name", option.first}, {"type", type}, {"value", option.second}});
}

pugi::xml_node add_map(pugi::xml_node parent, const char* name) {
    return add_element(parent, "Option", {{"name", name}, {"type", "Map"}});
}

pugi::xml_node add_symbol(pugi::xml_node parent, const std::string& name, const char* type) {
    return add_element(parent, "symbol",
                       {{"name", name}, {"type", type}, {"alpha", "1"}, {"clip_to_extent", "1"}, {"force_rhr", "0"}});
}

/// `pass`: drawn after all of a lower one, where the renderer uses symbol levels.
pugi::xml_node add_layer(pugi::xml_node symbol, const char* kind, std::initializer_list<XmlAttribute> options,
                         const char* pass = "0") {
    const pugi::xml_node layer =
        add_element(symbol, "layer", {{"class", kind}, {"enabled", "1"}, {"pass", pass}, {"locked", "0"}});
    const pugi::xml_node map = add_element(layer, "Option", {{"type", "Map"}});
    for (const XmlAttribute& option : options) add_option(map, option);
    return layer;
}

void add_simple_fill(pugi::xml_node symbol, const std::string& colour, const char* style, const std::string& outline,
                     const char* width_mm) {
    add_layer(symbol, "SimpleFill",
              {{"color", colour},
               {"style", style},
               {"outline_color", outline},
               {"outline_style", outline.empty() ? "no" : "solid"},
               {"outline_width", width_mm},
               {"outline_width_unit", "MM"},
               {"joinstyle", "bevel"}});
}

}  // namespace

void add_fill_symbol(pugi::xml_node symbols, std::size_t number, const MapClass& drawn) {
    const pugi::xml_node symbol = add_symbol(symbols, std::to_string(number), "fill");
    switch (drawn.fill) {
        case Fill::solid:
            add_simple_fill(symbol, drawn.colour, "solid", "255,255,255,110", "0.06");
            break;
        // Lines alone would let the ground through, as if there were nothing.
        case Fill::hatched:
            add_simple_fill(symbol, rgba(marks().unknown.light), "solid", "", "0");
            add_simple_fill(symbol, drawn.colour, "b_diagonal", drawn.colour, "0.06");
            break;
        case Fill::overlaid:
            add_simple_fill(symbol, drawn.colour, "b_diagonal", "", "0");
            break;
        case Fill::dotted:
            add_simple_fill(symbol, drawn.colour, "solid", "255,255,255,110", "0.06");
            add_simple_fill(symbol, kHatchColour, "dense7", "", "0");
            break;
        case Fill::cased:
            add_simple_fill(symbol, "255,255,255,255", "no", "255,255,255,255", "0.9");
            add_simple_fill(symbol, drawn.colour, "solid", drawn.colour, "0.1");
            break;
    }
}

void add_point_symbol(pugi::xml_node symbols, std::size_t number, const MapClass& drawn) {
    const bool hollow = drawn.fill == Fill::hatched;
    add_layer(add_symbol(symbols, std::to_string(number), "marker"), "SimpleMarker",
              {{"name", hollow        ? "diamond"
                        : number == 0 ? "circle"
                                      : "square"},
               {"color", hollow ? "255,255,255,255" : drawn.colour},
               {"outline_color", hollow ? drawn.colour : "255,255,255,255"},
               {"outline_style", "solid"},
               {"outline_width", "0.3"},
               {"outline_width_unit", "MM"},
               {"size", "2.6"},
               {"size_unit", "MM"}});
}

void add_outline_symbol(pugi::xml_node symbols, std::size_t number) {
    add_layer(add_symbol(symbols, std::to_string(number), "fill"), "SimpleFill",
              {{"color", "250,250,250,255"},
               {"style", "solid"},
               {"outline_color", "170,170,170,255"},
               {"outline_style", "solid"},
               {"outline_width", "0.1"},
               {"outline_width_unit", "MM"}});
}

void add_line_symbol(pugi::xml_node symbols, std::size_t number, const std::string& colour, bool dashed, const char* width_mm) {
    add_layer(add_symbol(symbols, std::to_string(number), "line"), "SimpleLine",
              {{"line_color", colour},
               {"line_style", dashed ? "dash" : "solid"},
               {"line_width", width_mm},
               {"line_width_unit", "MM"},
               {"joinstyle", "round"},
               {"capstyle", "round"}});
}

void add_circle_symbol(pugi::xml_node symbols, std::size_t number, const std::string& diameter_mm) {
    const pugi::xml_node at_centre =
        add_layer(add_symbol(symbols, std::to_string(number), "fill"), "CentroidFill",
                  {{"point_on_surface", "1"}, {"point_on_all_parts", "0"}, {"clip_points", "0"}}, "2");
    const pugi::xml_node circle = add_layer(add_symbol(at_centre, "@" + std::to_string(number) + "@0", "marker"), "SimpleMarker",
                                            {{"name", "circle"},
                                             {"color", "213,94,0,190"},
                                             {"outline_color", "255,255,255,255"},
                                             {"outline_style", "solid"},
                                             {"outline_width", "0.15"},
                                             {"outline_width_unit", "MM"},
                                             {"size", "4"},
                                             {"size_unit", "MM"},
                                             {"scale_method", "diameter"}});
    const pugi::xml_node defined = add_element(add_element(circle, "data_defined_properties"), "Option", {{"type", "Map"}});
    add_option(defined, {"name", ""});
    const pugi::xml_node size = add_map(add_map(defined, "properties"), "size");
    add_option(size, {"active", "true"}, "bool");
    add_option(size, {"expression", diameter_mm});
    add_option(size, {"type", "3"}, "int");
    add_option(defined, {"type", "collection"});
}

void add_label_settings(pugi::xml_node parent, const LabelSettings& labels) {
    const pugi::xml_node settings = add_element(parent, "settings", {{"calloutType", "simple"}});
    const pugi::xml_node text = add_element(settings, "text-style",
                                            {{"fieldName", labels.field},
                                             {"isExpression", labels.expression ? "1" : "0"},
                                             {"fontSize", labels.points ? "8" : "9"},
                                             {"fontSizeUnit", "Point"},
                                             {"fontWeight", labels.points ? "50" : "75"},
                                             {"textColor", "20,20,20,255"},
                                             {"textOpacity", "1"}});
    add_element(text, "text-buffer",
                {{"bufferDraw", "1"},
                 {"bufferSize", "0.8"},
                 {"bufferSizeUnits", "MM"},
                 {"bufferColor", "255,255,255,255"},
                 {"bufferOpacity", "1"}});
    const pugi::xml_node placement = add_element(settings, "placement", {{"placement", "1"}});
    if (labels.above)
        for (const XmlAttribute& attribute : {XmlAttribute{"quadOffset", "1"}, {"offsetUnits", "MM"}, {"yOffset", "-1"}})
            add_attribute(placement, attribute);
    for (const XmlAttribute& attribute : {XmlAttribute{"centroidInside", "1"}, {"centroidWhole", "1"}, {"priority", "5"}})
        add_attribute(placement, attribute);
    add_element(settings, "rendering", {{"drawLabels", "1"}, {"obstacle", "0"}, {"displayAll", "0"}});
}

}  // namespace covmap::exports
