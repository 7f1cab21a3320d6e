#include "export/project/project_crs.hpp"

#include <memory>

#include "export/formats/ogr_rows.hpp"
#include "export/xml/xml_tree.hpp"

namespace covmap::exports {

SpatialRefSys::SpatialRefSys(const std::string& crs, const std::string& where) : m_srid("0"), m_known(true) {
    const OGRSpatialReference reference = output_reference(crs, where);
    char* text = nullptr;
    const char* const options[] = {"FORMAT=WKT2_2019", "MULTILINE=NO", nullptr};
    const bool told = reference.exportToWkt(&text, options) == OGRERR_NONE;
    const std::unique_ptr<char, decltype(&VSIFree)> kept(text, &VSIFree);
    if (told && text != nullptr) m_wkt = text;
    const char *authority = reference.GetAuthorityName(nullptr), *code = reference.GetAuthorityCode(nullptr);
    if (authority != nullptr && code != nullptr) {
        m_srid = code;
        m_authority = std::string(authority) + ":" + code;
    }
    if (const char* name = reference.GetName(); name != nullptr) m_description = name;
    m_geographic = reference.IsGeographic() != 0;
}

void SpatialRefSys::add_to(pugi::xml_node parent) const {
    if (!m_known) return;
    const pugi::xml_node system = add_element(parent, "spatialrefsys");
    add_leaf(system, "wkt", m_wkt);
    add_leaf(system, "proj4", "");
    add_leaf(system, "srsid", "0");
    add_leaf(system, "srid", m_srid);
    add_leaf(system, "authid", m_authority);
    add_leaf(system, "description", m_description);
    add_leaf(system, "geographicflag", m_geographic ? "true" : "false");
}

}  // namespace covmap::exports
