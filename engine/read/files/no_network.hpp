// Data files do not reach out: what a file describes is never fetched from a network.
#pragma once

#include <string>
#include <string_view>

namespace covmap::read {

/// Closes GDAL's ways to a network: drivers of services, of databases and of other programs are not registered, requests of
/// other drivers (GeoJSON, the CRS of a link, GML schemas) fail, and virtual files such as /vsicurl/ open only for what the job
/// itself names. Called once by init_gdal(), before drivers are registered.
void close_network_drivers();
/// The rest of it, once they are registered.
void close_network();

/// Says that the job itself names this path: /vsicurl/https://host/folder/a.tif opens, and what lies in that folder beside it.
/// Other paths are left as they are. Thread-safe.
void allow_named(const std::string& path);
/// Does the job name this place, or one in the same folder?
bool is_named(const std::string& path);

/// What GDAL's messages say where something was asked for and refused.
inline constexpr std::string_view kNotFetched = "data files do not reach out";

/// Where in a name a place of the network begins («https://», «/vsis3/»); npos for local names.
std::size_t network_part(std::string_view name);

}  // namespace covmap::read
