#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "shapes/point_inside.hpp"

using namespace covmap;

TEST_CASE("the point of a polygon with a hole is not in the hole") {
    const core::MultiPolygon frame = {{{{0, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 0}}, {{1, 1}, {1, 8}, {8, 8}, {8, 1}, {1, 1}}}};
    const core::Point p = shapes::point_inside(frame);
    CHECK((p.x > 0 && p.x < 9 && p.y > 0 && p.y < 9));
    CHECK_FALSE((p.x > 1 && p.x < 8 && p.y > 1 && p.y < 8));
}

TEST_CASE("of several polygons the point is in the widest") {
    const core::MultiPolygon two = {{{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}}, {{{10, 0}, {20, 0}, {20, 4}, {10, 4}, {10, 0}}}};
    const core::Point p = shapes::point_inside(two);
    CHECK(p.x == 15);
    CHECK((p.y > 0 && p.y < 4));
}
