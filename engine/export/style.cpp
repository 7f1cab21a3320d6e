#include "export/style.hpp"

#include "export/output_file.hpp"
#include "export/style_classes.hpp"
#include "export/xml_text.hpp"

namespace covmap::exports {

namespace {

std::string option(const char* name, const std::string& value) {
    return std::string("<Option name=\"") + name + "\" type=\"QString\" value=\"" + xml_text(value) + "\"/>";
}

std::string symbol(std::size_t number, const MapClass& drawn) {
    const bool hatched = drawn.fill == Fill::hatched;
    return "   <symbol name=\"" + std::to_string(number) + "\" type=\"fill\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">" +
           "<layer class=\"SimpleFill\" enabled=\"1\" pass=\"0\" locked=\"0\"><Option type=\"Map\">" +
           option("color", drawn.colour) + option("style", hatched ? "b_diagonal" : "solid") +
           option("outline_color", hatched ? "130,130,130,255" : "255,255,255,110") + option("outline_style", "solid") +
           option("outline_width", "0.06") + option("outline_width_unit", "MM") + option("joinstyle", "bevel") +
           "</Option></layer></symbol>\n";
}

std::string rules(const MapClasses& map) {
    std::string text = "  <rules key=\"{covmap}\">\n";
    if (!map.title.empty()) text += "  <rule key=\"{covmap-legend}\" label=\"" + xml_text(map.title) + "\">\n";
    for (std::size_t i = 0; i < map.classes.size(); ++i) {
        const MapClass& drawn = map.classes[i];
        const std::string number = std::to_string(i);
        text += "   <rule key=\"{covmap-" + number + "}\" symbol=\"" + number + "\" label=\"" + xml_text(drawn.label) + "\"";
        if (!drawn.filter.empty()) text += " filter=\"" + xml_text(drawn.filter) + "\"";
        text += "/>\n";
    }
    if (!map.title.empty()) text += "  </rule>\n";
    return text + "  </rules>\n";
}

std::string aliases(const core::Table& table, const std::string& language) {
    std::string text = " <aliases>\n";
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        text += "  <alias index=\"" + std::to_string(i) + "\" field=\"" + xml_text(table.columns[i].name) + "\" name=\"" +
                xml_text(alias_of(table.columns[i], language)) + "\"/>\n";
    return text + " </aliases>\n";
}

std::string map_tip(const core::Table& table, const MapClasses& map, const Credits& credits) {
    std::string tip;
    if (table.find("name") != nullptr) tip += "<b>[% \"name\" %]</b> ";
    if (table.find("code") != nullptr) tip += "[% \"code\" %]";
    if (!map.column.empty()) {
        const bool french = credits.language == "fr";
        const std::string value = "coalesce(format_number(\"" + map.column + "\", 2" + (french ? ", 'fr'" : ", 'en'") + "), '–')";
        tip += "<br>" + map.title + (french ? " : " : ": ") + "[% " + value + " %]";
    }
    if (!credits.note.empty()) tip += "<br><i>" + credits.note + "</i>";
    return tip;
}

}  // namespace

std::string layer_qml(const core::Table& table, const Credits& credits) {
    const MapClasses map = map_classes(table, credits.language);
    std::string text =
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        "<qgis version=\"3.22.0\" styleCategories=\"Symbology|Fields|MapTips\">\n"
        " <renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">\n";
    text += rules(map);
    text += "  <symbols>\n";
    for (std::size_t i = 0; i < map.classes.size(); ++i) text += symbol(i, map.classes[i]);
    text += "  </symbols>\n </renderer-v2>\n <blendMode>0</blendMode>\n <featureBlendMode>0</featureBlendMode>\n";
    text += " <layerOpacity>1</layerOpacity>\n";
    text += aliases(table, credits.language);
    if (table.find("name") != nullptr) text += " <previewExpression>\"name\"</previewExpression>\n";
    text +=
        " <mapTip>" + xml_text(map_tip(table, map, credits)) + "</mapTip>\n <layerGeometryType>2</layerGeometryType>\n</qgis>\n";
    return text;
}

void write_qml(const core::Table& table, const Credits& credits, const std::string& path) {
    OutputFile out(path);
    out.append(layer_qml(table, credits));
    out.close();
}

}  // namespace covmap::exports
