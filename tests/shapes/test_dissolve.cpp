#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "shapes/dissolve.hpp"

using namespace covmap;
using core::MultiPolygon;
using core::Point;

namespace {

std::vector<Point> box(double x0, double y0, double x1, double y1) { return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}; }

double ring_area(const std::vector<Point>& ring) {
    double area = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) area += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
    return std::fabs(area) / 2;
}

double area(const MultiPolygon& polygons) {
    double sum = 0;
    for (const core::Polygon& polygon : polygons)
        for (std::size_t i = 0; i < polygon.size(); ++i) sum += i == 0 ? ring_area(polygon[i]) : -ring_area(polygon[i]);
    return sum;
}

MultiPolygon dissolved(const std::vector<MultiPolygon>& members) {
    std::vector<const MultiPolygon*> pointers;
    for (const MultiPolygon& member : members) pointers.push_back(&member);
    return shapes::dissolve(pointers);
}

}  // namespace

TEST_CASE("two neighbours become one polygon without their border") {
    const MultiPolygon whole = dissolved({{{box(0, 0, 1, 1)}}, {{box(1, 0, 2, 1)}}});
    REQUIRE(whole.size() == 1);
    CHECK(whole[0].size() == 1);
    CHECK(area(whole) == 2);
    CHECK(whole[0][0].front() == whole[0][0].back());
}

TEST_CASE("a shared border with a vertex on one side only is still dissolved") {
    const MultiPolygon jagged = {{{{1, 0}, {2, 0}, {2, 1}, {1, 1}, {1, 0.5}, {1, 0}}}};
    const MultiPolygon whole = dissolved({{{box(0, 0, 1, 1)}}, jagged});
    REQUIRE(whole.size() == 1);
    CHECK(area(whole) == Approx(2));
}

TEST_CASE("a hole that no member fills stays, one that a member fills goes") {
    const core::Polygon frame = {box(0, 0, 4, 4), box(1, 1, 3, 3)};
    const MultiPolygon open = dissolved({{frame}, {{box(4, 0, 5, 4)}}});
    REQUIRE(open.size() == 1);
    REQUIRE(open[0].size() == 2);
    CHECK(area(open) == 16);
    const MultiPolygon filled = dissolved({{frame}, {{box(1, 1, 3, 3)}}});
    REQUIRE(filled.size() == 1);
    CHECK(filled[0].size() == 1);
    CHECK(area(filled) == 16);
}

TEST_CASE("members that overlap are counted once") {
    const MultiPolygon whole = dissolved({{{box(0, 0, 2, 2)}}, {{box(1, 1, 3, 3)}}});
    REQUIRE(whole.size() == 1);
    CHECK(area(whole) == 7);
}

TEST_CASE("an invalid member is repaired instead of refused") {
    const MultiPolygon bow_tie = {{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}};
    const MultiPolygon whole = dissolved({bow_tie, {{box(2, 0, 3, 2)}}});
    CHECK(area(whole) == Approx(4));
}

TEST_CASE("islands stay apart") {
    const MultiPolygon whole = dissolved({{{box(0, 0, 1, 1)}, {box(5, 5, 6, 6)}}, {{box(1, 0, 2, 1)}}});
    CHECK(whole.size() == 2);
    CHECK(area(whole) == 3);
}

TEST_CASE("the order of members, parts and starting vertices changes nothing") {
    std::vector<MultiPolygon> members;
    for (int row = 0; row < 6; ++row)
        for (int col = 0; col < 6; ++col)
            if ((row * 7 + col * 3) % 5 != 0) members.push_back({{box(col, row, col + 1, row + 1)}});
    const MultiPolygon straight = dissolved(members);
    std::reverse(members.begin(), members.end());
    for (MultiPolygon& member : members) {
        auto& ring = member[0][0];
        ring.pop_back();
        std::rotate(ring.begin(), ring.begin() + 2, ring.end());
        std::reverse(ring.begin(), ring.end());
        ring.push_back(ring.front());
    }
    CHECK(dissolved(members) == straight);
    CHECK(area(straight) == static_cast<double>(members.size()));
}

TEST_CASE("nothing dissolves to nothing") {
    CHECK(shapes::dissolve({}).empty());
    CHECK(shapes::dissolve({nullptr}).empty());
    CHECK(dissolved({{}, {{}}, {{{{0, 0}, {1, 1}}}}}).empty());
}

TEST_CASE("a valid polygon is returned as it is") {
    const MultiPolygon polygons = {{box(0, 0, 4, 4), box(1, 1, 3, 3)}};
    CHECK(shapes::made_valid(polygons) == polygons);
    CHECK(shapes::made_valid({}).empty());
}

TEST_CASE("a bow-tie becomes its two triangles, overlapping parts their union") {
    const MultiPolygon repaired = shapes::made_valid({{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}});
    CHECK(repaired.size() == 2);
    CHECK(area(repaired) == Approx(2));
    CHECK(area(shapes::made_valid({{box(0, 0, 2, 2)}, {box(1, 1, 3, 3)}})) == Approx(7));
}

TEST_CASE("spikes and rings without area leave no lines behind") {
    const MultiPolygon spiked =
        shapes::made_valid({{{{0, 0}, {2, 0}, {2, 1}, {2, 5}, {2, 1}, {0, 1}, {0, 0}}}, {{{7, 7}, {8, 8}, {9, 9}, {7, 7}}}});
    REQUIRE(spiked.size() == 1);
    CHECK(area(spiked) == Approx(2));
}

TEST_CASE("vertices that are not finite are left out") {
    const MultiPolygon polygons = {{{{0, 0}, {1, 0}, {std::nan(""), 3}, {1, 1}, {0, 1}, {0, 0}}}};
    CHECK(area(dissolved({polygons})) == 1);
}
