// A feature of GDAL's C interface that is destroyed with its owner.
#pragma once

#include <ogr_api.h>

#include <memory>

namespace covmap::read {

struct FeatureDestroyer {
    void operator()(void* feature) const { OGR_F_Destroy(feature); }
};
using FeatureHandle = std::unique_ptr<void, FeatureDestroyer>;

}  // namespace covmap::read
