#include "export/style/style.hpp"

#include <algorithm>
#include <initializer_list>

#include "core/xml_text.hpp"
#include "export/style/palette.hpp"
#include "export/style/style_classes.hpp"
#include "export/style/style_symbols.hpp"
#include "store/bytes/output_file.hpp"

namespace covmap::exports {

using core::xml_text;

namespace {

/// Symbology of a layer: its renderer, and labels where it has some.
struct Drawing {
    std::string renderer, labels, shown;  ///< shown: HTML for the map tip
};

/// Where nothing says at which scale, all are drawn.
std::string zones_by_scale() {
    return "\"rank\" <= " + std::to_string(kZonesFromAfar) + " OR coalesce(@map_scale, 0) < " + kFarScale;
}

/// `within`: a condition of all classes, or empty.
std::string rules(const MapClasses& map, const std::string& within) {
    std::string text = "  <rules key=\"{covmap}\">\n";
    const bool above = !map.title.empty() || !within.empty();
    if (above) {
        text += "  <rule key=\"{covmap-legend}\" label=\"" + xml_text(map.title) + "\"";
        text += (within.empty() ? "" : " filter=\"" + xml_text(within) + "\"") + ">\n";
    }
    for (std::size_t i = 0; i < map.classes.size(); ++i) {
        const MapClass& drawn = map.classes[i];
        const std::string number = std::to_string(i);
        text += "   <rule key=\"{covmap-" + number + "}\" symbol=\"" + number + "\" label=\"" + xml_text(drawn.label) + "\"";
        if (!drawn.filter.empty()) text += " filter=\"" + xml_text(drawn.filter) + "\"";
        text += "/>\n";
    }
    if (above) text += "  </rule>\n";
    return text + "  </rules>\n";
}

std::string renderer(const MapClasses& map, const std::string& symbols, const std::string& order, const std::string& within) {
    return std::string(" <renderer-v2 type=\"RuleRenderer\" symbollevels=\"") + (order.empty() ? "0" : "1") +
           "\" enableorderby=\"" + (order.empty() ? "0" : "1") + "\" forceraster=\"0\">\n" + rules(map, within) +
           "  <symbols>\n" + symbols + "  </symbols>\n" + order + " </renderer-v2>\n";
}

std::string aliases(const model::Table& table, const std::string& language) {
    std::string text = " <aliases>\n";
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        text += "  <alias index=\"" + std::to_string(i) + "\" field=\"" + xml_text(table.columns[i].name) + "\" name=\"" +
                xml_text(alias_of(table.columns[i], language)) + "\"/>\n";
    return text + " </aliases>\n";
}

/// «label: value» of a column, as HTML with QGIS expressions.
std::string told(const model::Column& column, const std::string& language) {
    const bool french = language == "fr";
    std::string value = quoted(column.name);
    if (column.type == model::ColumnType::share) value = "format_number(" + value + ", 2" + (french ? ", 'fr'" : ", 'en'") + ")";
    if (column.type == model::ColumnType::quantity || column.type == model::ColumnType::count)
        value = "format_number(" + value + (column.unit == "km" ? ", 3" : ", 0") + (french ? ", 'fr'" : ", 'en'") + ")";
    return "<br>" + xml_text(alias_of(column, language)) + (french ? " : " : ": ") + "[% coalesce(" + value + ", '–') %]";
}

std::string map_tip(const model::Table& table, const std::string& shown, const Credits& credits) {
    std::string tip;
    if (table.find("name") != nullptr) tip += "<b>[% \"name\" %]</b> ";
    for (const char* code : {"code", "id"})
        if (table.find(code) != nullptr) tip += std::string("[% \"") + code + "\" %]";
    tip += shown;
    const std::string note = credits_for(table, credits).note;
    if (!note.empty()) tip += "<br><i>" + xml_text(note) + "</i>";
    return tip;
}

std::string told(const model::Table& table, std::initializer_list<std::string> columns, const std::string& language) {
    std::string text;
    for (const std::string& name : columns)
        if (const model::Column* column = table.find(name)) text += told(*column, language);
    return text;
}

std::string symbol_of(const model::Table& table, std::size_t number, const MapClass& drawn) {
    if (table.kind == model::TableKind::places) return point_symbol(number, drawn);
    if (table.kind == model::TableKind::context_lines) return line_symbol(number, drawn.colour, ground_of(table.unit).dashed);
    if (table.kind == model::TableKind::stretches) return line_symbol(number, drawn.colour, false, "1");
    return fill_symbol(number, drawn);
}

const char* geometry_type(model::TableKind kind) {
    if (kind == model::TableKind::places) return "0";
    return kind == model::TableKind::context_lines || kind == model::TableKind::stretches ? "1" : "2";
}

std::string rank_labels(const model::Table& table) {
    if (table.find(kRankWithin) == nullptr) return label_settings("rank", false);
    return label_settings(std::string("if(@map_scale > ") + kFarScale + ", \"rank\", \"" + kRankWithin + "\")", false, true);
}

Drawing drawing_of(const model::Table& table, const std::string& language) {
    const MapClasses map = map_classes(table, language);
    std::string symbols;
    for (std::size_t i = 0; i < map.classes.size(); ++i) symbols += symbol_of(table, i, map.classes[i]);
    const bool ranked = table.kind == model::TableKind::zones && table.find("rank") != nullptr;
    Drawing drawing{renderer(map, symbols, "", ranked ? zones_by_scale() : ""), "", ""};
    if (table.kind == model::TableKind::zones) {
        if (ranked) drawing.labels = " <labeling type=\"simple\">" + rank_labels(table) + "</labeling>\n";
        drawing.shown = told(
            table, {"rank", map.column, map.column + "_white", map.column + "_grey", "operators", "best_technology"}, language);
    } else if (table.kind == model::TableKind::stretches) {
        drawing.shown = told(table, {"indicator", "rank", "class", "length_km", "operators", "best_technology"}, language);
    } else {
        if (table.kind == model::TableKind::places && table.find("rank") != nullptr)
            drawing.labels = " <labeling type=\"simple\">" + label_settings("rank", true, false, true) + "</labeling>\n";
        drawing.shown = told(table, {map.column}, language);
    }
    return drawing;
}

LayerStyle style_of(const model::Table& table, const Drawing& drawing, const Credits& credits) {
    std::string text = drawing.renderer + drawing.labels;
    text += " <blendMode>0</blendMode>\n <featureBlendMode>0</featureBlendMode>\n <layerOpacity>1</layerOpacity>\n";
    text += aliases(table, credits.language);
    if (table.find("name") != nullptr) text += " <previewExpression>\"name\"</previewExpression>\n";
    text += " <mapTip>" + xml_text(map_tip(table, drawing.shown, credits)) + "</mapTip>\n";
    return {text, !drawing.labels.empty()};
}

std::string qml(const model::Table& table, const Drawing& drawing, const Credits& credits) {
    const LayerStyle style = style_of(table, drawing, credits);
    std::string text =
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\" styleCategories=\"Symbology";
    text += style.labelled ? "|Labeling" : "";
    text += std::string("|Fields|MapTips\" labelsEnabled=\"") + (style.labelled ? "1" : "0") + "\">\n" + style.elements;
    return text + " <layerGeometryType>" + geometry_type(table.kind) + "</layerGeometryType>\n</qgis>\n";
}

}  // namespace

LayerStyle layer_style(const model::Table& table, const Credits& credits) {
    return style_of(table, drawing_of(table, credits.language), credits);
}

std::string layer_qml(const model::Table& table, const Credits& credits) {
    if (table.kind == model::TableKind::longer)
        return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\" "
               "styleCategories=\"Fields\">\n" +
               aliases(table, credits.language) + " <layerGeometryType>4</layerGeometryType>\n</qgis>\n";
    return qml(table, drawing_of(table, credits.language), credits);
}

std::string circles_qml(const model::Table& table, const Credits& credits) {
    const CircleMap circles = circle_map(table);
    if (table.kind != model::TableKind::wide || circles.left == nullptr) return {};
    constexpr const char* kLargest_mm = "20";
    const bool french = credits.language == "fr";
    const std::string left = quoted(circles.left->name);
    const std::string largest = model::decimal_text(std::max<std::int64_t>(circles.largest, 1), circles.left->scale);
    MapClasses map{alias_of(*circles.left, credits.language), circles.left->name, {}};
    map.classes.push_back({french ? "limites" : "borders", "", "", Fill::solid});
    std::int64_t whole = circles.largest;
    for (int i = 0; i < circles.left->scale; ++i) whole /= 10;
    map.classes.push_back(
        {(french ? "cercle de 20 mm : " : "circle of 20 mm: ") + grouped(whole, french), left + " > 0", "", Fill::solid});
    map.classes.push_back({french ? "inconnu" : "unknown", left + " IS NULL", kHatchColour, Fill::hatched});
    if (circles.unknown != nullptr)
        map.classes.back().filter +=
            " OR 2 * coalesce(" + quoted(circles.unknown->name) + ", 0) > " + quoted(circles.whole->name);
    const std::string symbols = outline_symbol(0) +
                                circle_symbol(1, std::string(kLargest_mm) + " * sqrt(" + left + " / " + largest + ")") +
                                fill_symbol(2, map.classes[2]);
    const std::string order =
        "  <orderby><orderByClause asc=\"0\" nullsFirst=\"0\">" + xml_text(left) + "</orderByClause></orderby>\n";
    return qml(table, {renderer(map, symbols, order, ""), "", told(*circles.left, credits.language)}, credits);
}

void write_qml(const model::Table& table, const Credits& credits, const std::string& path) {
    store::OutputFile out(path);
    out.append(layer_qml(table, credits));
    out.close();
}

}  // namespace covmap::exports
