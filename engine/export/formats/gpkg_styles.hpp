// The table `layer_styles` of a GeoPackage, as QGIS makes it.
#pragma once

#include <string>

#include "export/formats/gpkg.hpp"

namespace covmap::exports {

/// To the closed GeoPackage at `path`: the default style of each layer of `contents`, circles beside it where there are some, and
/// the aliases of each table; registers the table in gpkg_contents as attributes, at the moment `stamp` (ISO 8601, UTC). One
/// transaction. Errors: output.
void add_styles(const GpkgContents& contents, const std::string& stamp, const std::string& path);

}  // namespace covmap::exports
