#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "core/ring_index.hpp"

using covmap::core::Point;
using covmap::core::RingIndex;

namespace {

/// The same with every standard library.
class Random {
public:
    double between(double low, double high) { return low + (high - low) * static_cast<double>(m_engine()) / 4294967296.0; }

private:
    std::mt19937 m_engine;
};

/// A star of many spikes round (u, v).
std::vector<Point> star(Random& random, std::size_t vertices) {
    std::vector<Point> ring;
    for (std::size_t i = 0; i < vertices; ++i) {
        const double angle = 6.283185307179586 * static_cast<double>(i) / static_cast<double>(vertices);
        const double radius = random.between(1.0, 100.0);
        ring.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    return ring;
}

/// A round coast of many short edges, with bays.
std::vector<Point> coast(Random& random, std::size_t vertices) {
    std::vector<Point> ring;
    for (std::size_t i = 0; i < vertices; ++i) {
        const double angle = 6.283185307179586 * static_cast<double>(i) / static_cast<double>(vertices);
        const double radius = 60 + 30 * std::sin(7 * angle) + random.between(0.0, 0.02);
        ring.push_back({3 * radius * std::cos(angle), radius * std::sin(angle)});
    }
    return ring;
}

bool some_edge_meets(const std::vector<Point>& ring, double west, double east, double north, double south) {
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const auto [left, right] = std::minmax(ring[i].x, ring[j].x);
        const auto [top, bottom] = std::minmax(ring[i].y, ring[j].y);
        if (right >= west && left <= east && bottom >= north && top <= south) return true;
    }
    return false;
}

bool inside_by_rays(const std::vector<Point>& ring, Point p) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        if ((ring[i].y > p.y) != (ring[j].y > p.y) &&
            p.x < (ring[j].x - ring[i].x) * (p.y - ring[i].y) / (ring[j].y - ring[i].y) + ring[i].x)
            inside = !inside;
    return inside;
}

double from_border(const std::vector<Point>& ring, Point p) {
    double least = 1e9;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const double ex = ring[j].x - ring[i].x, ey = ring[j].y - ring[i].y;
        const double along = ((p.x - ring[i].x) * ex + (p.y - ring[i].y) * ey) / (ex * ex + ey * ey);
        const double t = std::clamp(along, 0.0, 1.0);
        least = std::min(least, std::hypot(p.x - ring[i].x - t * ex, p.y - ring[i].y - t * ey));
    }
    return least;
}

}  // namespace

TEST_CASE("a ring holds what a look at all of its edges says") {
    Random random;
    for (const std::size_t vertices : {5, 40, 1000}) {
        const std::vector<Point> ring = star(random, vertices);
        const RingIndex index(ring);
        for (int i = 0; i < 2000; ++i) {
            const Point p{random.between(-110.0, 110.0), random.between(-110.0, 110.0)};
            if (from_border(ring, p) > 2 * RingIndex::kBorder) CHECK(index.holds(p) == inside_by_rays(ring, p));
        }
        for (const Point p : ring) CHECK(index.holds(p));
    }
}

TEST_CASE("a ring of many short edges answers points and boxes as a look at all of its edges does") {
    Random random;
    for (const std::size_t vertices : {300, 20000}) {
        const std::vector<Point> ring = coast(random, vertices);
        const RingIndex index(ring);
        for (int i = 0; i < 2000; ++i) {
            const Point p{random.between(-300.0, 300.0), random.between(-100.0, 100.0)};
            if (from_border(ring, p) > 2 * RingIndex::kBorder) CHECK(index.holds(p) == inside_by_rays(ring, p));
            const double width = random.between(0.0, i % 10 == 0 ? 200.0 : 3.0), height = random.between(0.0, 3.0);
            CHECK(index.may_touch(p.x, p.x + width, p.y, p.y + height) ==
                  some_edge_meets(ring, p.x, p.x + width, p.y, p.y + height));
        }
    }
}

TEST_CASE("a ring holds what lies on its border or a hair beyond it, and nothing farther") {
    const std::vector<Point> square{{0, 0}, {10, 0}, {10, 10}, {0, 10}};
    const RingIndex index(square);
    CHECK(index.holds({10, 5}));
    CHECK(index.holds({10.000009, 5}));
    CHECK(index.holds({5, -0.000009}));
    CHECK_FALSE(index.holds({10.0001, 5}));
    CHECK_FALSE(index.holds({5, 10.0001}));
}

TEST_CASE("a box far from every edge is not touched, inside or outside") {
    const std::vector<Point> square{{0, 0}, {10, 0}, {10, 10}, {0, 10}};
    const RingIndex index(square);
    CHECK_FALSE(index.may_touch(4, 6, 4, 6));
    CHECK_FALSE(index.may_touch(11, 12, 4, 6));
    CHECK(index.may_touch(9, 12, 4, 6));
}
