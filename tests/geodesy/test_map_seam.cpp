#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "geodesy/map_seam.hpp"

using namespace covmap;
using namespace covmap::geodesy;

namespace {

using core::Lattice;
using core::Point;
using Ring = std::vector<Point>;

const std::string kMollweide = "ESRI:54009", kDegrees = "EPSG:4326";
const Ring kFiji{{177, -18.5}, {-177, -18.5}, {-177, -16.5}, {177, -16.5}};

MapSeam::Parts parts_of(const std::string& crs, const Lattice& lattice, const Ring& ring, Jumps jumps = Jumps::cross) {
    GridTransform transform(crs, lattice);
    MapSeam::Parts parts;
    REQUIRE(MapSeam(crs, lattice).parts(ring, jumps, transform, parts));
    return parts;
}

double area(const MapSeam::Parts& parts) {
    double sum = 0;
    for (const Ring& ring : parts.rings) {
        double twice = 0;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point &a = ring[i], &b = ring[(i + 1) % ring.size()];
            twice += (a.x - ring[0].x) * (b.y - ring[0].y) - (b.x - ring[0].x) * (a.y - ring[0].y);
        }
        sum += std::abs(twice) / 2;
    }
    return sum;
}

bool near(const std::string& crs, const Lattice& lattice, const Ring& ring) {
    return MapSeam(crs, lattice).near(ring, Jumps::cross);
}

// Of the ring in degrees that a projected source would hold, densely.
Ring projected(const std::string& crs, const Ring& degrees) {
    const Lattice metres{crs, 0, 0, 1, 1};
    GridTransform transform = GridTransform::exact(kDegrees, metres);
    Ring out;
    for (std::size_t i = 0; i < degrees.size(); ++i)
        for (int k = 0; k < 50; ++k) {
            const Point &a = degrees[i], &b = degrees[(i + 1) % degrees.size()];
            out.push_back(metres.to_crs(transform.point({a.x + (b.x - a.x) * k / 50, a.y + (b.y - a.y) * k / 50})));
        }
    return out;
}

}  // namespace

TEST_CASE("the columns of a grid in degrees come round on whole cells, from the line nearest to 180° W") {
    const Seam centred = column_seam({kDegrees, -180.25, 90, 0.5, 0.5}), whole = column_seam({kDegrees, 0, 90, 0.25, 0.25});
    CHECK((centred.west == 0 || centred.west == 1));
    CHECK(centred.turn == 720);
    CHECK(whole.west == -720);
    CHECK(whole.turn == 1440);
    CHECK(column_inside(whole, 1428) == -12);
    CHECK(column_inside(whole, 12) == 12);
    CHECK(column_seam({"EPSG:3035", 0, 0, 1000, 1000}).turn == 0);
}

TEST_CASE("rings of France are never near the seam, on any grid") {
    const Ring france{{-5, 42}, {9, 42}, {9, 51}, {-5, 51}}, lambert{{1e5, 6.1e6}, {1.2e6, 6.1e6}, {1.2e6, 7.1e6}, {1e5, 7.1e6}};
    for (const Lattice& lattice :
         {Lattice{kDegrees, -6, 52, 0.01, 0.01}, Lattice{"EPSG:3035", 0, 0, 1000, 1000}, Lattice{"EPSG:2154", 0, 0, 200, 200},
          Lattice{kMollweide, 0, 0, 1000, 1000}, Lattice{"EPSG:3857", 0, 0, 100, 100}, Lattice{"EPSG:25832", 0, 0, 100, 100}}) {
        CAPTURE(lattice.crs);
        CHECK_FALSE(near(kDegrees, lattice, france));
        CHECK_FALSE(near("EPSG:2154", lattice, lambert));
    }
}

TEST_CASE("a ring across 180° has its area on degrees, Mollweide, and cylinders, whichever meridian is their middle") {
    constexpr double kR = 6378137;
    const double mercator =
        6 * std::numbers::pi / 180 * kR * kR *
        std::abs(std::asinh(std::tan(-18.5 * std::numbers::pi / 180)) - std::asinh(std::tan(-16.5 * std::numbers::pi / 180)));
    CHECK(area(parts_of(kDegrees, {kDegrees, -180, 90, 0.25, 0.25}, kFiji)) == Approx(12 * 16));
    CHECK(area(parts_of(kDegrees, {kMollweide, 0, 0, 20000, 20000}, kFiji)) * 4e8 == Approx(1.41815e11).epsilon(1e-4));
    CHECK(area(parts_of(kDegrees, {"EPSG:3857", 0, 0, 1000, 1000}, kFiji)) * 1e6 == Approx(mercator).epsilon(1e-6));
    const MapSeam::Parts pacific = parts_of(kDegrees, {"EPSG:3832", 0, 0, 1000, 1000}, kFiji);
    CHECK(pacific.rings.size() == 1);
    const Ring greenwich{{-33, 1}, {-27, 1}, {-27, 2}, {-33, 2}};  // EPSG:3832 is cut 30° W
    CHECK(parts_of(kDegrees, {"EPSG:3832", 0, 0, 1000, 1000}, greenwich).rings.size() == 2);
}

TEST_CASE("on the far side of a map around a pole a ring goes on, in one part") {
    const Lattice polar{"EPSG:3413", 0, 0, 1000, 1000};
    const Ring steps{{177, 70}, {-177, 70}, {-177, 72}, {177, 72}}, beyond{{177, 70}, {183, 70}, {183, 72}, {177, 72}},
        elsewhere{{27, 70}, {33, 70}, {33, 72}, {27, 72}};
    CHECK(parts_of(kDegrees, polar, steps).rings.size() == 1);
    CHECK(area(parts_of(kDegrees, polar, steps)) == Approx(area(parts_of(kDegrees, polar, elsewhere))).epsilon(1e-6));
    CHECK(area(parts_of(kDegrees, polar, beyond)) == Approx(area(parts_of(kDegrees, polar, elsewhere))).epsilon(1e-6));
    const Ring cap{{-135, 70}, {-45, 70}, {45, 70}, {135, 70}};
    const double radius = std::sqrt(area(parts_of(kDegrees, polar, cap)) / std::numbers::pi);
    CHECK(radius == Approx(2190).epsilon(0.01));  // 20° of latitude, true at 70°
}

TEST_CASE("a projected source across 180° is cut alike") {
    const Ring degrees{{178, -18.5}, {181, -18.5}, {181, -16.5}, {178, -16.5}};
    const Ring fiji = projected("EPSG:3460", degrees);
    const Lattice grid{kDegrees, -180, 90, 0.25, 0.25}, mollweide{kMollweide, 0, 0, 20000, 20000};
    REQUIRE(near("EPSG:3460", grid, fiji));
    CHECK(parts_of("EPSG:3460", grid, fiji).rings.size() == 2);
    CHECK(area(parts_of("EPSG:3460", grid, fiji)) == Approx(6 * 16).epsilon(1e-4));
    CHECK(area(parts_of("EPSG:3460", mollweide, fiji)) == Approx(area(parts_of(kDegrees, mollweide, degrees))).epsilon(1e-4));
}

TEST_CASE("a ring across 180° on a map of another datum whose seam is elsewhere is one part, as one of 0° to 360° is") {
    // Alaska: NAD83, its middle is 154° W, so that it is cut at 26° E.
    const Lattice alaska{"EPSG:3338", 0, 0, 10000, 10000};
    const Ring steps{{179.5, 51.5}, {-179.25, 51.5}, {-179.25, 52.5}, {179.5, 52.5}};
    Ring goes_on = steps;
    for (Point& p : goes_on) p.x = p.x < 0 ? p.x + 360 : p.x;
    GridTransform transform(kDegrees, alaska);
    Ring plain;
    REQUIRE(transform.ring(goes_on, plain));
    MapSeam::Parts expected;
    expected.rings = {plain};
    for (const Ring& ring : {steps, goes_on}) {
        const MapSeam::Parts parts = parts_of(kDegrees, alaska, ring, Jumps::surely_cross);
        CHECK(parts.rings.size() == 1);
        CHECK(area(parts) == Approx(area(expected)).epsilon(1e-7));
    }
}

TEST_CASE("a polar source around its pole covers it on degrees and on Mollweide") {
    Ring degrees;
    for (int k = 0; k < 120; ++k) degrees.push_back({-178.5 + 3 * k, -70});
    Ring cap = projected("EPSG:3031", degrees);
    cap.resize(119 * 50);  // the way back along the parallel, from the last to the first
    CHECK(area(parts_of("EPSG:3031", {kDegrees, -180, 90, 1, 1}, cap)) == Approx(360 * 20).epsilon(1e-3));
    const MapSeam::Parts on_mollweide = parts_of("EPSG:3031", {kMollweide, 0, 0, 20000, 20000}, cap);
    CHECK(area(on_mollweide) * 4e8 == Approx(1.5413e13).epsilon(2e-3));
}

TEST_CASE("columns of a raster beyond 180° are drawn as they are, and come round") {
    const Lattice grid{kDegrees, -180, 90, 1, 1};
    const Ring row{{0, 50}, {360, 50}, {360, 49}, {0, 49}};
    const MapSeam::Parts parts = parts_of(kDegrees, grid, row, Jumps::are_drawn);
    CHECK(parts.rings.size() == 2);
    CHECK(area(parts) == Approx(360));
}

TEST_CASE("a disc is near the seam or a pole, or not") {
    const MapSeam seam(kDegrees, {kDegrees, -180, 90, 0.25, 0.25});
    CHECK(seam.near_disc(179.95, -17, 60000));
    CHECK(seam.near_disc(-179.95, -17, 60000));
    CHECK(seam.near_disc(12, 89.9, 60000));
    CHECK_FALSE(seam.near_disc(178, -17, 60000));
    CHECK_FALSE(MapSeam(kDegrees, {"EPSG:3413", 0, 0, 1000, 1000}).near_disc(180, 80, 60000));
}
