#include <catch2/catch.hpp>
#include <cmath>

#include "geodesy/seam.hpp"

using namespace covmap;
using namespace covmap::geodesy;

namespace {

using core::Point;
using Ring = std::vector<Point>;

const Seam kDegrees{-180, 360};

std::vector<Ring> parts_of(const Ring& ring, Jumps jumps = Jumps::cross) {
    RolledRing continuous = rolled(ring, kDegrees, jumps, 90, 0);
    close_over_pole(continuous, 90, 0);
    return window_parts(continuous, kDegrees);
}

double area(const Ring& ring) {
    double twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point &a = ring[i], &b = ring[(i + 1) % ring.size()];
        twice += a.x * b.y - b.x * a.y;
    }
    return std::abs(twice) / 2;
}

double area(const std::vector<Ring>& parts) {
    double sum = 0;
    for (const Ring& part : parts) sum += area(part);
    return sum;
}

}  // namespace

TEST_CASE("a ring away from 180° stays as it is") {
    const Ring ring{{-5.1, 41}, {9.7, 41}, {9.7, 51}, {-5.1, 51}};
    REQUIRE(parts_of(ring).size() == 1);
    CHECK(parts_of(ring)[0] == ring);
}

TEST_CASE(
    "a ring that steps from 177 to -177, one that goes on to 183, and one that begins at -183 are one polygon in two parts") {
    const Ring steps{{177, -18}, {-177, -18}, {-177, -16}, {177, -16}}, beyond{{177, -18}, {183, -18}, {183, -16}, {177, -16}},
        before{{-183, -18}, {-177, -18}, {-177, -16}, {-183, -16}};
    for (const Ring& ring : {steps, beyond, before}) {
        const std::vector<Ring> parts = parts_of(ring);
        REQUIRE(parts.size() == 2);
        CHECK(area(parts) == Approx(12));
        for (const Ring& part : parts)
            for (const Point& p : part) CHECK(std::abs(p.x) <= 180);
    }
}

TEST_CASE("both parts of an edge meet on 180° at the same latitude, to the bit, whatever the file's longitudes") {
    const Ring one{{177.3, -18.1}, {-177.7, -16.9}, {177, -16}}, other{{182.3, -16.9}, {177.3, -18.1}, {180.7, -19}};
    std::vector<double> latitudes;
    for (const Ring& ring : {one, other})
        for (const Ring& part : parts_of(ring))
            for (std::size_t i = 0; i < part.size(); ++i)
                if (std::abs(part[i].x) == 180 && part[i].y > -18 && part[i].y < -16.95) latitudes.push_back(part[i].y);
    REQUIRE(latitudes.size() >= 4);
    for (const double y : latitudes) CHECK(y == latitudes[0]);
}

TEST_CASE("a small overshoot is 180") {
    const std::vector<Ring> parts = parts_of({{177, -18}, {180.000000001, -18}, {180.000000001, -16}, {177, -16}});
    REQUIRE(parts.size() == 1);
    CHECK(parts[0] == Ring{{177, -18}, {180, -18}, {180, -16}, {177, -16}});
}

TEST_CASE("longitudes of 0 to 360 come back by whole turns") {
    const std::vector<Ring> parts = parts_of({{357, 49}, {359, 49}, {359, 50}, {357, 50}});
    REQUIRE(parts.size() == 1);
    CHECK(parts[0] == Ring{{-3, 49}, {-1, 49}, {-1, 50}, {-3, 50}});
}

TEST_CASE("a comb that crosses three times is cut into its teeth") {
    const Ring comb{{179, 0}, {181, 0},   {181, 1},   {179.5, 1}, {179.5, 2}, {181, 2},
                    {181, 3}, {179.5, 3}, {179.5, 4}, {181, 4},   {181, 5},   {179, 5}};
    const std::vector<Ring> parts = parts_of(comb);
    CHECK(parts.size() == 4);  // the back, and three teeth
    CHECK(area(parts) == Approx(area(comb)));
}

TEST_CASE("vertices on 180° itself do not cross it") {
    const Ring western{{179, 0}, {180, 0}, {180, 1}, {180, 2}, {179, 2}}, touching{{178, 0}, {180, 1}, {178, 2}};
    CHECK(parts_of(western) == std::vector<Ring>{western});
    CHECK(parts_of(touching) == std::vector<Ring>{touching});
}

TEST_CASE("a map's border is as drawn, and so are the cells of a raster") {
    const Ring world{{-180, -90}, {180, -90}, {180, 90}, {-180, 90}};
    CHECK(parts_of(world) == std::vector<Ring>{world});
    const Ring strip{{-170, 0}, {170, 0}, {170, 1}, {-170, 1}};
    CHECK(area(parts_of(strip, Jumps::are_drawn)) == Approx(340));
    CHECK(area(parts_of(strip)) == Approx(20));
}

TEST_CASE("a step of 200° is doubtful, and one of 354° of a mere box; not of an outline, nor of a circle") {
    const Ring wide{{-100, 0}, {100, 0}, {100, 1}, {0, 2}, {-100, 1}}, box{{177, 0}, {-177, 0}, {-177, 1}, {177, 1}},
        fiji{{177, 0}, {-177, 0}, {-177, 1}, {178, 2}, {177, 1}};
    CHECK(rolled(wide, kDegrees, Jumps::cross, 90, 0).doubtful);
    CHECK_FALSE(rolled(wide, kDegrees, Jumps::surely_cross, 90, 0).doubtful);
    CHECK(rolled(box, kDegrees, Jumps::cross, 90, 0).doubtful);
    CHECK_FALSE(rolled(box, kDegrees, Jumps::surely_cross, 90, 0).doubtful);
    CHECK_FALSE(rolled(fiji, kDegrees, Jumps::cross, 90, 0).doubtful);
}

TEST_CASE("a ring around a pole is closed over it, with and without its way along the pole") {
    const Ring cap{{-135, 70}, {-45, 70}, {45, 70}, {135, 70}}, drawn{{-180, -70}, {0, -70}, {180, -70}, {180, -90}, {-180, -90}},
        open{{-180, -70}, {-90, -70}, {0, -70}, {90, -70}, {180, -70}};
    CHECK(area(parts_of(cap)) == Approx(360 * 20));
    CHECK(area(parts_of(drawn)) == Approx(360 * 20));
    CHECK(area(parts_of(open)) == Approx(360 * 20));
}

TEST_CASE("single longitudes come into the window; those in it stay to the bit") {
    CHECK(kDegrees.inside(2.35) == 2.35);
    CHECK(kDegrees.inside(180) == 180);
    CHECK(kDegrees.inside(180.000000001) == 180);
    CHECK(kDegrees.inside(357) == -3);
    CHECK(kDegrees.inside(-183) == 177);
    CHECK(kDegrees.beside(-179, 179) == 181);
    CHECK(Seam().inside(400) == 400);
}
