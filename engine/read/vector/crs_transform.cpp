#include "read/vector/crs_transform.hpp"

#include "core/error.hpp"
#include "read/files/gdal_init.hpp"

namespace covmap::read {

CrsHandle crs_of(const std::string& text, const std::string& shown) {
    CrsHandle crs(OSRNewSpatialReference(nullptr));
    if (OSRSetFromUserInput(crs.get(), text.c_str()) != OGRERR_NONE)
        throw core::Error(core::ErrorKind::input, shown,
                          "the CRS «" + text + "» is not understood; use a code such as EPSG:2154");
    OSRSetAxisMappingStrategy(crs.get(), OAMS_TRADITIONAL_GIS_ORDER);
    return crs;
}

TransformHandle transform_of(const std::string& from, const std::string& to, const std::string& shown) {
    const CrsHandle source = crs_of(from, shown), target = crs_of(to, shown);
    TransformHandle transform(OCTNewCoordinateTransformation(source.get(), target.get()));
    if (!transform)
        throw core::Error(core::ErrorKind::input, shown,
                          "has no way from «" + from + "» to «" + to + "»: " + last_gdal_message());
    return transform;
}

}  // namespace covmap::read
