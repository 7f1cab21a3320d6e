#include "geodesy/disc.hpp"

#include <geodesic.h>

#include <array>
#include <cmath>
#include <numbers>

#include "geodesy/grid_transform.hpp"
#include "geodesy/map_seam.hpp"
#include "geodesy/proj_handle.hpp"

namespace covmap::geodesy {

using core::Point;

struct DiscMaker::State {
    State(const std::string& source_crs, const core::Lattice& lattice)
        : context(make_context()),
          source(open_crs(context.get(), source_crs)),
          base(base_geographic(context.get(), source)),
          base_text(text_of(context.get(), base)),
          to_grid(base_text, lattice),
          seam(base_text, lattice),
          degrees(base.degrees) {
        if (!source.geographic) to_base = make_operation(context.get(), source, base);
        geod_init(&ellipsoid, base.ellipsoid.semi_major_m, base.ellipsoid.flattening);
    }

    // The four lines through the site at bearings 0, 45, 90, 135; backwards they give the other four.
    bool set_site(Point p) {
        if (has_site && p == site) return true;
        has_site = false;
        const Point g = to_base ? transformed(to_base.get(), p) : p;
        const double longitude = g.x * degrees, latitude = g.y * degrees;
        if (!std::isfinite(longitude) || !(std::abs(latitude) <= 90)) return false;
        for (int i = 0; i < 4; ++i)
            geod_lineinit(&lines[static_cast<std::size_t>(i)], &ellipsoid, latitude, longitude, 45.0 * i,
                          GEOD_LATITUDE | GEOD_LONGITUDE | GEOD_DISTANCE_IN);
        site = p;
        longitude_deg = longitude;
        latitude_deg = latitude;
        return has_site = true;
    }

    Context context;
    Crs source, base;
    Handle to_base;
    std::string base_text;
    GridTransform to_grid;
    MapSeam seam;
    double degrees;  ///< in one unit of the geographic CRS
    geod_geodesic ellipsoid{};
    std::array<geod_geodesicline, 4> lines{};
    Point site;
    double longitude_deg = 0, latitude_deg = 0;  ///< of the site
    bool has_site = false;
};

DiscMaker::DiscMaker(const std::string& source_crs, const core::Lattice& lattice)
    : m_state(std::make_unique<State>(source_crs, lattice)) {}
DiscMaker::~DiscMaker() = default;
DiscMaker::DiscMaker(DiscMaker&&) noexcept = default;

bool DiscMaker::make(Point site_in_source_crs, double radius_m, core::Disc& disc) {
    State& s = *m_state;
    if (!std::isfinite(site_in_source_crs.x) || !std::isfinite(site_in_source_crs.y)) return false;
    if (!(radius_m > 0) || !std::isfinite(radius_m) || !s.set_site(site_in_source_crs)) return false;
    std::array<Point, 8> around;
    for (std::size_t i = 0; i < 8; ++i) {
        double latitude = 0, longitude = 0;
        geod_genposition(&s.lines[i % 4], GEOD_LONG_UNROLL, i < 4 ? radius_m : -radius_m, &latitude, &longitude, nullptr, nullptr,
                         nullptr, nullptr, nullptr, nullptr);
        around[i] = s.to_grid.point({longitude / s.degrees, latitude / s.degrees});
        if (!std::isfinite(around[i].x) || !std::isfinite(around[i].y)) return false;
    }
    disc.around = around;
    return true;
}

bool DiscMaker::at_seam(Point site_in_source_crs, double radius_m) {
    return m_state->set_site(site_in_source_crs) &&
           m_state->seam.near_disc(m_state->longitude_deg, m_state->latitude_deg, radius_m);
}

const std::string& DiscMaker::outline_crs() const { return m_state->base_text; }

bool DiscMaker::outline(Point site_in_source_crs, double radius_m, std::vector<Point>& ring) {
    State& s = *m_state;
    if (!(radius_m > 0) || !std::isfinite(radius_m) || !s.set_site(site_in_source_crs)) return false;
    // Its polygon has the circle's area at this many radii.
    constexpr double kStep = 2 * std::numbers::pi / core::kDiscSides;
    const double swollen_m = radius_m * std::sqrt(kStep / std::sin(kStep));
    ring.clear();
    for (int k = 0; k < core::kDiscSides; ++k) {
        double latitude = 0, longitude = 0;
        geod_direct(&s.ellipsoid, s.latitude_deg, s.longitude_deg, 360.0 * k / core::kDiscSides, swollen_m, &latitude, &longitude,
                    nullptr);
        ring.push_back({longitude / s.degrees, latitude / s.degrees});
    }
    return true;
}

}  // namespace covmap::geodesy
