#include "export/sheet/sheet_map.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "export/sheet/html_text.hpp"
#include "export/style/palette.hpp"

namespace covmap::exports {

namespace {

constexpr double kWidth = 640, kMostHeight = 480, kMargin = 28;  ///< pixels
constexpr double kMetresPerDegree = 111195.0;                    ///< of a great circle, sphere of 6371 km
constexpr double kCloser = 0.4;                                  ///< pixels between vertices that are told apart

struct Box {
    double west = std::numeric_limits<double>::max(), south = west, east = std::numeric_limits<double>::lowest(), north = east;
    void add(core::Point p) {
        west = std::min(west, p.x);
        east = std::max(east, p.x);
        south = std::min(south, p.y);
        north = std::max(north, p.y);
    }
    [[nodiscard]] bool empty() const { return west > east; }
};

Box box_of(const core::MultiPolygon& polygons) {
    Box box;
    for (const core::Polygon& polygon : polygons)
        for (const auto& ring : polygon)
            for (const core::Point p : ring) box.add(p);
    return box;
}

std::string pixels(double value) { return model::decimal_text(std::llround(value * 10), 1); }

/// From degrees to pixels.
class Frame {
public:
    explicit Frame(const Box& box) : m_middle{(box.west + box.east) / 2, (box.south + box.north) / 2} {
        m_east_m = kMetresPerDegree * std::cos(m_middle.y * std::numbers::pi / 180);
        const double wide_m = std::max((box.east - box.west) * m_east_m, 1.0),
                     high_m = std::max((box.north - box.south) * kMetresPerDegree, 1.0);
        m_pixel_m = std::max(wide_m / (kWidth - 2 * kMargin), high_m / (kMostHeight - 2 * kMargin));
        m_height = std::ceil(std::max(high_m / m_pixel_m + 2 * kMargin, kMostHeight / 2));
    }
    [[nodiscard]] core::Point at(core::Point p) const {
        return {kWidth / 2 + (p.x - m_middle.x) * m_east_m / m_pixel_m,
                m_height / 2 - (p.y - m_middle.y) * kMetresPerDegree / m_pixel_m};
    }
    [[nodiscard]] double height() const { return m_height; }
    [[nodiscard]] double pixel_m() const { return m_pixel_m; }
    [[nodiscard]] bool holds(core::Point pixel) const {
        return pixel.x >= 0 && pixel.x <= kWidth && pixel.y >= 0 && pixel.y <= m_height;
    }

private:
    core::Point m_middle;
    double m_east_m = 1, m_pixel_m = 1, m_height = 0;
};

/// `count` vertices as path data; nothing where they lie outside the picture or fewer than `least` are told apart in it.
std::string drawn_path(const std::vector<core::Point>& points, std::size_t count, std::size_t least, const Frame& frame) {
    Box box;
    std::vector<core::Point> kept;
    for (std::size_t i = 0; i < count; ++i) {
        const core::Point p = frame.at(points[i]);
        box.add(p);
        if (kept.empty() || std::abs(p.x - kept.back().x) + std::abs(p.y - kept.back().y) >= kCloser) kept.push_back(p);
    }
    if (kept.size() < least || box.east < 0 || box.west > kWidth || box.north < 0 || box.south > frame.height()) return {};
    std::string path;
    for (const core::Point p : kept) path += (path.empty() ? "M" : "L") + pixels(p.x) + " " + pixels(p.y);
    return path;
}

std::string ring_path(const std::vector<core::Point>& ring, const Frame& frame) {
    const std::string path = drawn_path(ring, ring.empty() ? 0 : ring.size() - 1, 3, frame);
    return path.empty() ? path : path + "Z";
}

std::string polygon_path(const core::Polygon& polygon, const Frame& frame) {
    std::string path;
    for (const auto& ring : polygon) path += ring_path(ring, frame);
    return path;
}

std::string path_element(const std::string& data, const std::string& attributes) {
    return data.empty() ? "" : "<path d=\"" + data + "\" " + attributes + "/>";
}

std::string paths(const std::vector<core::MultiPolygon>& areas, const Frame& frame, const std::string& attributes) {
    std::string data;
    for (const core::MultiPolygon& area : areas)
        for (const core::Polygon& polygon : area) data += polygon_path(polygon, frame);
    return path_element(data, attributes);
}

/// What lies around, quiet.
std::string ground_paths(const std::vector<model::SheetMap::Ground>& grounds, const Frame& frame, bool lines) {
    std::string out;
    for (const model::SheetMap::Ground& ground : grounds) {
        if (ground.lines != lines) continue;
        const Ground& drawn = ground_of(ground.kind);
        if (!lines) {
            out += paths(ground.shapes, frame, std::string("fill-rule=\"evenodd\" fill=\"") + drawn.light + "\"");
            continue;
        }
        std::string data;
        for (const core::MultiPolygon& shape : ground.shapes)
            for (const core::Polygon& part : shape)
                for (const auto& path : part) data += drawn_path(path, path.size(), 2, frame);
        out += path_element(data, std::string("fill=\"none\" stroke-linejoin=\"round\" stroke-width=\"1.2\" stroke=\"") +
                                      drawn.light + (drawn.dashed ? "\" stroke-dasharray=\"6 3\"" : "\""));
    }
    return out;
}

/// Where to write a zone's number: at its own point, or in the middle of what is in the picture.
std::optional<core::Point> label_at(const model::SheetMap::Zone& zone, const Frame& frame) {
    if (const core::Point own = frame.at(zone.label); frame.holds(own)) return own;
    if (zone.outline.empty()) return std::nullopt;
    Box seen;
    for (const core::Point corner : zone.outline.front())
        if (const core::Point p = frame.at(corner); frame.holds(p)) seen.add(p);
    if (seen.empty()) return std::nullopt;
    return core::Point{(seen.west + seen.east) / 2, (seen.south + seen.north) / 2};
}

std::string numbers_of(const std::vector<model::SheetMap::Zone>& zones, const Frame& frame) {
    std::string out;
    for (const model::SheetMap::Zone& zone : zones) {
        const auto at = zone.number == 0 ? std::nullopt : label_at(zone, frame);
        if (!at) continue;
        const std::string x = pixels(std::clamp(at->x, 12.0, kWidth - 12)),
                          y = pixels(std::clamp(at->y, 12.0, frame.height() - 12));
        out += "<circle cx=\"" + x + "\" cy=\"" + y + "\" r=\"10\" fill=\"#fff\" stroke=\"#111\"/>" +
               element("text", std::to_string(zone.number), "x=\"" + x + "\" y=\"" + y + "\" dy=\"4\" text-anchor=\"middle\"");
    }
    return out;
}

/// The longest of 1, 2, 5 times a power of ten metres that takes no more than 160 pixels.
double bar_metres(double pixel_m) {
    double best_m = 1;
    for (double unit_m = 1; unit_m <= 1e7; unit_m *= 10)
        for (const double times : {1.0, 2.0, 5.0})
            if (times * unit_m / pixel_m <= 160) best_m = times * unit_m;
    return best_m;
}

std::string scale_bar(const Frame& frame, bool french) {
    const double length_m = bar_metres(frame.pixel_m()), length = length_m / frame.pixel_m(), y = frame.height() - 12, x = 14;
    const auto whole = static_cast<std::int64_t>(length_m);
    std::string text = std::to_string(whole >= 1000 ? whole / 1000 : whole);
    if (text.size() > 3) text.insert(text.size() - 3, french ? "\u202F" : ",");
    text += whole >= 1000 ? "\u00A0km" : "\u00A0m";
    const std::string left = pixels(x), right = pixels(x + length), base = pixels(y), top = pixels(y - 6);
    return path_element("M" + left + " " + top + "L" + left + " " + base + "L" + right + " " + base + "L" + right + " " + top,
                        "fill=\"none\" stroke=\"#111\" stroke-width=\"1.5\"") +
           element("text", text, "x=\"" + pixels(x + length + 6) + "\" y=\"" + base + "\"");
}

std::string north_arrow() {
    return "<path d=\"M616 8L622 26L616 22L610 26Z\" fill=\"#111\"/>" +
           element("text", "N", "x=\"616\" y=\"40\" text-anchor=\"middle\"");
}

/// As on every map: zones have one colour.
const std::string& zone_ink() {
    static const std::string ink = marks().white_zone.light;
    return ink;
}

std::string hatch(const std::string& id) {
    return element(
        "defs",
        element("pattern", "<path d=\"M0 0V6\" stroke=\"" + zone_ink() + "\" stroke-width=\"3\"/>",
                "id=\"" + id + "\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\""));
}

}  // namespace

std::string sheet_map_svg(const model::SheetMap& map, const std::vector<model::SheetMap::Zone>& zones,
                          const SheetMapWords& words) {
    const Box box = box_of(map.outline);
    if (box.empty()) return {};
    const Frame frame(box);
    const std::string id = xml_text(words.id), size = "width=\"640\" height=\"" + pixels(frame.height()) + "\"";
    std::string zone_paths;
    for (const model::SheetMap::Zone& zone : zones) zone_paths += polygon_path(zone.outline, frame);
    const std::string thin = "fill=\"none\" stroke-linejoin=\"round\" ";
    std::string content = text_element("title", words.title, "id=\"" + id + "-title\"") +
                          text_element("desc", words.description, "id=\"" + id + "-desc\"");
    content += hatch(id + "-hatch") + "<rect " + size + " fill=\"#fff\"/>";
    content += paths({map.outline}, frame, "fill=\"#efefef\" fill-rule=\"evenodd\"");
    content += ground_paths(map.grounds, frame, false) + ground_paths(map.grounds, frame, true);
    content += path_element(zone_paths, "fill=\"url(#" + id + "-hatch)\" fill-rule=\"evenodd\" stroke=\"" + zone_ink() + "\"");
    content += paths(map.neighbours, frame, thin + "stroke=\"#b5b5b5\" stroke-width=\"0.8\"");
    content += paths(map.members, frame, thin + "stroke=\"#777\" stroke-width=\"0.8\"");
    content += paths({map.outline}, frame, thin + "stroke=\"#111\" stroke-width=\"2.2\"");
    content += numbers_of(zones, frame) + scale_bar(frame, words.french) + north_arrow();
    content += "<rect " + size + " fill=\"none\" stroke=\"#777\"/>";
    return element("svg", content,
                   "xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"" + id + "-title " + id +
                       "-desc\" viewBox=\"0 0 640 " + pixels(frame.height()) +
                       "\" font-size=\"12\" font-family=\"sans-serif\" fill=\"#111\"");
}

}  // namespace covmap::exports
