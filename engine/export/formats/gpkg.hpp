// One GeoPackage for a whole run: map layers and tables, styled.
#pragma once

#include <string>
#include <vector>

#include "export/credits.hpp"
#include "model/map_layer.hpp"

namespace covmap::exports {

struct GpkgContents {
    std::vector<model::MapLayer> layers;      ///< wide tables, in order of appearance; the first is what QGIS proposes first
    std::vector<const model::Table*> tables;  ///< long tables: attribute tables without geometry
    std::string crs;                          ///< of all layers in the file; empty: that of the first layer
    Credits credits;
};

/// Writes a new GeoPackage: layers of MultiPolygon (points, lines) with a spatial index, texts as TEXT, quantities and shares as
/// REAL (the nearest double), counts as INTEGER, flags as BOOLEAN, and the styles in `layer_styles`, so that QGIS opens it
/// coloured and with aliases. Title, sources, licences and date stand in the contents' descriptions and in the file's metadata.
/// The same contents give the same bytes: every time stamp is the date of the credits. Cost: over a million values a second, one
/// polygon in memory. Errors: output. One call at a time in a thread.
void write_gpkg(const GpkgContents& contents, const std::string& path);

}  // namespace covmap::exports
