#include "export/project/project_layouts.hpp"

#include <algorithm>

#include "export/project/project_xml.hpp"
#include "export/style/style_classes.hpp"

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

std::string colour(const char* element, const char* alpha, const char* level) {
    return xml_element(element, {{"red", level}, {"green", level}, {"blue", level}, {"alpha", alpha}});
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

std::string item_element(const Sheet& sheet, const Item& item, const XmlAttributes& more, const std::string& inside) {
    const std::string uuid = "covmap-" + sheet.id + "-" + item.id;
    XmlAttributes attributes = {{"type", item.kind},
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
                                {"opacity", "1"}};
    attributes.insert(attributes.end(), more.begin(), more.end());
    return xml_element("LayoutItem", attributes,
                       colour("FrameColor", "255", "120") + colour("BackgroundColor", "255", "255") + inside);
}

std::string font(const char* element, const std::string& points, bool bold) {
    return xml_element(element,
                       {{"description", "Arial," + points + ",-1,5," + (bold ? "75" : "50") + ",0,0,0,0,0"}, {"style", ""}});
}

struct Label {
    std::string id;
    Rect rect;
    std::string text;
    const char* points;
    bool bold = false, at_bottom = false;
};

std::string label_item(const Sheet& sheet, const Label& label) {
    return item_element(sheet, {kLabel, label.id, label.rect},
                        {{"labelText", label.text},
                         {"halign", "1"},
                         {"valign", label.at_bottom ? "64" : "32"},
                         {"marginX", "0"},
                         {"marginY", "0"},
                         {"htmlState", "0"}},
                        font("LabelFont", label.points, label.bold) + colour("FontColor", "255", "20"));
}

/// The box, and as much around it as fills the frame.
std::string map_extent(ProjectBox box, const Rect& frame) {
    const double x = (box.xmin + box.xmax) / 2, y = (box.ymin + box.ymax) / 2;
    const double width = std::max(box.xmax - box.xmin, 1e-6), height = std::max(box.ymax - box.ymin, 1e-6);
    const double per_mm = kAround * std::max(width / frame.width, height / frame.height);
    const double half_width = per_mm * frame.width / 2, half_height = per_mm * frame.height / 2;
    return xml_element("Extent", {{"xmin", xml_number(x - half_width)},
                                  {"ymin", xml_number(y - half_height)},
                                  {"xmax", xml_number(x + half_width)},
                                  {"ymax", xml_number(y + half_height)}});
}

std::string map_item(const Sheet& sheet, const Rect& rect, const ProjectBox& box) {
    return item_element(sheet, {kMap, "map", rect, true, true, "1"},
                        {{"keepLayerSet", "false"}, {"followPreset", "false"}, {"drawCanvasItems", "true"}, {"mapRotation", "0"}},
                        map_extent(box, rect) + "<LayerSet/>");
}

std::string legend_item(const Sheet& sheet, const Rect& rect, double points) {
    const auto style = [](const char* name, const char* above_mm, const char* below_mm, const std::string& letters) {
        return xml_element("style",
                           {{"name", name},
                            {"alignment", "1"},
                            {"indent", "0"},
                            {"marginTop", above_mm},
                            {"marginBottom", below_mm},
                            {"marginLeft", name == std::string("symbolLabel") ? "2" : "0"}},
                           letters);
    };
    const std::string plain = font("styleFont", xml_number(points), false),
                      bold = font("styleFont", xml_number(points + 1), true);
    return item_element(sheet, {kLegend, "legend", rect},
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
                         {"resizeToContents", "1"}},
                        "<styles>" + style("title", "0", "0", bold) + style("group", "1", "0", bold) +
                            style("subgroup", "3", "1.5", bold) + style("symbol", "1.2", "0", plain) +
                            style("symbolLabel", "1.2", "0", plain) + "</styles>\n");
}

/// In round kilometres, as wide as fits.
std::string scale_bar(const Sheet& sheet, const Rect& rect) {
    return item_element(sheet, {kScaleBar, "scalebar", rect},
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
                         {"outlineWidth", "0.3"}},
                        "<text-style fontFamily=\"Arial\" fontSize=\"8\" fontSizeUnit=\"Point\" fontWeight=\"50\" "
                        "textColor=\"20,20,20,255\" textOpacity=\"1\"/>\n");
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

std::string page_collection(const Sheet& sheet) {
    return "<PageCollection>" +
           item_element(sheet, {kPage, "page", {0, 0, sheet.width_mm, sheet.height_mm}, false, true, "0"}, {}, "") +
           "</PageCollection>\n";
}

std::string layout(const Sheet& sheet, const ProjectBox& box, const LayoutWords& words) {
    const Places at = places_on(sheet, words);
    const std::string first =
        of_titles("if(array_length(@t) > 0, upper(left(@t[0], 1)) || substr(@t[0], 2), " + literal(words.title) + ")");
    const std::string others = of_titles(
        "array_to_string(array_foreach(array_slice(@t, 1, -1), upper(left(@element, 1)) || substr(@element, 2)), '. ')");
    return xml_element("Layout", {{"name", sheet.name}, {"units", "mm"}, {"printResolution", "300"}},
                       page_collection(sheet) + legend_item(sheet, at.legend, at.legend_points) + scale_bar(sheet, at.scale) +
                           label_item(sheet, {"note", at.note, words.note + of_scale(words.from_afar), "6"}) +
                           label_item(sheet, {"subtitle", at.subtitle, others, "9"}) +
                           label_item(sheet, {"title", at.title, first, "13", true, true}) + map_item(sheet, at.map, box));
}

}  // namespace

std::string project_layouts(const ProjectBox& box, const LayoutWords& words) {
    const Sheet portrait{"a4", "A4", 210, 297, false, 2};
    const Sheet landscape{"a3", "A3", 420, 297, true, 1};
    return "<Layouts>\n" + layout(portrait, box, words) + layout(landscape, box, words) + "</Layouts>\n";
}

}  // namespace covmap::exports
