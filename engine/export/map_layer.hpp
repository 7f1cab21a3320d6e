// A wide table with the polygons of its rows: what GeoJSON and GeoPackage are made of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/polygon.hpp"
#include "core/table.hpp"

namespace covmap::exports {

/// Points at what the caller keeps alive.
struct MapLayer {
    const core::Table* table = nullptr;
    std::vector<const core::MultiPolygon*> polygons;  ///< one a row of the table; null or empty: the row has no geometry
    std::string crs = {};                             ///< of the polygons, x then y; «EPSG:2154» or WKT
    std::vector<std::optional<core::Point>> points = {};  ///< of a table of places, instead of polygons; no value: no geometry
};

}  // namespace covmap::exports
