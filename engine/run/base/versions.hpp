// Versions of covmap and its libraries, for the manifest.
#pragma once

#include <map>
#include <string>

namespace covmap::run {

/// «covmap», «gdal», «geos», «proj», «epsg», «compiler».
std::map<std::string, std::string> versions();

}  // namespace covmap::run
