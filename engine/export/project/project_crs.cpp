#include "export/project/project_crs.hpp"

#include <memory>

#include "export/formats/ogr_rows.hpp"
#include "export/project/project_xml.hpp"

namespace covmap::exports {

std::string spatial_ref_sys(const std::string& crs, const std::string& where) {
    const OGRSpatialReference reference = output_reference(crs, where);
    char* text = nullptr;
    const char* const options[] = {"FORMAT=WKT2_2019", "MULTILINE=NO", nullptr};
    const bool told = reference.exportToWkt(&text, options) == OGRERR_NONE;
    const std::unique_ptr<char, decltype(&VSIFree)> kept(text, &VSIFree);
    const char *authority = reference.GetAuthorityName(nullptr), *code = reference.GetAuthorityCode(nullptr);
    const bool known = authority != nullptr && code != nullptr;
    const char* name = reference.GetName();
    return "<spatialrefsys>" + xml_leaf("wkt", told && text != nullptr ? text : "") + xml_leaf("proj4", "") +
           xml_leaf("srsid", "0") + xml_leaf("srid", known ? code : "0") +
           xml_leaf("authid", known ? std::string(authority) + ":" + code : "") +
           xml_leaf("description", name == nullptr ? "" : name) +
           xml_leaf("geographicflag", reference.IsGeographic() != 0 ? "true" : "false") + "</spatialrefsys>\n";
}

}  // namespace covmap::exports
