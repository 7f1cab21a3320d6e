#include "export/raster/raster_style.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "export/xml/xml_tree.hpp"
#include "store/bytes/output_file.hpp"

namespace covmap::exports {

namespace {

/// Per km2.
const std::vector<int>& unserved_breaks() {
    static const std::vector<int> breaks = {1, 3, 10, 30, 100, 300, 1000};
    return breaks;
}

std::string operators_label(int operators, bool french) {
    if (operators == 0) return french ? "aucun opérateur" : "no operator";
    if (operators == 1) return french ? "1 opérateur" : "1 operator";
    return std::to_string(operators) + (french ? " opérateurs" : " operators");
}

std::vector<MapStep> operator_classes(const model::RasterTheme& theme, bool french) {
    std::vector<MapStep> classes;
    const int most = std::min(theme.most_operators, static_cast<int>(model::kRasterMostOperators));
    for (int n = 0; n <= most; ++n) {
        const int step = theme.low_is_good ? most - n : n;
        classes.push_back({static_cast<double>(n), operators_label(n, french),
                           ramp_colour(static_cast<std::size_t>(step), static_cast<std::size_t>(most) + 1)});
    }
    classes.push_back(unknown_step(model::kRasterUnknown, french ? "fr" : "en"));
    return classes;
}

/// color="#521308" alpha="255" of «82,19,8,255».
void add_colour(pugi::xml_node element, const std::string& colour) {
    int red = 0, green = 0, blue = 0, alpha = 255;
    std::sscanf(colour.c_str(), "%d,%d,%d,%d", &red, &green, &blue, &alpha);
    char text[8];
    std::snprintf(text, sizeof text, "#%02x%02x%02x", red & 0xFF, green & 0xFF, blue & 0xFF);
    add_attribute(element, {"color", text});
    add_attribute(element, {"alpha", std::to_string(alpha)});
}

/// A class of the legend, by its value in the element <colorPalette> or <colorrampshader>.
void add_class(pugi::xml_node parent, const char* name, const std::string& value, const std::string& label,
               const std::string& colour) {
    const pugi::xml_node element = add_element(parent, name, {{"value", value}});
    add_colour(element, colour);
    add_attribute(element, {"label", label});
}

pugi::xml_node add_renderer(pugi::xml_node pipe, const char* type) {
    const pugi::xml_node renderer = add_element(
        pipe, "rasterrenderer", {{"type", type}, {"band", "1"}, {"opacity", "1"}, {"alphaBand", "-1"}, {"nodataColor", ""}});
    add_element(renderer, "rasterTransparency");
    return renderer;
}

void add_paletted(pugi::xml_node pipe, const std::vector<MapStep>& classes, std::span<const std::uint8_t> used) {
    const pugi::xml_node palette = add_element(add_renderer(pipe, "paletted"), "colorPalette");
    for (const MapStep& drawn : classes) {
        const auto value = static_cast<std::uint8_t>(drawn.from);
        if (std::find(used.begin(), used.end(), value) != used.end())
            add_class(palette, "paletteEntry", std::to_string(value), drawn.label, drawn.colour);
    }
}

/// The largest value of a pixel under `bound`, or «inf»: QGIS takes a class up to and with its own value.
std::string under(double bound) {
    if (std::isinf(bound)) return "inf";
    char text[32];
    std::snprintf(text, sizeof text, "%.9g", static_cast<double>(std::nextafter(static_cast<float>(bound), 0.0F)));
    return text;
}

void add_classed(pugi::xml_node pipe, const model::RasterTheme& theme, const std::vector<MapStep>& classes, bool french) {
    const bool unserved = theme.kind == model::RasterKind::unserved;
    const std::string most = unserved ? std::to_string(unserved_breaks().back()) : "100";
    const pugi::xml_node renderer = add_renderer(pipe, "singlebandpseudocolor");
    add_attribute(renderer, {"classificationMin", "0"});
    add_attribute(renderer, {"classificationMax", most});
    const pugi::xml_node shader = add_element(add_element(renderer, "rastershader"), "colorrampshader",
                                              {{"colorRampType", "DISCRETE"},
                                               {"classificationMode", "1"},
                                               {"clip", "0"},
                                               {"minimumValue", "0"},
                                               {"maximumValue", most},
                                               {"labelPrecision", "6"}});
    if (unserved) add_class(shader, "item", "0", french ? "personne" : "none", "255,255,255,0");
    for (std::size_t c = 0; c < classes.size(); ++c) {
        const double bound = c + 1 < classes.size() ? classes[c + 1].from : std::numeric_limits<double>::infinity();
        add_class(shader, "item", under(bound), classes[c].label, classes[c].colour);
    }
}

}  // namespace

std::vector<MapStep> raster_classes(const model::RasterTheme& theme, const std::string& language) {
    switch (theme.kind) {
        case model::RasterKind::operators:
            return operator_classes(theme, language == "fr");
        case model::RasterKind::share:
            return share_steps(theme.low_is_good, language);
        case model::RasterKind::unserved:
            break;
    }
    return amount_steps(unserved_breaks(), language);
}

std::string raster_qml(const model::RasterTheme& theme, std::span<const std::uint8_t> used, const Credits& credits) {
    const std::vector<MapStep> classes = raster_classes(theme, credits.language);
    pugi::xml_document document;
    const pugi::xml_node root = add_qgis_root(document, {{"styleCategories", "Symbology"}});
    const pugi::xml_node pipe = add_element(root, "pipe");
    add_element(add_element(pipe, "provider"), "resampling",
                {{"enabled", "false"},
                 {"zoomedInResamplingMethod", "nearestNeighbour"},
                 {"zoomedOutResamplingMethod", "nearestNeighbour"}});
    if (theme.kind == model::RasterKind::operators)
        add_paletted(pipe, classes, used);
    else
        add_classed(pipe, theme, classes, credits.language == "fr");
    add_element(pipe, "brightnesscontrast", {{"brightness", "0"}, {"contrast", "0"}, {"gamma", "1"}});
    add_element(pipe, "rasterresampler");
    add_leaf(root, "blendMode", "0");
    return text_of(document);
}

void write_raster_qml(const model::RasterTheme& theme, std::span<const std::uint8_t> used, const Credits& credits,
                      const std::string& path) {
    store::OutputFile out(path);
    out.append(raster_qml(theme, used, credits));
    out.close();
}

}  // namespace covmap::exports
