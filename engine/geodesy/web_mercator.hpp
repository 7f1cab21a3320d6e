// The square of web maps (EPSG:3857 without its metres).
#pragma once

#include "core/grid.hpp"

namespace covmap::geodesy {

/// From (longitude, latitude) in degrees, WGS 84, to the unit square: x from 0 (180° W) to 1 (180° E), y from 0 (85.05° N) to 1
/// (85.05° S). Latitudes beyond are drawn at its border. Not finite where the point is not. Pure.
core::Point web_mercator(core::Point lon_lat);
/// And back.
core::Point from_web_mercator(core::Point square);

}  // namespace covmap::geodesy
