// Polygons and points from one CRS to another, for outputs.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/polygon.hpp"

namespace covmap::exports {

/// Metres of one unit of the CRS; of one degree of a great circle where it is in degrees (east to west a degree is less).
/// Errors: output, where = `where`, for a CRS that is not understood.
double metres_per_unit(const std::string& crs, const std::string& where);

/// x, y (longitude, latitude) in and out, whatever order the CRS declares. A pure function of the point, so borders that
/// neighbours share stay shared. One object a thread. Cost: 2 to 4 million vertices a second; nothing where both CRS are the
/// same.
class Reprojection {
public:
    /// Errors: output, where = `where`, for a CRS that PROJ does not understand or a pair without transformation.
    Reprojection(const std::string& from, const std::string& to, std::string where);
    ~Reprojection();
    Reprojection(const Reprojection&) = delete;
    Reprojection& operator=(const Reprojection&) = delete;

    /// Errors: output, when a vertex has no image in the target CRS; `what` names the row.
    void apply(core::Polygon& polygon, const std::string& what);
    void apply(core::Point& point, const std::string& what);

private:
    void apply(std::vector<core::Point>& points, const std::string& what);
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace covmap::exports
