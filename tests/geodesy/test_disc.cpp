#include <catch2/catch.hpp>
#include <cmath>

#include "geodesy/disc.hpp"
#include "geodesy/geodesic.hpp"
#include "geodesy/proj_handle.hpp"

using namespace covmap;
using core::Disc;
using core::Lattice;
using core::Point;
using geodesy::DiscMaker;

namespace {

// Back from the grid to longitude and latitude.
struct Back {
    explicit Back(const Lattice& grid)
        : lattice(grid),
          context(geodesy::make_context()),
          crs(geodesy::open_crs(context.get(), grid.crs)),
          base(geodesy::base_geographic(context.get(), crs)),
          operation(geodesy::make_operation(context.get(), crs, base)) {}
    Point operator()(Point p) const { return geodesy::transformed(operation.get(), lattice.to_crs(p)); }
    Lattice lattice;
    geodesy::Context context;
    geodesy::Crs crs, base;
    geodesy::Handle operation;
};

const Lattice kEurope{"EPSG:3035", 0, 0, 1000, 1000};

}  // namespace

TEST_CASE("the eight points lie at the radius, at bearings 0, 45, ... clockwise from north") {
    const Back back(kEurope);
    for (const double radius_m : {200.0, 4000.0, 30000.0}) {
        DiscMaker maker("EPSG:2154", kEurope);
        Disc disc;
        const Point site{652000, 6862000};  // Paris, Lambert-93
        REQUIRE(maker.make(site, radius_m, disc));
        DiscMaker pinpoint("EPSG:2154", kEurope);
        Disc point;
        REQUIRE(pinpoint.make(site, 1e-6, point));
        const Point centre = back(point.around[0]);
        for (std::size_t i = 0; i < 8; ++i) {
            const auto path = geodesy::geodesic_path(centre, back(disc.around[i]), {6378137, 1 / 298.257222101});
            INFO("bearing " << 45 * i << " radius " << radius_m);
            CHECK(path.distance_m == Approx(radius_m).margin(2e-5));
            const double off = std::remainder(path.bearing_deg - 45.0 * static_cast<double>(i), 360.0);
            CHECK(std::abs(off) * radius_m * 0.0175 < 5e-5);
        }
    }
}

TEST_CASE("on a grid in degrees north is up and east is right") {
    DiscMaker maker("EPSG:4326", {"EPSG:4326", -180, 90, 0.01, 0.01});
    Disc disc;
    REQUIRE(maker.make({2, 0}, 11131.94908, disc));
    const Point centre{18200, 9000};
    CHECK(disc.around[2].x - centre.x == Approx(10).margin(1e-6));  // east: 0.1 degree on the equator
    CHECK(disc.around[2].y == Approx(centre.y).margin(1e-9));
    CHECK(disc.around[0].y < centre.y - 9.9);
    CHECK(disc.around[4].y > centre.y + 9.9);
    CHECK(disc.around[6].x == Approx(centre.x - 10).margin(1e-6));
}

TEST_CASE("several radii of one site are the same as each alone") {
    DiscMaker together("EPSG:2154", kEurope);
    const Point site{500000, 6500000};
    for (const double radius_m : {8000.0, 5000.0, 4000.0}) {
        DiscMaker alone("EPSG:2154", kEurope);
        Disc one, other;
        one.owner = 7;
        REQUIRE(together.make(site, radius_m, one));
        REQUIRE(alone.make(site, radius_m, other));
        CHECK(one.around == other.around);
        CHECK(one.owner == 7);
    }
}

TEST_CASE("sites that are nowhere and radii that are none make no disc") {
    DiscMaker maker("EPSG:4326", kEurope);
    Disc disc;
    disc.around[0] = {1, 2};
    CHECK_FALSE(maker.make({NAN, 48}, 4000, disc));
    CHECK_FALSE(maker.make({2, 91}, 4000, disc));
    CHECK_FALSE(maker.make({2, 48}, 0, disc));
    CHECK_FALSE(maker.make({2, 48}, -1, disc));
    CHECK_FALSE(maker.make({2, 48}, INFINITY, disc));
    CHECK(disc.around[0] == Point{1, 2});
    CHECK(maker.make({2, 48}, 4000, disc));
}
