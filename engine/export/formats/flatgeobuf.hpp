// FlatGeobuf of one map layer, for tools that read a part of a large file, also over HTTP.
#pragma once

#include <string>

#include "export/credits.hpp"
#include "model/map_layer.hpp"

namespace covmap::exports {

/// Writes `path` («.fgb») with a spatial index, in `crs` (empty: that of the layer), and beside it the style (.qml) and the
/// metadata (.qmd) of QGIS. Columns as in the GeoPackage. The format's index asks every feature for a geometry: rows without are
/// left out. Same contents, same bytes. Cost: features pass through a scratch file beside `path`, to be
/// ordered; one is in memory. Errors: output. One call at a time in a thread.
void write_flatgeobuf(const model::MapLayer& layer, const std::string& crs, const Credits& credits, const std::string& path);

}  // namespace covmap::exports
