#include "export/style/style.hpp"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <optional>
#include <utility>

#include "core/xml_text.hpp"
#include "export/style/palette.hpp"
#include "export/style/style_classes.hpp"
#include "export/style/style_symbols.hpp"
#include "export/xml/xml_tree.hpp"
#include "store/bytes/output_file.hpp"

namespace covmap::exports {

using core::xml_text;

namespace {

/// Where nothing says at which scale, all are drawn.
std::string zones_by_scale() {
    return "\"rank\" <= " + std::to_string(kZonesFromAfar) + " OR coalesce(@map_scale, 0) < " + kFarScale;
}

/// `within`: a condition of all classes, or empty.
void add_rules(pugi::xml_node renderer, const MapClasses& map, const std::string& within) {
    pugi::xml_node rules = add_element(renderer, "rules", {{"key", "{covmap}"}});
    if (!map.title.empty() || !within.empty()) {
        rules = add_element(rules, "rule", {{"key", "{covmap-legend}"}, {"label", map.title}});
        if (!within.empty()) add_attribute(rules, {"filter", within});
    }
    for (std::size_t i = 0; i < map.classes.size(); ++i) {
        const MapClass& drawn = map.classes[i];
        const std::string number = std::to_string(i);
        const pugi::xml_node rule =
            add_element(rules, "rule", {{"key", "{covmap-" + number + "}"}, {"symbol", number}, {"label", drawn.label}});
        if (!drawn.filter.empty()) add_attribute(rule, {"filter", drawn.filter});
    }
}

/// What of a layer's symbology tells it from others.
struct Drawing {
    MapClasses map;
    std::string order = {};   ///< an expression: the smallest is drawn last; empty: any order
    std::string within = {};  ///< a condition of all classes, or empty
    std::optional<LabelSettings> labels = {};
    std::string shown = {};  ///< HTML for the map tip
    std::function<void(pugi::xml_node symbols)> add_symbols = {};
};

void add_renderer(pugi::xml_node parent, const Drawing& drawing) {
    const bool ordered = !drawing.order.empty();
    const pugi::xml_node renderer = add_element(parent, "renderer-v2",
                                                {{"type", "RuleRenderer"},
                                                 {"symbollevels", ordered ? "1" : "0"},
                                                 {"enableorderby", ordered ? "1" : "0"},
                                                 {"forceraster", "0"}});
    add_rules(renderer, drawing.map, drawing.within);
    drawing.add_symbols(add_element(renderer, "symbols"));
    if (ordered) add_leaf(add_element(renderer, "orderby"), "orderByClause", drawing.order, {{"asc", "0"}, {"nullsFirst", "0"}});
}

void add_aliases(pugi::xml_node parent, const model::Table& table, const std::string& language) {
    const pugi::xml_node aliases = add_element(parent, "aliases");
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        add_element(
            aliases, "alias",
            {{"index", std::to_string(i)}, {"field", table.columns[i].name}, {"name", alias_of(table.columns[i], language)}});
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

void add_symbol(pugi::xml_node symbols, const model::Table& table, std::size_t number, const MapClass& drawn) {
    if (table.kind == model::TableKind::places) return add_point_symbol(symbols, number, drawn);
    if (table.kind == model::TableKind::context_lines)
        return add_line_symbol(symbols, number, drawn.colour, ground_of(table.unit).dashed);
    if (table.kind == model::TableKind::stretches) return add_line_symbol(symbols, number, drawn.colour, false, "1");
    add_fill_symbol(symbols, number, drawn);
}

const char* geometry_type(model::TableKind kind) {
    if (kind == model::TableKind::places) return "0";
    return kind == model::TableKind::context_lines || kind == model::TableKind::stretches ? "1" : "2";
}

LabelSettings rank_labels(const model::Table& table) {
    if (table.find(kRankWithin) == nullptr) return {.field = "rank"};
    return {.field = std::string("if(@map_scale > ") + kFarScale + ", \"rank\", \"" + kRankWithin + "\")", .expression = true};
}

Drawing drawing_of(const model::Table& table, const std::string& language) {
    Drawing drawing{map_classes(table, language)};
    const std::string& column = drawing.map.column;
    const bool ranked = table.find("rank") != nullptr;
    if (table.kind == model::TableKind::zones) {
        if (ranked) {
            drawing.within = zones_by_scale();
            drawing.labels = rank_labels(table);
        }
        drawing.shown =
            told(table, {"rank", column, column + "_white", column + "_grey", "operators", "best_technology"}, language);
    } else if (table.kind == model::TableKind::stretches) {
        drawing.shown = told(table, {"indicator", "rank", "class", "length_km", "operators", "best_technology"}, language);
    } else {
        if (table.kind == model::TableKind::places && ranked)
            drawing.labels = LabelSettings{.field = "rank", .points = true, .above = true};
        drawing.shown = told(table, {column}, language);
    }
    drawing.add_symbols = [&table, classes = drawing.map.classes](pugi::xml_node symbols) {
        for (std::size_t i = 0; i < classes.size(); ++i) add_symbol(symbols, table, i, classes[i]);
    };
    return drawing;
}

void add_style(pugi::xml_node parent, const model::Table& table, const Drawing& drawing, const Credits& credits) {
    add_renderer(parent, drawing);
    if (drawing.labels) add_label_settings(add_element(parent, "labeling", {{"type", "simple"}}), *drawing.labels);
    add_leaf(parent, "blendMode", "0");
    add_leaf(parent, "featureBlendMode", "0");
    add_leaf(parent, "layerOpacity", "1");
    add_aliases(parent, table, credits.language);
    if (table.find("name") != nullptr) add_leaf(parent, "previewExpression", "\"name\"");
    add_leaf(parent, "mapTip", map_tip(table, drawing.shown, credits));
}

std::string qml(const model::Table& table, const Drawing& drawing, const Credits& credits) {
    pugi::xml_document document;
    const bool labelled = drawing.labels.has_value();
    const pugi::xml_node root = add_qgis_root(
        document, {{"styleCategories", std::string("Symbology") + (labelled ? "|Labeling" : "") + "|Fields|MapTips"},
                   {"labelsEnabled", labelled ? "1" : "0"}});
    add_style(root, table, drawing, credits);
    add_leaf(root, "layerGeometryType", geometry_type(table.kind));
    return text_of(document);
}

/// «unknown»: not known to be left out, or more than half of the people are.
MapClass unknown_circle(const CircleMap& circles, bool french) {
    MapClass unknown{french ? "inconnu" : "unknown", quoted(circles.left->name) + " IS NULL", kHatchColour, Fill::hatched};
    if (circles.unknown != nullptr)
        unknown.filter += " OR 2 * coalesce(" + quoted(circles.unknown->name) + ", 0) > " + quoted(circles.whole->name);
    return unknown;
}

}  // namespace

bool add_layer_style(pugi::xml_node parent, const model::Table& table, const Credits& credits) {
    const Drawing drawing = drawing_of(table, credits.language);
    add_style(parent, table, drawing, credits);
    return drawing.labels.has_value();
}

std::string layer_qml(const model::Table& table, const Credits& credits) {
    if (table.kind != model::TableKind::longer) return qml(table, drawing_of(table, credits.language), credits);
    pugi::xml_document document;
    const pugi::xml_node root = add_qgis_root(document, {{"styleCategories", "Fields"}});
    add_aliases(root, table, credits.language);
    add_leaf(root, "layerGeometryType", "4");
    return text_of(document);
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
    map.classes.push_back(unknown_circle(circles, french));
    Drawing drawing{std::move(map)};
    drawing.order = left;
    drawing.shown = told(*circles.left, credits.language);
    drawing.add_symbols = [&](pugi::xml_node symbols) {
        add_outline_symbol(symbols, 0);
        add_circle_symbol(symbols, 1, std::string(kLargest_mm) + " * sqrt(" + left + " / " + largest + ")");
        add_fill_symbol(symbols, 2, drawing.map.classes[2]);
    };
    return qml(table, drawing, credits);
}

void write_qml(const model::Table& table, const Credits& credits, const std::string& path) {
    store::OutputFile out(path);
    out.append(layer_qml(table, credits));
    out.close();
}

}  // namespace covmap::exports
