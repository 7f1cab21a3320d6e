// Map layers as GeoJSON.
#pragma once

#include <string>

#include "export/credits.hpp"
#include "model/map_layer.hpp"

namespace covmap::exports {

/// Writes `path` (RFC 7946: WGS84, longitude then latitude, 6 decimals, shells counter-clockwise, holes clockwise, no `crs`
/// member) and beside it the same name with .qml and .qmd (style and metadata), which QGIS takes by itself. Always MultiPolygon,
/// or null for a row without. Rings that collapse at 6 decimals are left out. Texts are strings, quantities exact
/// decimals, nulls null; `name`, `title`, `date` and `attribution` stand beside `features`, and
/// `generalised_to_m` where the layer says so. Places are Points. The scattered of zones are left out. Polygons that cross the
/// antimeridian are not cut. Cost: one pass, one polygon in memory; 2 to 4 million vertices a second. Errors: output. Thread-safe
/// for distinct paths.
void write_geojson(const model::MapLayer& layer, const Credits& credits, const std::string& path);

/// The same without the files beside it.
void write_geojson_file(const model::MapLayer& layer, const Credits& credits, const std::string& path);

}  // namespace covmap::exports
