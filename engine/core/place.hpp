// A place that is asked «what is here?».
#pragma once

#include <string>

#include "core/grid.hpp"

namespace covmap::core {

struct Place {
    std::string id;    ///< as given; the record's line or FID where the source has no column of ids
    std::string name;  ///< empty where it has none
    Point wgs84;       ///< longitude, latitude in degrees
    Point grid;        ///< u, v on the demand's lattice, not snapped
};

}  // namespace covmap::core
