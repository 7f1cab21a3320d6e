#include "run/base/versions.hpp"

#include <gdal.h>
#include <geos_c.h>
#include <proj.h>

namespace covmap::run {

std::map<std::string, std::string> versions() {
    PJ_CONTEXT* context = proj_context_create();
    const char* epsg = proj_context_get_database_metadata(context, "EPSG.VERSION");
    std::map<std::string, std::string> found{
        {"covmap", COVMAP_VERSION},
        {"gdal", GDALVersionInfo("RELEASE_NAME")},
        {"geos", GEOSversion()},
        {"proj", proj_info().release},
        {"epsg", epsg != nullptr ? epsg : "unknown"},
        {"compiler", std::string("g++ ") + __VERSION__},
    };
    proj_context_destroy(context);
    return found;
}

std::string version_text() {
    std::string text;
    for (const auto& [name, version] : versions()) text += name + " " + version + "\n";
    return text;
}

}  // namespace covmap::run
