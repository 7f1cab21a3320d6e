#include "export/raster/raster_style.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "core/xml_text.hpp"
#include "store/bytes/output_file.hpp"

namespace covmap::exports {

using core::xml_text;

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

/// « color="#521308" alpha="255"» of «82,19,8,255».
std::string colour_attributes(const std::string& colour) {
    int red = 0, green = 0, blue = 0, alpha = 255;
    std::sscanf(colour.c_str(), "%d,%d,%d,%d", &red, &green, &blue, &alpha);
    char text[48];
    std::snprintf(text, sizeof text, " color=\"#%02x%02x%02x\" alpha=\"%d\"", red, green, blue, alpha);
    return text;
}

std::string paletted(const std::vector<MapStep>& classes, std::span<const std::uint8_t> used) {
    std::string text =
        "  <rasterrenderer type=\"paletted\" band=\"1\" opacity=\"1\" alphaBand=\"-1\" nodataColor=\"\">\n"
        "   <rasterTransparency/>\n   <colorPalette>\n";
    for (const MapStep& drawn : classes) {
        const auto value = static_cast<std::uint8_t>(drawn.from);
        if (std::find(used.begin(), used.end(), value) == used.end()) continue;
        text += "    <paletteEntry value=\"" + std::to_string(value) + "\"" + colour_attributes(drawn.colour) + " label=\"" +
                xml_text(drawn.label) + "\"/>\n";
    }
    return text + "   </colorPalette>\n  </rasterrenderer>\n";
}

/// The largest value of a pixel under `bound`, or «inf»: QGIS takes a class up to and with its own value.
std::string under(double bound) {
    if (std::isinf(bound)) return "inf";
    char text[32];
    std::snprintf(text, sizeof text, "%.9g", static_cast<double>(std::nextafter(static_cast<float>(bound), 0.0F)));
    return text;
}

std::string item(const std::string& value, const std::string& label, const std::string& colour) {
    return "     <item value=\"" + value + "\"" + colour_attributes(colour) + " label=\"" + xml_text(label) + "\"/>\n";
}

std::string classed(const model::RasterTheme& theme, const std::vector<MapStep>& classes, bool french) {
    const bool unserved = theme.kind == model::RasterKind::unserved;
    const std::string most = unserved ? std::to_string(unserved_breaks().back()) : "100";
    std::string text =
        "  <rasterrenderer type=\"singlebandpseudocolor\" band=\"1\" opacity=\"1\" alphaBand=\"-1\" nodataColor=\"\" "
        "classificationMin=\"0\" classificationMax=\"" +
        most +
        "\">\n   <rasterTransparency/>\n   <rastershader>\n"
        "    <colorrampshader colorRampType=\"DISCRETE\" classificationMode=\"1\" clip=\"0\" minimumValue=\"0\" "
        "maximumValue=\"" +
        most + "\" labelPrecision=\"6\">\n";
    if (unserved) text += item("0", french ? "personne" : "none", "255,255,255,0");
    for (std::size_t c = 0; c < classes.size(); ++c) {
        const double bound = c + 1 < classes.size() ? classes[c + 1].from : std::numeric_limits<double>::infinity();
        text += item(under(bound), classes[c].label, classes[c].colour);
    }
    return text + "    </colorrampshader>\n   </rastershader>\n  </rasterrenderer>\n";
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
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
           "<qgis version=\"3.22.0\" styleCategories=\"Symbology\">\n <pipe>\n"
           "  <provider><resampling enabled=\"false\" zoomedInResamplingMethod=\"nearestNeighbour\" "
           "zoomedOutResamplingMethod=\"nearestNeighbour\"/></provider>\n" +
           (theme.kind == model::RasterKind::operators ? paletted(classes, used)
                                                       : classed(theme, classes, credits.language == "fr")) +
           "  <brightnesscontrast brightness=\"0\" contrast=\"0\" gamma=\"1\"/>\n  <rasterresampler/>\n </pipe>\n "
           "<blendMode>0</blendMode>\n</qgis>\n";
}

void write_raster_qml(const model::RasterTheme& theme, std::span<const std::uint8_t> used, const Credits& credits,
                      const std::string& path) {
    store::OutputFile out(path);
    out.append(raster_qml(theme, used, credits));
    out.close();
}

}  // namespace covmap::exports
