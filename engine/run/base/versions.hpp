// Versions of covmap and of the libraries it uses.
#pragma once

#include <map>
#include <string>

namespace covmap::run {

/// «covmap», «gdal», «geos», «proj», «epsg», «compiler».
std::map<std::string, std::string> versions();

/// The same as text, one a line.
std::string version_text();

}  // namespace covmap::run
