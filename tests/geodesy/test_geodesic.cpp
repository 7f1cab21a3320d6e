#include <catch2/catch.hpp>

#include "geodesy/geodesic.hpp"

using covmap::geodesy::Ellipsoid;
using covmap::geodesy::geodesic_distance_m;
using covmap::geodesy::geodesic_path;

TEST_CASE("a degree along the equator is the equator's arc, bearing east") {
    const auto path = geodesic_path({10, 0}, {11, 0});
    CHECK(path.distance_m == Approx(111319.4908).epsilon(1e-9));
    CHECK(path.bearing_deg == Approx(90));
}

TEST_CASE("a quarter of the WGS 84 meridian is 10,001,965.729 m, bearing north") {
    const auto path = geodesic_path({0, 0}, {0, 90});
    CHECK(path.distance_m == Approx(10001965.729).margin(1e-3));
    CHECK(path.bearing_deg == Approx(0).margin(1e-12));
}

TEST_CASE("bearings are counted clockwise from north, never negative") {
    CHECK(geodesic_path({0, 45}, {-0.001, 45}).bearing_deg == Approx(270).margin(0.001));
    CHECK(geodesic_path({0, 45}, {0, 44}).bearing_deg == Approx(180));
}

TEST_CASE("distance is the same both ways, crosses the antimeridian, and is 0 to itself") {
    CHECK(geodesic_distance_m({179.9, 10}, {-179.9, 10}) == Approx(geodesic_distance_m({-0.1, 10}, {0.1, 10})));
    CHECK(geodesic_distance_m({3, 50}, {4, 51}) == Approx(geodesic_distance_m({4, 51}, {3, 50})));
    CHECK(geodesic_distance_m({3, 50}, {3, 50}) == 0);
}

TEST_CASE("a sphere is an ellipsoid too") {
    CHECK(geodesic_distance_m({0, 0}, {90, 0}, Ellipsoid{1000, 0}) == Approx(1570.7963267949));
}
