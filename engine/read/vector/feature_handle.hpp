// A feature and a geometry of GDAL's C interface that are destroyed with their owner.
#pragma once

#include <ogr_api.h>

#include <memory>

namespace covmap::read {

struct FeatureDestroyer {
    void operator()(void* feature) const { OGR_F_Destroy(feature); }
};
using FeatureHandle = std::unique_ptr<void, FeatureDestroyer>;

struct GeometryDestroyer {
    void operator()(void* geometry) const { OGR_G_DestroyGeometry(geometry); }
};
using GeometryHandle = std::unique_ptr<void, GeometryDestroyer>;

}  // namespace covmap::read
