// Where a point of a file is on the demand's lattice, and in degrees. Private to the room.
#pragma once

#include <cmath>
#include <string>

#include "core/error.hpp"
#include "core/grid.hpp"
#include "geodesy/grid_transform.hpp"

namespace covmap::read {

/// Both ways of saying where the points of one file are; by PROJ itself. Errors: core::Error as of GridTransform, at `shown`.
/// Not thread-safe.
class PointPlacer {
public:
    PointPlacer(const std::string& crs, const core::Lattice& lattice, const std::string& shown)
        : m_to_grid(made(crs, lattice, shown)), m_to_degrees(made(crs, {"EPSG:4326", 0, 0, 1, 1}, shown)) {}

    /// `at` as given, x or longitude first. False where PROJ refuses it or it is not on the Earth.
    bool place(core::Point at, core::Point& grid, core::Point& wgs84) {
        grid = m_to_grid.point(at);
        const core::Point turned = m_to_degrees.point(at);  // on a lattice rows go south
        wgs84 = {turned.x, -turned.y};
        return std::isfinite(grid.x) && std::isfinite(grid.y) && std::isfinite(wgs84.x) && std::isfinite(wgs84.y) &&
               std::abs(wgs84.y) <= 90 && std::abs(wgs84.x) <= 360;
    }

    core::Point grid(core::Point at) { return m_to_grid.point(at); }

private:
    static geodesy::GridTransform made(const std::string& crs, const core::Lattice& lattice, const std::string& shown) {
        try {
            return geodesy::GridTransform::exact(crs, lattice);
        } catch (const core::Error& error) {
            throw core::Error(error.kind(), shown, error.where().empty() ? error.message() : error.what());
        }
    }
    geodesy::GridTransform m_to_grid, m_to_degrees;
};

}  // namespace covmap::read
