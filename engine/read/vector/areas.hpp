// Polygons of a file, asked which places lie in them: a flood, a district without power.
#pragma once

#include <memory>
#include <string>

#include "core/grid.hpp"

namespace covmap::read {

/// Not thread-safe.
class Areas {
public:
    /// Of the file's only layer of polygons. Errors: core::Error(input): no such file, no polygons, no CRS, a geometry that is
    /// not valid (by its feature).
    explicit Areas(const std::string& path);
    ~Areas();
    Areas(const Areas&) = delete;
    Areas& operator=(const Areas&) = delete;
    /// Does one of them hold the place, (longitude, latitude) WGS 84? Their edges are straight in the file's own CRS; a place on
    /// an edge is not held. Errors: core::Error(input) where the place has no image there. Cost: a box each polygon, GEOS in the
    /// box.
    [[nodiscard]] bool hold(core::Point place) const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace covmap::read
