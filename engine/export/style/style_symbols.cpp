#include "export/style/style_symbols.hpp"

#include "core/xml_text.hpp"
#include "export/style/palette.hpp"

namespace covmap::exports {

using core::xml_text;

namespace {

std::string option(const char* name, const std::string& value) {
    return std::string("<Option name=\"") + name + "\" type=\"QString\" value=\"" + xml_text(value) + "\"/>";
}

std::string symbol(const std::string& name, const char* type, const std::string& layers) {
    return "<symbol name=\"" + name + "\" type=\"" + type + "\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">" + layers +
           "</symbol>";
}

/// `pass`: drawn after all of a lower one, where the renderer uses symbol levels.
std::string layer(const char* kind, const std::string& options, const std::string& inside = "", const char* pass = "0") {
    return std::string("<layer class=\"") + kind + "\" enabled=\"1\" pass=\"" + pass + "\" locked=\"0\"><Option type=\"Map\">" +
           options + "</Option>" + inside + "</layer>";
}

std::string simple_fill(const std::string& colour, const char* style, const std::string& outline, const char* width_mm) {
    return layer("SimpleFill", option("color", colour) + option("style", style) + option("outline_color", outline) +
                                   option("outline_style", outline.empty() ? "no" : "solid") + option("outline_width", width_mm) +
                                   option("outline_width_unit", "MM") + option("joinstyle", "bevel"));
}

}  // namespace

std::string fill_symbol(std::size_t number, const MapClass& drawn) {
    const auto named = [number](const std::string& layers) {
        return "   " + symbol(std::to_string(number), "fill", layers) + "\n";
    };
    switch (drawn.fill) {
        case Fill::solid:
            return named(simple_fill(drawn.colour, "solid", "255,255,255,110", "0.06"));
        // Lines alone would let the ground through, as if there were nothing.
        case Fill::hatched:
            return named(simple_fill(rgba(marks().unknown.light), "solid", "", "0") +
                         simple_fill(drawn.colour, "b_diagonal", drawn.colour, "0.06"));
        case Fill::overlaid:
            return named(simple_fill(drawn.colour, "b_diagonal", "", "0"));
        case Fill::dotted:
            return named(simple_fill(drawn.colour, "solid", "255,255,255,110", "0.06") +
                         simple_fill(kHatchColour, "dense7", "", "0"));
        case Fill::cased:
            return named(simple_fill("255,255,255,255", "no", "255,255,255,255", "0.9") +
                         simple_fill(drawn.colour, "solid", drawn.colour, "0.1"));
    }
    return {};
}

std::string point_symbol(std::size_t number, const MapClass& drawn) {
    const bool hollow = drawn.fill == Fill::hatched;
    const std::string shape = hollow ? "diamond" : number == 0 ? "circle" : "square";
    return "   " +
           symbol(std::to_string(number), "marker",
                  layer("SimpleMarker", option("name", shape) + option("color", hollow ? "255,255,255,255" : drawn.colour) +
                                            option("outline_color", hollow ? drawn.colour : "255,255,255,255") +
                                            option("outline_style", "solid") + option("outline_width", "0.3") +
                                            option("outline_width_unit", "MM") + option("size", "2.6") +
                                            option("size_unit", "MM"))) +
           "\n";
}

std::string outline_symbol(std::size_t number) {
    return "   " +
           symbol(std::to_string(number), "fill",
                  layer("SimpleFill", option("color", "250,250,250,255") + option("style", "solid") +
                                          option("outline_color", "170,170,170,255") + option("outline_style", "solid") +
                                          option("outline_width", "0.1") + option("outline_width_unit", "MM"))) +
           "\n";
}

std::string line_symbol(std::size_t number, const std::string& colour, bool dashed, const char* width_mm) {
    return "   " +
           symbol(std::to_string(number), "line",
                  layer("SimpleLine", option("line_color", colour) + option("line_style", dashed ? "dash" : "solid") +
                                          option("line_width", width_mm) + option("line_width_unit", "MM") +
                                          option("joinstyle", "round") + option("capstyle", "round"))) +
           "\n";
}

std::string label_settings(const std::string& field, bool points, bool expression, bool above) {
    return "<settings calloutType=\"simple\">\n  <text-style fieldName=\"" + xml_text(field) + "\" isExpression=\"" +
           (expression ? "1" : "0") + "\" fontSize=\"" + (points ? "8" : "9") + "\" fontSizeUnit=\"Point\" fontWeight=\"" +
           (points ? "50" : "75") +
           "\" textColor=\"20,20,20,255\" textOpacity=\"1\">"
           "<text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" bufferSizeUnits=\"MM\" bufferColor=\"255,255,255,255\" "
           "bufferOpacity=\"1\"/></text-style>\n"
           "  <placement placement=\"1\"" +
           (above ? " quadOffset=\"1\" offsetUnits=\"MM\" yOffset=\"-1\"" : "") +
           " centroidInside=\"1\" centroidWhole=\"1\" priority=\"5\"/>\n"
           "  <rendering drawLabels=\"1\" obstacle=\"0\" displayAll=\"0\"/>\n </settings>";
}

std::string circle_symbol(std::size_t number, const std::string& diameter_mm) {
    const std::string size =
        "<data_defined_properties><Option type=\"Map\"><Option name=\"name\" type=\"QString\" value=\"\"/>"
        "<Option name=\"properties\" type=\"Map\"><Option name=\"size\" type=\"Map\">"
        "<Option name=\"active\" type=\"bool\" value=\"true\"/>" +
        option("expression", diameter_mm) +
        "<Option name=\"type\" type=\"int\" value=\"3\"/></Option></Option>"
        "<Option name=\"type\" type=\"QString\" value=\"collection\"/></Option></data_defined_properties>";
    const std::string marker =
        symbol("@" + std::to_string(number) + "@0", "marker",
               layer("SimpleMarker",
                     option("name", "circle") + option("color", "213,94,0,190") + option("outline_color", "255,255,255,255") +
                         option("outline_style", "solid") + option("outline_width", "0.15") + option("outline_width_unit", "MM") +
                         option("size", "4") + option("size_unit", "MM") + option("scale_method", "diameter"),
                     size));
    return "   " +
           symbol(std::to_string(number), "fill",
                  layer("CentroidFill",
                        option("point_on_surface", "1") + option("point_on_all_parts", "0") + option("clip_points", "0"), marker,
                        "2")) +
           "\n";
}

}  // namespace covmap::exports
