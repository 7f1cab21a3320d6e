// CRS and transforms of GDAL's C interface that are destroyed with their owner. Private to the room.
#pragma once

#include <ogr_srs_api.h>

#include <memory>
#include <string>
#include <type_traits>

namespace covmap::read {

struct CrsReleaser {
    void operator()(void* crs) const { OSRRelease(crs); }
};
using CrsHandle = std::unique_ptr<void, CrsReleaser>;

struct TransformDestroyer {
    void operator()(OGRCoordinateTransformationH transform) const { OCTDestroyCoordinateTransformation(transform); }
};
using TransformHandle = std::unique_ptr<std::remove_pointer_t<OGRCoordinateTransformationH>, TransformDestroyer>;

/// x or longitude first, whatever the CRS says. Error(input) of `shown` where the text is none that GDAL understands.
CrsHandle crs_of(const std::string& text, const std::string& shown);
/// Of crs_of() both. Error(input) of `shown` where there is no way.
TransformHandle transform_of(const std::string& from, const std::string& to, const std::string& shown);

}  // namespace covmap::read
