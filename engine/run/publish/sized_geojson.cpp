#include "run/publish/sized_geojson.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <vector>

#include "export/formats/geojson.hpp"
#include "export/formats/reproject.hpp"
#include "shapes/arcs.hpp"

namespace covmap::run {

namespace {

constexpr std::array<double, 17> kTolerances_m = {1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 1000};

std::uint64_t written(const model::MapLayer& layer, const exports::Credits& credits, const std::string& path) {
    exports::write_geojson(layer, credits, path);
    return std::filesystem::file_size(path);
}

std::string megabytes(std::uint64_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.0f MB", static_cast<double>(bytes) / 1e6);
    return text;
}

/// The same rows without outlines.
std::uint64_t bytes_of_columns(const model::MapLayer& layer, const exports::Credits& credits, const std::string& path) {
    const core::MultiPolygon dot{{{{0, 0}, {0, 0}, {0, 0}, {0, 0}}}};  // on the map, and collapsed to null
    model::MapLayer bare = layer;
    for (const core::MultiPolygon*& polygons : bare.polygons)
        if (polygons != nullptr && !polygons->empty()) polygons = &dot;
    bare.crs = "EPSG:4326";
    return written(bare, credits, path);
}

/// Writes the first tolerance that fits; 0 where none does.
double write_generalised(const model::MapLayer& layer, const exports::Credits& credits, const std::string& path,
                         std::uint64_t full_bytes, std::uint64_t column_bytes, std::uint64_t most_bytes) {
    const shapes::Arcs arcs(layer.polygons);
    const double metres = exports::metres_per_unit(layer.crs, path);
    const double vertex_bytes = static_cast<double>(full_bytes - column_bytes) / static_cast<double>(arcs.ring_vertices(0));
    for (const double tolerance_m : kTolerances_m) {
        const double tolerance = tolerance_m / metres;
        const double guess =
            static_cast<double>(column_bytes) + vertex_bytes * static_cast<double>(arcs.ring_vertices(tolerance));
        if (guess > static_cast<double>(most_bytes)) continue;  // what repair adds comes on top
        const std::vector<core::MultiPolygon> simpler = arcs.simplified(tolerance);
        model::MapLayer small = layer;
        small.generalised_to_m = tolerance_m;
        for (std::size_t row = 0; row < simpler.size(); ++row) small.polygons[row] = &simpler[row];
        if (written(small, credits, path) <= most_bytes) return tolerance_m;
    }
    return 0;
}

}  // namespace

SizedGeojson write_sized_geojson(const model::MapLayer& layer, const exports::Credits& credits, const std::string& path,
                                 std::uint64_t most_bytes) {
    const std::uint64_t full = written(layer, credits, path);
    if (full <= most_bytes) return {};
    const bool outlined = !model::is_of_points(layer) && !model::is_of_lines(layer);
    const std::uint64_t columns = !outlined ? full : bytes_of_columns(layer, credits, path);
    const double to_m = columns < most_bytes ? write_generalised(layer, credits, path, full, columns, most_bytes) : 0;
    if (to_m > 0) {
        char text[32];
        std::snprintf(text, sizeof text, "%g m", to_m);
        return {to_m, false,
                std::string(": its outlines are generalised to ") + text + " (" + megabytes(full) +
                    " as they are); covmap.gpkg (format gpkg) and .fgb have them in full"};
    }
    std::filesystem::remove(path);
    return {0, true,
            " is left out: " + megabytes(full) + ", " + megabytes(columns) +
                " of them columns; use covmap.gpkg (format gpkg) or .fgb, or publish less with [only]"};
}

}  // namespace covmap::run
