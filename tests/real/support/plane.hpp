// From a source's coordinates to the demand's: PROJ for every vertex, edges followed as the curves they become.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "real/support/shape.hpp"

namespace covmap::real {

/// How a straight edge of the source is followed through the target's plane, in metres.
struct Following {
    double halve_above = 1e-5;  ///< an edge whose middle is farther from its chord is halved
    double bulge_above = 1;     ///< one that is not halved gets a vertex that keeps the area beside it, where farther than this
};
/// Chords within 10 um of the curve: many vertices.
inline constexpr Following kChords{};
/// Parabolas within 2 mm, each as two chords of the same area: few vertices. The area's error is below that of kChords.
inline constexpr Following kParabolas{2e-3, 1e-6};

class Plane {
public:
    Plane(const std::string& source_crs, const std::string& target_crs, Following following = kChords);

    [[nodiscard]] Point at(Point source) const;
    /// The image of a closed ring. Each edge is halved until it is straight enough; the same from both its ends.
    [[nodiscard]] Ring ring(const Ring& source) const;

private:
    void follow(Ring& out, Point source_a, Point a, Point source_b, Point b, int depth) const;

    struct State;
    std::shared_ptr<State> m_state;
    Following m_following;
};

/// Discs of one CRS: 64 geodesic points each, blown up about their middle to the area of the circle.
class DiscPlane {
public:
    DiscPlane(const std::string& source_crs, const std::string& target_crs);
    /// One polygon for each radius in metres.
    [[nodiscard]] std::vector<Shape> discs(Point site, const std::vector<double>& radii_m) const;

private:
    Plane m_to_degrees, m_to_target;
};

/// Area on the WGS 84 ellipsoid of a ring of longitudes and latitudes whose edges are straight in them, m2, unsigned.
double geodesic_area_m2(const Ring& degrees);

}  // namespace covmap::real
