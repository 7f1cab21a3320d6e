// A CRS as QGIS writes it. Private to the room.
#pragma once

#include <string>

namespace covmap::exports {

/// The element <spatialrefsys>: WKT 2 and, where it has one, the authority's number. Errors: output, where = `where`, for a CRS
/// that is not understood.
std::string spatial_ref_sys(const std::string& crs, const std::string& where);

}  // namespace covmap::exports
