#include "export/formats/geojson.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "export/formats/reproject.hpp"
#include "export/style/qmd.hpp"
#include "export/style/style.hpp"
#include "store/bytes/json_text.hpp"
#include "store/bytes/output_file.hpp"

namespace covmap::exports {

namespace {

constexpr int kDecimals = 6;
constexpr double kUnitsPerDegree = 1e6;

/// A position in 10^-6 degree.
struct Position {
    std::int64_t x = 0, y = 0;
    bool operator==(const Position&) const = default;
};
using Ring = std::vector<Position>;

Position rounded(const core::Point& p) { return {std::llround(p.x * kUnitsPerDegree), std::llround(p.y * kUnitsPerDegree)}; }

/// Twice the signed area of an open ring, exact: unsigned sums wrap, the result is far below 2^63.
std::int64_t twice_area(const Ring& ring) {
    std::uint64_t sum = 0;
    const Position& base = ring.front();
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        const std::int64_t ax = ring[i].x - base.x, ay = ring[i].y - base.y;
        const std::int64_t bx = ring[i + 1].x - base.x, by = ring[i + 1].y - base.y;
        sum += static_cast<std::uint64_t>(ax * by - bx * ay);
    }
    return static_cast<std::int64_t>(sum);
}

/// Rounded, without repeated positions, open, turning as its role asks; empty where it collapsed.
Ring rounded_ring(const std::vector<core::Point>& points, bool shell) {
    Ring ring;
    ring.reserve(points.size());
    for (const core::Point& p : points) {
        const Position position = rounded(p);
        if (ring.empty() || !(ring.back() == position)) ring.push_back(position);
    }
    while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
    if (ring.size() < 3) return {};
    const std::int64_t area = twice_area(ring);
    if (area == 0) return {};
    if ((area > 0) != shell) std::reverse(ring.begin() + 1, ring.end());
    return ring;
}

void append_position(store::OutputFile& out, const Position& p) {
    out.append('[');
    out.append_decimal(p.x, kDecimals);
    out.append(',');
    out.append_decimal(p.y, kDecimals);
    out.append(']');
}

void append_ring(store::OutputFile& out, const Ring& ring) {
    out.append('[');
    for (std::size_t i = 0; i <= ring.size(); ++i) {
        if (i > 0) out.append(',');
        append_position(out, ring[i % ring.size()]);
    }
    out.append(']');
}

void append_polygon(store::OutputFile& out, const core::Polygon& polygon, bool& first) {
    bool shell = true;
    for (const auto& points : polygon) {
        const Ring ring = rounded_ring(points, shell);
        if (shell) {
            if (ring.empty()) return;  // its holes go with it
            out.append(first ? "{\"type\":\"MultiPolygon\",\"coordinates\":[[" : ",[");
            first = false;
        } else if (!ring.empty()) {
            out.append(',');
        }
        if (!ring.empty()) append_ring(out, ring);
        shell = false;
    }
    if (!shell) out.append(']');
}

void append_polygons(store::OutputFile& out, const core::MultiPolygon* polygons, Reprojection& to_wgs84, const std::string& row) {
    bool first = true;
    if (polygons != nullptr) {
        for (core::Polygon polygon : *polygons) {
            to_wgs84.apply(polygon, row);
            append_polygon(out, polygon, first);
        }
    }
    out.append(first ? "null" : "]}");
}

/// Open paths; places that are rounded together are one.
void append_lines(store::OutputFile& out, const core::MultiPolygon* paths, Reprojection& to_wgs84, const std::string& row) {
    bool first = true;
    for (core::Polygon path : paths == nullptr ? core::MultiPolygon() : *paths) {
        to_wgs84.apply(path, row);
        std::vector<Position> places;
        for (const core::Point& p : path.front())
            if (const Position place = rounded(p); places.empty() || place.x != places.back().x || place.y != places.back().y)
                places.push_back(place);
        if (places.size() < 2) continue;
        out.append(first ? "{\"type\":\"MultiLineString\",\"coordinates\":[[" : ",[");
        first = false;
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (i > 0) out.append(',');
            append_position(out, places[i]);
        }
        out.append(']');
    }
    out.append(first ? "null" : "]}");
}

void append_point(store::OutputFile& out, std::optional<core::Point> point, Reprojection& to_wgs84, const std::string& row) {
    if (!point) return out.append("null");
    to_wgs84.apply(*point, row);
    out.append("{\"type\":\"Point\",\"coordinates\":");
    append_position(out, rounded(*point));
    out.append('}');
}

void append_property_value(store::OutputFile& out, const model::Column& column, std::size_t row) {
    if (column.nulls[row]) {
        out.append("null");
    } else if (column.type == model::ColumnType::text) {
        store::append_json_text(out, column.texts[row]);
    } else if (column.type == model::ColumnType::flag) {
        out.append(column.numbers[row] != 0 ? "true" : "false");
    } else {
        out.append_decimal(column.numbers[row], column.scale);
    }
}

/// What the file says of itself; outlines that were simplified are confessed.
Credits credits_of_file(const model::MapLayer& layer, const Credits& credits, const std::string& file) {
    Credits own = credits;
    if (layer.generalised_to_m <= 0) return own;
    char metres[32];
    std::snprintf(metres, sizeof metres, "%g", layer.generalised_to_m);
    const std::string to =
        file + (credits.language == "fr" ? " : contours généralisés à " : ": outlines generalised to ") + metres + " m";
    own.note += (own.note.empty() ? "" : ". ") + to +
                (credits.language == "fr" ? ", entiers dans covmap.gpkg" : ", in full in covmap.gpkg");
    return own;
}

void append_member(store::OutputFile& out, const char* name, const std::string& text) {
    if (text.empty()) return;
    out.append(",\n\"");
    out.append(name);
    out.append("\": ");
    store::append_json_text(out, text);
}

void append_feature(store::OutputFile& out, const model::MapLayer& layer, std::size_t row, Reprojection& to_wgs84) {
    const model::Table& table = *layer.table;
    out.append("{\"type\":\"Feature\",\"properties\":{");
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (c > 0) out.append(',');
        store::append_json_text(out, table.columns[c].name);
        out.append(':');
        append_property_value(out, table.columns[c], row);
    }
    out.append("},\"geometry\":");
    const std::string place = table.name + ", row " + std::to_string(row + 1);
    if (model::is_of_points(layer))
        append_point(out, model::point_of(layer, row), to_wgs84, place);
    else if (model::is_of_lines(layer))
        append_lines(out, model::polygons_of(layer, row), to_wgs84, place);
    else
        append_polygons(out, model::polygons_of(layer, row), to_wgs84, place);
    out.append('}');
}

}  // namespace

void write_geojson_file(const model::MapLayer& layer, const Credits& credits, const std::string& path) {
    const model::Table& table = *layer.table;
    const std::filesystem::path beside(path);
    const Credits own = credits_of_file(layer, credits, beside.filename().string());
    Reprojection to_wgs84(layer.crs, "EPSG:4326", path);
    store::OutputFile out(path);
    out.append("{\n\"type\": \"FeatureCollection\"");
    append_member(out, "name", table.name);
    append_member(out, "title", table.title.in(credits.language));
    append_member(out, "date", credits.date);
    append_member(out, "attribution", attribution(own));
    if (layer.generalised_to_m > 0) {
        out.append(",\n\"generalised_to_m\": ");
        out.append_decimal(std::llround(layer.generalised_to_m * 1000), 3);
    }
    out.append(",\n\"features\": [");
    bool first = true;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (!model::is_on_map(layer, row)) continue;
        out.append(first ? "\n" : ",\n");
        first = false;
        append_feature(out, layer, row, to_wgs84);
    }
    out.append("\n]\n}\n");
    out.close();
}

void write_geojson(const model::MapLayer& layer, const Credits& credits, const std::string& path) {
    write_geojson_file(layer, credits, path);
    const model::Table& table = *layer.table;
    const std::filesystem::path beside(path);
    const Credits own = credits_of_file(layer, credits, beside.filename().string());
    write_qml(table, credits, std::filesystem::path(beside).replace_extension(".qml").string());
    write_qmd(table, own, std::filesystem::path(beside).replace_extension(".qmd").string());
}

}  // namespace covmap::exports
