// A CRS as QGIS writes it. Private to the room.
#pragma once

#include <pugixml.hpp>
#include <string>

namespace covmap::exports {

/// A CRS as the element <spatialrefsys>: WKT 2 and, where it has one, the authority's number.
class SpatialRefSys {
public:
    /// Nothing.
    SpatialRefSys() = default;

    /// Errors: output, where = `where`, for a CRS that is not understood.
    SpatialRefSys(const std::string& crs, const std::string& where);

    /// The element as a new last child of `parent`, where there is one.
    void add_to(pugi::xml_node parent) const;

private:
    std::string m_wkt, m_srid, m_authority, m_description;
    bool m_known = false, m_geographic = false;
};

}  // namespace covmap::exports
