#include "export/project/project_layouts.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "export/style/style_classes.hpp"
#include "export/xml/xml_tree.hpp"

namespace covmap::exports {

namespace {

constexpr double kMargin_mm = 10, kGap_mm = 2;
constexpr double kTitle_mm = 13, kSubtitle_mm = 8;  ///< two lines each
constexpr double kLegendBelow_mm = 62, kScale_mm = 11;
constexpr double kNarrowestLegend_mm = 80, kWidestLegend_mm = 170;
constexpr double kLegendLetter_mm = 1.5, kLegendSymbol_mm = 10, kLegendPoints = 8, kSmallestPoints = 5;
constexpr double kColumnSpace_mm = 4;
constexpr double kNoteLine_mm = 2.7, kNoteLetter_mm = 1.2;  ///< of 6 points
constexpr double kHighestNote_mm = 60;
constexpr double kAround = 1.04;  ///< a little of the ground around what is shown

struct Rect {
    double x = 0, y = 0, width = 0, height = 0;  ///< mm
};

struct Sheet {
    std::string id, name;
    double width_mm, height_mm;
    bool beside;  ///< the legend is right of the map, not below
    int legend_columns;
};

/// Where everything stands on a sheet.
struct Places {
    Rect title, subtitle, map, scale, legend, note;
    double legend_points = kLegendPoints;
};

/// Of a text that is wrapped, at the bottom.
double note_height_mm(const std::string& note, double width_mm) {
    double lines = 0;
    for (std::size_t begin = 0; begin <= note.size();) {
        const std::size_t end = std::min(note.find('\n', begin), note.size());
        const auto letters = static_cast<double>(letters_of(note.substr(begin, end - begin)));
        lines += 1 + std::max(0.0, letters * kNoteLetter_mm / width_mm);
        begin = end + 1;
    }
    return std::min(lines * kNoteLine_mm + 1, kHighestNote_mm);
}

/// Of letters of 8 points: beside the map layers stand below each other, below it side by side.
double legend_width_mm(const Sheet& sheet, const std::vector<std::size_t>& letters) {
    double widest = 0, all = 0;
    for (const std::size_t count : letters) {
        const double width = kLegendSymbol_mm + kLegendLetter_mm * static_cast<double>(count);
        widest = std::max(widest, width);
        all += width + kColumnSpace_mm;
    }
    return sheet.beside ? widest : all;
}

Places places_on(const Sheet& sheet, const LayoutWords& words) {
    const double width = sheet.width_mm - 2 * kMargin_mm;
    const double note_mm = note_height_mm(words.note + words.from_afar, width);
    const double legend_mm = legend_width_mm(sheet, words.legend_letters);
    const double beside_mm = std::clamp(legend_mm, kNarrowestLegend_mm, kWidestLegend_mm);
    Places at;
    at.legend_points = kLegendPoints * std::min(1.0, (sheet.beside ? beside_mm : width) / std::max(legend_mm, 1.0));
    at.legend_points = std::max(at.legend_points, kSmallestPoints);
    at.title = {kMargin_mm, kMargin_mm - 2, width, kTitle_mm};
    at.subtitle = {kMargin_mm, at.title.y + kTitle_mm, width, kSubtitle_mm};
    at.note = {kMargin_mm, sheet.height_mm - kMargin_mm + 2 - note_mm, width, note_mm};
    const double top = at.subtitle.y + kSubtitle_mm + 1, bottom = at.note.y - kGap_mm;
    if (sheet.beside) {
        at.map = {kMargin_mm, top, width - beside_mm - 2 * kGap_mm, bottom - top};
        at.legend = {at.map.x + at.map.width + 2 * kGap_mm, top, beside_mm, bottom - top - kScale_mm};
        at.scale = {at.legend.x, bottom - kScale_mm, beside_mm, kScale_mm};
    } else {
        at.legend = {kMargin_mm, bottom - kLegendBelow_mm, width, kLegendBelow_mm};
        at.scale = {kMargin_mm, at.legend.y - kScale_mm, width, kScale_mm};
        at.map = {kMargin_mm, top, width, at.scale.y - top};
    }
    return at;
}

std::string in_mm(double a, double b) { return xml_number(a) + "," + xml_number(b) + ",mm"; }

void add_colour(pugi::xml_node parent, const char* name, const char* alpha, const char* level) {
    add_element(parent, name, {{"red", level}, {"green", level}, {"blue", level}, {"alpha", alpha}});
}

/// One item; `kind` is the number by which QGIS knows it.
struct Item {
    const char* kind;
    std::string id;
    Rect rect;
    bool framed = false, ground = false;
    const char* level = "2";  ///< items of a higher one are drawn over it
};

constexpr const char *kPage = "65638", *kMap = "65639", *kLabel = "65641", *kLegend = "65642", *kScaleBar = "65646";

pugi::xml_node add_item(pugi::xml_node parent, const Sheet& sheet, const Item& item,
                        std::initializer_list<XmlAttribute> more = {}) {
    const std::string uuid = "covmap-" + sheet.id + "-" + item.id;
    const pugi::xml_node element = add_element(parent, "LayoutItem",
                                               {{"type", item.kind},
                                                {"id", item.id},
                                                {"uuid", uuid},
                                                {"templateUuid", uuid},
                                                {"position", in_mm(item.rect.x, item.rect.y)},
                                                {"positionOnPage", in_mm(item.rect.x, item.rect.y)},
                                                {"size", in_mm(item.rect.width, item.rect.height)},
                                                {"referencePoint", "0"},
                                                {"frame", item.framed ? "true" : "false"},
                                                {"outlineWidthM", "0.2,mm"},
                                                {"background", item.ground ? "true" : "false"},
                                                {"zValue", item.level},
                                                {"visibility", "1"},
                                                {"opacity", "1"}});
    for (const XmlAttribute& attribute : more) add_attribute(element, attribute);
    add_colour(element, "FrameColor", "255", "120");
    add_colour(element, "BackgroundColor", "255", "255");
    return element;
}

void add_font(pugi::xml_node parent, const char* name, const std::string& points, bool bold) {
    add_element(parent, name,
                {{"description", "Arial," + points + ",-1,5," + (bold ? "75" : "50") + ",0,0,0,0,0"}, {"style", ""}});
}

struct Label {
    std::string id;
    Rect rect;
    std::string text;
    const char* points;
    bool bold = false, at_bottom = false;
};

void add_label(pugi::xml_node layout, const Sheet& sheet, const Label& label) {
    const pugi::xml_node item = add_item(layout, sheet, {kLabel, label.id, label.rect},
                                         {{"labelText", label.text},
                                          {"halign", "1"},
                                          {"valign", label.at_bottom ? "64" : "32"},
                                          {"marginX", "0"},
                                          {"marginY", "0"},
                                          {"htmlState", "0"}});
    add_font(item, "LabelFont", label.points, label.bold);
    add_colour(item, "FontColor", "255", "20");
}

/// The box, and as much around it as fills the frame.
void add_extent(pugi::xml_node map, const ProjectBox& box, const Rect& frame) {
    const double x = (box.xmin + box.xmax) / 2, y = (box.ymin + box.ymax) / 2;
    const double width = std::max(box.xmax - box.xmin, 1e-6), height = std::max(box.ymax - box.ymin, 1e-6);
    const double per_mm = kAround * std::max(width / frame.width, height / frame.height);
    const double half_width = per_mm * frame.width / 2, half_height = per_mm * frame.height / 2;
    add_element(map, "Extent",
                {{"xmin", xml_number(x - half_width)},
                 {"ymin", xml_number(y - half_height)},
                 {"xmax", xml_number(x + half_width)},
                 {"ymax", xml_number(y + half_height)}});
}

void add_map(pugi::xml_node layout, const Sheet& sheet, const Rect& rect, const ProjectBox& box) {
    const pugi::xml_node map =
        add_item(layout, sheet, {kMap, "map", rect, true, true, "1"},
                 {{"keepLayerSet", "false"}, {"followPreset", "false"}, {"drawCanvasItems", "true"}, {"mapRotation", "0"}});
    add_extent(map, box, rect);
    add_element(map, "LayerSet");
}

/// A level of the legend's entries: its letters and the room around them.
struct LegendStyle {
    const char *name, *above_mm, *below_mm, *left_mm;
    bool bold;
};

void add_legend(pugi::xml_node layout, const Sheet& sheet, const Rect& rect, double points) {
    const pugi::xml_node legend = add_item(layout, sheet, {kLegend, "legend", rect},
                                           {{"title", ""},
                                            {"map_uuid", "covmap-" + sheet.id + "-map"},
                                            {"legendFilterByMap", "1"},
                                            {"columnCount", std::to_string(sheet.legend_columns)},
                                            {"splitLayer", "0"},
                                            {"equalColumnWidth", "0"},
                                            {"columnSpace", xml_number(kColumnSpace_mm)},
                                            {"boxSpace", "0"},
                                            {"symbolWidth", "6"},
                                            {"symbolHeight", "3.2"},
                                            {"lineSpacing", "1"},
                                            {"fontColor", "#141414"},
                                            {"resizeToContents", "1"}});
    const pugi::xml_node styles = add_element(legend, "styles");
    for (const LegendStyle& level : {LegendStyle{"title", "0", "0", "0", true},
                                     {"group", "1", "0", "0", true},
                                     {"subgroup", "3", "1.5", "0", true},
                                     {"symbol", "1.2", "0", "0", false},
                                     {"symbolLabel", "1.2", "0", "2", false}}) {
        const pugi::xml_node style = add_element(styles, "style",
                                                 {{"name", level.name},
                                                  {"alignment", "1"},
                                                  {"indent", "0"},
                                                  {"marginTop", level.above_mm},
                                                  {"marginBottom", level.below_mm},
                                                  {"marginLeft", level.left_mm}});
        add_font(style, "styleFont", xml_number(level.bold ? points + 1 : points), level.bold);
    }
}

/// In round kilometres, as wide as fits.
void add_scale_bar(pugi::xml_node layout, const Sheet& sheet, const Rect& rect) {
    const pugi::xml_node bar = add_item(layout, sheet, {kScaleBar, "scalebar", rect},
                                        {{"mapUuid", "covmap-" + sheet.id + "-map"},
                                         {"style", "Line Ticks Up"},
                                         {"unitType", "km"},
                                         {"unitLabel", "km"},
                                         {"numMapUnitsPerScaleBarUnit", "1"},
                                         {"numSegments", "2"},
                                         {"numSegmentsLeft", "0"},
                                         {"segmentSizeMode", "1"},
                                         {"minBarWidth", "25"},
                                         {"maxBarWidth", "60"},
                                         {"height", "2"},
                                         {"labelBarSpace", "1"},
                                         {"boxContentSpace", "1"},
                                         {"outlineWidth", "0.3"}});
    add_element(bar, "text-style",
                {{"fontFamily", "Arial"},
                 {"fontSize", "8"},
                 {"fontSizeUnit", "Point"},
                 {"fontWeight", "50"},
                 {"textColor", "20,20,20,255"},
                 {"textOpacity", "1"}});
}

/// A text of QGIS expressions, quotes doubled.
std::string literal(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
    return out + "'";
}

/// «[% … %]»: `then` of «t», the titles of the layers that the map shows, the uppermost first, without backgrounds.
std::string of_titles(const std::string& then) {
    return "[% with_variable('t', array_filter(array_foreach(array_filter(map_get(item_variables('map'), 'map_layer_ids'), "
           "left(@element, 21) <> 'covmap_layer_context_'), coalesce(layer_property(@element, 'title'), '')), @element <> ''), " +
           then + ") %]";
}

/// «[% … %]»: the text where zones are shown at a scale that leaves out the smaller ones.
std::string of_scale(const std::string& text) {
    if (text.empty()) return {};
    return "[% if(map_get(item_variables('map'), 'map_scale') >= " + std::string(kFarScale) +
           " AND "
           "array_length(array_filter(map_get(item_variables('map'), "
           "'map_layer_ids'), left(@element, 19) = 'covmap_layer_zones_')) > 0, " +
           literal(text) + ", '') %]";
}

void add_layout(pugi::xml_node layouts, const Sheet& sheet, const ProjectBox& box, const LayoutWords& words) {
    const Places at = places_on(sheet, words);
    const std::string first =
        of_titles("if(array_length(@t) > 0, upper(left(@t[0], 1)) || substr(@t[0], 2), " + literal(words.title) + ")");
    const std::string others = of_titles(
        "array_to_string(array_foreach(array_slice(@t, 1, -1), upper(left(@element, 1)) || substr(@element, 2)), '. ')");
    const pugi::xml_node layout =
        add_element(layouts, "Layout", {{"name", sheet.name}, {"units", "mm"}, {"printResolution", "300"}});
    add_item(add_element(layout, "PageCollection"), sheet,
             {kPage, "page", {0, 0, sheet.width_mm, sheet.height_mm}, false, true, "0"});
    add_legend(layout, sheet, at.legend, at.legend_points);
    add_scale_bar(layout, sheet, at.scale);
    add_label(layout, sheet, {"note", at.note, words.note + of_scale(words.from_afar), "6"});
    add_label(layout, sheet, {"subtitle", at.subtitle, others, "9"});
    add_label(layout, sheet, {"title", at.title, first, "13", true, true});
    add_map(layout, sheet, at.map, box);
}

}  // namespace

std::size_t letters_of(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

void add_layouts(pugi::xml_node root, const ProjectBox& box, const LayoutWords& words) {
    const pugi::xml_node layouts = add_element(root, "Layouts");
    add_layout(layouts, {"a4", "A4", 210, 297, false, 2}, box, words);
    add_layout(layouts, {"a3", "A3", 420, 297, true, 1}, box, words);
}

}  // namespace covmap::exports
