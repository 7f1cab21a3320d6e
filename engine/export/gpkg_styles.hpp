// The table `layer_styles` of a GeoPackage, as QGIS makes it.
#pragma once

#include <string>

#include "export/gpkg.hpp"

namespace covmap::exports {

/// Adds one default style a layer of `contents` to the closed GeoPackage at `path`, and registers the table in gpkg_contents as
/// attributes, at the moment `stamp` (ISO 8601, UTC). One transaction. Errors: output.
void add_styles(const GpkgContents& contents, const std::string& stamp, const std::string& path);

}  // namespace covmap::exports
