#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <random>

#include "shapes/arcs.hpp"
#include "shapes/dissolve.hpp"
#include "shapes/geos.hpp"
#include "shapes/support/patchwork.hpp"

using namespace covmap;
using core::MultiPolygon;
using core::Point;
using shapes::Arcs;
using test::closed;
using test::patchwork;

namespace {

using Ring = std::vector<Point>;

double area(const MultiPolygon& polygons) {
    const shapes::Geos geos;
    return geos.area(*geos.from(polygons));
}

bool valid(const MultiPolygon& polygons) {
    const shapes::Geos geos;
    return geos.is_valid(*geos.from(polygons));
}

std::vector<const MultiPolygon*> pointers(const std::vector<MultiPolygon>& rows) {
    std::vector<const MultiPolygon*> all;
    for (const MultiPolygon& row : rows) all.push_back(&row);
    return all;
}

/// Area of the rows together and of their union: equal where nothing overlaps.
void check_partition(const std::vector<MultiPolygon>& rows, double whole) {
    double sum = 0;
    for (const MultiPolygon& row : rows) {
        CHECK(valid(row));
        sum += area(row);
    }
    CHECK(sum == Approx(whole).epsilon(1e-9));
    CHECK(area(shapes::dissolve(pointers(rows))) == Approx(whole).epsilon(1e-9));
}

std::size_t vertices(const std::vector<MultiPolygon>& rows) {
    std::size_t count = 0;
    for (const MultiPolygon& row : rows)
        for (const auto& polygon : row)
            for (const auto& ring : polygon) count += ring.size();
    return count;
}

/// From a point to the nearest segment of a ring.
double distance(Point p, const Ring& ring) {
    double best = 1e300;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Point a = ring[i], d{ring[i + 1].x - a.x, ring[i + 1].y - a.y};
        const double along = std::clamp(((p.x - a.x) * d.x + (p.y - a.y) * d.y) / (d.x * d.x + d.y * d.y), 0.0, 1.0);
        best = std::min(best, std::hypot(p.x - a.x - along * d.x, p.y - a.y - along * d.y));
    }
    return best;
}

/// Two neighbours, 10 x 10 each; their border wiggles by `height` between y = 0 and 10.
std::vector<MultiPolygon> neighbours(double height) {
    Ring border{{10, 0}};
    for (int i = 1; i < 10; ++i) border.push_back({10 + (i % 2 == 1 ? height : -height), static_cast<double>(i)});
    border.push_back({10, 10});
    Ring west{{0, 10}, {0, 0}}, east{{20, 0}, {20, 10}};
    west.insert(west.end(), border.begin(), border.end());
    east.insert(east.end(), border.rbegin(), border.rend());
    return {{{closed(west)}}, {{closed(east)}}};
}

}  // namespace

TEST_CASE("a border between neighbours is one arc, used by both, once in each direction") {
    const auto rows = neighbours(0.5);
    const Arcs arcs(pointers(rows));
    CHECK(arcs.arcs().size() == 3);
    CHECK(arcs.ring_vertices(0) == vertices(rows));
    CHECK(arcs.ring_vertices(1) == 10);  // two closed squares
}

TEST_CASE("at tolerance 0 the polygons come back as they were, but for where their rings start") {
    const auto rows = neighbours(0.5);
    const auto same = Arcs(pointers(rows)).simplified(0);
    REQUIRE(same.size() == 2);
    CHECK(vertices(same) == vertices(rows));
    CHECK(area(same[0]) == area(rows[0]));
    check_partition(same, 200);
}

TEST_CASE("neighbours keep one border at any tolerance: no gap and no overlap") {
    const auto rows = neighbours(0.5);
    const Arcs arcs(pointers(rows));
    for (const double tolerance : {0.1, 0.6, 2.0}) check_partition(arcs.simplified(tolerance), 200);
    CHECK(vertices(arcs.simplified(0.6)) == 10);
    const auto coarse = arcs.simplified(100);  // three arcs with the same ends: each gets a vertex back
    check_partition(coarse, area(coarse[0]) + area(coarse[1]));
}

TEST_CASE("no dropped vertex is farther than the tolerance from its new border, even where vertices were given back") {
    Ring road;  // a double line that winds: simplified sides would touch
    for (int i = 0; i <= 60; ++i) road.push_back({i * 0.3 + 2 * std::sin(i * 0.9), std::sin(i * 0.5) + 0.1});
    for (int i = 60; i >= 0; --i) road.push_back({i * 0.3 + 2 * std::sin(i * 0.9), std::sin(i * 0.5) - 0.1});
    for (const auto& rows : {neighbours(0.5), patchwork(5, 1), std::vector<MultiPolygon>{shapes::made_valid({{closed(road)}})}}) {
        const Arcs arcs(pointers(rows));
        for (const double tolerance : {0.2, 0.45, 1.0, 3.0}) {
            const auto coarse = arcs.simplified(tolerance);
            for (std::size_t row = 0; row < rows.size(); ++row)
                for (std::size_t part = 0; part < rows[row].size(); ++part) {
                    const Ring& outline = coarse[row][part][0];
                    for (const Point& p : rows[row][part][0]) CHECK(distance(p, outline) <= tolerance * (1 + 1e-12));
                }
        }
    }
}

TEST_CASE("an island that a straightened coast would swallow keeps its place") {
    // A bay of depth 2 with an island in it; a tolerance of 3 would close the bay over the island.
    const std::vector<MultiPolygon> rows{{{closed({{0, 0}, {30, 0}, {30, 10}, {20, 10}, {19, 8}, {11, 8}, {10, 10}, {0, 10}})}},
                                         {{closed({{14, 9}, {16, 9}, {16, 9.5}, {14, 9.5}})}}};
    const auto coarse = Arcs(pointers(rows)).simplified(3);
    const shapes::Geos geos;
    CHECK(GEOSDisjoint_r(geos.context(), geos.from(coarse[0]).get(), geos.from(coarse[1]).get()) == 1);
    CHECK(valid(coarse[0]));
    CHECK(valid(coarse[1]));
    CHECK(area(coarse[1]) > 0);
}

TEST_CASE("a small ring keeps at least three vertices, and an enclave its hole") {
    Ring hole, shell{{0, 0}, {10, 0}, {10, 10}, {0, 10}};
    for (int i = 0; i < 40; ++i) hole.push_back({5 + std::cos(i * 0.157), 5 + std::sin(i * 0.157)});
    const std::vector<MultiPolygon> rows{{{closed(shell), closed(hole)}}, {{closed(hole)}}};
    const auto coarse = Arcs(pointers(rows)).simplified(50);
    REQUIRE(coarse[0][0].size() == 2);
    REQUIRE(coarse[1][0].size() == 1);
    CHECK(coarse[0][0][1].size() >= 4);
    CHECK(coarse[0][0][1].size() == coarse[1][0][0].size());
    CHECK(valid(coarse[0]));
    CHECK(valid(coarse[1]));
    CHECK(area(coarse[0]) + area(coarse[1]) == Approx(area({{coarse[0][0][0]}})));
}

TEST_CASE("borders that lie close together never cross when simplified") {
    // A road of width 0.2 along a wave: at a tolerance above the wave's height its sides must not touch.
    Ring upper, lower;
    for (int i = 0; i <= 100; ++i) {
        const double x = i * 0.1, y = std::sin(x * 3);
        upper.push_back({x, y + 0.1});
        lower.push_back({x, y - 0.1});
    }
    Ring road = upper;
    road.insert(road.end(), lower.rbegin(), lower.rend());
    const std::vector<MultiPolygon> rows{{{closed(road)}}};
    for (const double tolerance : {0.05, 0.15, 0.5, 3.0}) {
        const auto coarse = Arcs(pointers(rows)).simplified(tolerance);
        CHECK(valid(coarse[0]));
        CHECK(vertices(coarse) < vertices(rows));
    }
}

TEST_CASE("random patchworks stay partitions of the same outline's area at every tolerance") {
    for (unsigned seed = 1; seed <= 5; ++seed) {
        const auto rows = patchwork(6, seed);
        for (const MultiPolygon& row : rows) REQUIRE(valid(row));
        const Arcs arcs(pointers(rows));
        for (const double tolerance : {0.5, 2.0, 5.0, 20.0}) {
            const auto coarse = arcs.simplified(tolerance);
            double sum = 0;
            for (const MultiPolygon& row : coarse) {
                CHECK(valid(row));
                sum += area(row);
            }
            CHECK(area(shapes::dissolve(pointers(coarse))) == Approx(sum).epsilon(1e-9));
        }
        CHECK(vertices(arcs.simplified(5)) < vertices(rows) / 3);
    }
}

TEST_CASE("the result does not depend on the order of rows nor on where rings start or turn") {
    const auto rows = patchwork(4, 3);
    std::vector<MultiPolygon> other(rows.rbegin(), rows.rend());
    for (std::size_t i = 0; i < other.size(); ++i) {
        Ring& ring = other[i][0][0];
        ring.pop_back();
        std::rotate(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(i % ring.size()), ring.end());
        if (i % 2 == 0) std::reverse(ring.begin(), ring.end());
        ring.push_back(ring.front());
    }
    const auto one = Arcs(pointers(rows)).simplified(2), two = Arcs(pointers(other)).simplified(2);
    for (std::size_t i = 0; i < one.size(); ++i) {
        auto a = one[i][0][0], b = two[one.size() - 1 - i][0][0];
        a.pop_back();
        b.pop_back();
        std::sort(a.begin(), a.end());
        std::sort(b.begin(), b.end());
        CHECK(a == b);
    }
}

TEST_CASE("rows without polygons, repeated vertices and rings of two vertices do no harm") {
    const MultiPolygon thin{{closed({{0, 0}, {1, 1}})}}, square{{{{0, 0}, {0, 0}, {4, 0}, {4, 4}, {4, 4}, {0, 4}, {0, 0}}}};
    const auto rows = Arcs({nullptr, &thin, &square}).simplified(0.1);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].empty());
    CHECK(rows[1].empty());
    CHECK(area(rows[2]) == 16);
    CHECK(Arcs({}).simplified(1).empty());
}
