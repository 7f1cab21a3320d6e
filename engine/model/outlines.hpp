// What a run keeps of the geometry of its inputs: the outlines of its territories, the points of its places, the
// background of its maps.
#pragma once

#include <string>
#include <vector>

#include "core/polygon.hpp"
#include "model/context.hpp"
#include "model/lines.hpp"
#include "model/place.hpp"

namespace covmap::model {

/// Polygons of the territories by TerritoryId, rings closed, as their publisher has them, and their CRS.
struct Geometry {
    std::vector<core::MultiPolygon> territories;
    std::string crs;
};

struct Outlines {
    Geometry geometry;                       ///< empty where it is not kept: the territories are confidential
    std::vector<std::vector<Place>> places;  ///< one list each [[places]] of the job
    std::vector<ContextShapes> context;      ///< what lies around the territories
    std::vector<LineSet> lines = {};         ///< one each [[lines]] of the job
};

}  // namespace covmap::model
