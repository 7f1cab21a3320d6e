// Metadata of a GeoPackage's tables, as QGIS keeps it. Private to the room.
#pragma once

#include <string>

#include "export/formats/gpkg.hpp"

namespace covmap::exports {

/// Adds the QMD of each layer and table of `contents` to the closed GeoPackage at `path`: a row of gpkg_metadata each, referred
/// to its table in gpkg_metadata_reference (OGC 12-128r18, F.8), at the moment `stamp`. QGIS shows it in a layer's properties.
/// One transaction. Errors: output.
void add_table_metadata(const GpkgContents& contents, const std::string& stamp, const std::string& path);

}  // namespace covmap::exports
