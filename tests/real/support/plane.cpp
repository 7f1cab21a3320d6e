#include "real/support/plane.hpp"

#include <geodesic.h>
#include <proj.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace covmap::real {

namespace {

constexpr int kDeepest = 14;
constexpr int kSides = 64;

geod_geodesic wgs84() {
    geod_geodesic ellipsoid;
    geod_init(&ellipsoid, 6378137.0, 1 / 298.257223563);
    return ellipsoid;
}

}  // namespace

struct Plane::State {
    PJ_CONTEXT* context = proj_context_create();
    PJ* operation = nullptr;  ///< null: the same CRS
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        proj_destroy(operation);
        proj_context_destroy(context);
    }
};

Plane::Plane(const std::string& source_crs, const std::string& target_crs, Following following)
    : m_state(std::make_shared<State>()), m_following(following) {
    if (source_crs == target_crs) return;
    PJ* made = proj_create_crs_to_crs(m_state->context, source_crs.c_str(), target_crs.c_str(), nullptr);
    if (made != nullptr) m_state->operation = proj_normalize_for_visualization(m_state->context, made);
    proj_destroy(made);
    if (m_state->operation == nullptr) throw std::runtime_error("PROJ: no way from " + source_crs + " to " + target_crs);
}

Point Plane::at(Point source) const {
    if (m_state->operation == nullptr) return source;
    const PJ_COORD there = proj_trans(m_state->operation, PJ_FWD, proj_coord(source.x, source.y, 0, HUGE_VAL));
    return {there.xy.x, there.xy.y};
}

void Plane::follow(Ring& out, Point source_a, Point a, Point source_b, Point b, int depth) const {
    const Point source_middle{(source_a.x + source_b.x) / 2, (source_a.y + source_b.y) / 2};
    const Point middle = at(source_middle);
    const double x = b.x - a.x, y = b.y - a.y, length = std::hypot(x, y);
    const double away = length > 0 ? std::abs((middle.x - a.x) * y - (middle.y - a.y) * x) / length : 0;
    if (away <= m_following.halve_above || depth == kDeepest) {
        out.push_back(a);
        // A parabola takes 2/3 of its height times its chord; a triangle of 4/3 of the height takes as much.
        const Point chord{(a.x + b.x) / 2, (a.y + b.y) / 2};
        if (away > m_following.bulge_above)
            out.push_back({chord.x + (middle.x - chord.x) * 4 / 3, chord.y + (middle.y - chord.y) * 4 / 3});
        return;
    }
    follow(out, source_a, a, source_middle, middle, depth + 1);
    follow(out, source_middle, middle, source_b, b, depth + 1);
}

Ring Plane::ring(const Ring& source) const {
    if (m_state->operation == nullptr || source.empty()) return source;
    Ring out;
    Point a = at(source.front());
    for (std::size_t i = 1; i < source.size(); ++i) {
        const Point b = at(source[i]);
        follow(out, source[i - 1], a, source[i], b, 0);
        a = b;
    }
    out.push_back(a);
    return out;
}

DiscPlane::DiscPlane(const std::string& source_crs, const std::string& target_crs)
    : m_to_degrees(source_crs, "EPSG:4326"), m_to_target("EPSG:4326", target_crs) {}

std::vector<Shape> DiscPlane::discs(Point site, const std::vector<double>& radii_m) const {
    static const geod_geodesic ellipsoid = wgs84();
    const double swell = std::sqrt((2 * std::numbers::pi / kSides) / std::sin(2 * std::numbers::pi / kSides));
    const Point degrees = m_to_degrees.at(site);
    std::vector<Ring> rings(radii_m.size());
    for (int k = 0; k < kSides; ++k) {
        geod_geodesicline line;
        geod_lineinit(&line, &ellipsoid, degrees.y, degrees.x, 360.0 * k / kSides,
                      GEOD_LATITUDE | GEOD_LONGITUDE | GEOD_DISTANCE_IN);
        for (std::size_t r = 0; r < radii_m.size(); ++r) {
            double latitude = 0, longitude = 0;
            geod_position(&line, radii_m[r], &latitude, &longitude, nullptr);
            rings[r].push_back(m_to_target.at({longitude, latitude}));
        }
    }
    std::vector<Shape> made;
    for (Ring& ring : rings) {
        Point middle;
        for (const Point p : ring) middle = {middle.x + p.x / kSides, middle.y + p.y / kSides};
        for (Point& p : ring) p = {middle.x + swell * (p.x - middle.x), middle.y + swell * (p.y - middle.y)};
        made.push_back(Shape::polygon(ring));
    }
    return made;
}

double geodesic_area_m2(const Ring& degrees) {
    static const geod_geodesic ellipsoid = wgs84();
    constexpr double kStep = 1e-4;  // degrees: a geodesic of 10 m is a straight line of longitude and latitude
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    for (std::size_t i = 1; i < degrees.size(); ++i) {
        const Point a = degrees[i - 1], b = degrees[i];
        const int steps = std::max(1, static_cast<int>(std::ceil(std::hypot(b.x - a.x, b.y - a.y) / kStep)));
        for (int s = 0; s < steps; ++s)
            geod_polygon_addpoint(&ellipsoid, &polygon, a.y + (b.y - a.y) * s / steps, a.x + (b.x - a.x) * s / steps);
    }
    double area = 0;
    geod_polygon_compute(&ellipsoid, &polygon, 0, 1, &area, nullptr);
    return std::abs(area);
}

}  // namespace covmap::real
