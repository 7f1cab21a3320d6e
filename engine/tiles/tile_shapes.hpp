// Rows of a map layer as shapes on the unit square of web maps.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "core/polygon.hpp"
#include "model/map_layer.hpp"

namespace covmap::tiles {

/// A row's polygons on the unit square of web maps, and the point that stands for it. Rows without polygons are not shown.
struct TileShape {
    std::size_t row = 0;
    core::MultiPolygon polygons;
    core::Point anchor;
    int from_zoom = 0;  ///< the first zoom that shows it
};

/// Of polygons in a plane, holes less.
double area_of(const core::MultiPolygon& polygons);

/// Brings a polygon from the CRS of its layer to degrees, longitude first, in place; `what` names it in errors. Asked by several
/// threads at once.
using ToDegrees = std::function<void(core::Polygon& polygon, const std::string& what)>;

/// Of a layer's rows with polygons; anchors are left to the caller. A polygon across the antimeridian goes on beyond the square,
/// and is there a second time, a world's width aside: cut along the tiles of the square, both ends of the map show their part.
/// Errors: those of `to_degrees`.
std::vector<TileShape> shapes_of(const model::MapLayer& layer, const ToDegrees& to_degrees);

}  // namespace covmap::tiles
