// A table with the polygons or points of its rows: what GeoJSON, GeoPackage and FlatGeobuf are made of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/polygon.hpp"
#include "model/table.hpp"

namespace covmap::model {

/// Points at what the caller keeps alive.
struct MapLayer {
    const Table* table = nullptr;
    std::vector<const core::MultiPolygon*> polygons;      ///< one a row of the table; null or empty: the row has no geometry
    std::string crs = {};                                 ///< of the polygons, x then y; «EPSG:2154» or WKT
    std::vector<std::optional<core::Point>> points = {};  ///< of a table of places, instead of polygons; no value: no geometry
    double generalised_to_m = 0;  ///< outlines are simplified: no dropped vertex was farther; 0: as they are
};

/// Water, roads and the like, which say nothing of coverage.
inline bool is_background(const MapLayer& layer) {
    return layer.table->kind == TableKind::context_areas || layer.table->kind == TableKind::context_lines;
}

/// Its «polygons» are lists of open paths then.
inline bool is_of_lines(const MapLayer& layer) {
    return layer.table->kind == TableKind::context_lines || layer.table->kind == TableKind::stretches;
}

inline bool is_of_points(const MapLayer& layer) { return layer.table->kind == TableKind::places; }

/// Null where the row has none.
inline const core::MultiPolygon* polygons_of(const MapLayer& layer, std::size_t row) {
    const core::MultiPolygon* polygons = row < layer.polygons.size() ? layer.polygons[row] : nullptr;
    return polygons == nullptr || polygons->empty() ? nullptr : polygons;
}

inline std::optional<core::Point> point_of(const MapLayer& layer, std::size_t row) {
    return row < layer.points.size() ? layer.points[row] : std::nullopt;
}

/// Rows of zones without outline are the scattered people: they stand in the CSV, not on maps.
inline bool is_on_map(const MapLayer& layer, std::size_t row) {
    return layer.table->kind != TableKind::zones || polygons_of(layer, row) != nullptr;
}

}  // namespace covmap::model
