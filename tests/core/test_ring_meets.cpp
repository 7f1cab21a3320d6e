#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "core/exact.hpp"
#include "core/ring_meets.hpp"
#include "sweep/support/random.hpp"

using namespace covmap::core;
using covmap::test::Random;
using Points = std::vector<Point>;

namespace {

bool on(Point p, Point a, Point b) {
    return orientation(a, b, p) == 0 && std::min(a.x, b.x) <= p.x && p.x <= std::max(a.x, b.x) && std::min(a.y, b.y) <= p.y &&
           p.y <= std::max(a.y, b.y);
}

// Do the edges share a point that is not an end of both?
bool cut_each_other(Point a, Point b, Point c, Point d) {
    if (orientation(a, b, c) * orientation(a, b, d) < 0 && orientation(c, d, a) * orientation(c, d, b) < 0) return true;
    const auto cuts = [](Point p, Point x, Point y) { return p != x && p != y && on(p, x, y); };
    return cuts(c, a, b) || cuts(d, a, b) || cuts(a, c, d) || cuts(b, c, d);
}

std::uint64_t visits(const Points& ring) {
    std::uint64_t n = 0;
    CHECK(for_each_near_pair(ring, [&](std::uint32_t, std::uint32_t) {
        ++n;
        return true;
    }));
    return n;
}

}  // namespace

TEST_CASE("no pair of edges that meet is missed: level edges, edges on edges, vertices on edges") {
    Random random(5);
    for (int i = 0; i < 3000; ++i) {
        Points ring;
        const int size = random.between(2, 12);
        const double unit = random.chance(0.5) ? 1 : 0x1p-24;
        const std::size_t n = 3 + random.below(60);
        for (std::size_t v = 0; v < n; ++v) ring.push_back({random.between(0, size) * unit, random.between(0, 3 * size) * 1.0});
        std::set<std::pair<std::uint32_t, std::uint32_t>> visited;
        for_each_near_pair(ring, [&](std::uint32_t a, std::uint32_t b) {
            visited.emplace(a, b);
            return true;
        });
        std::size_t missed = 0;
        for (std::uint32_t a = 0; a < n; ++a)
            for (std::uint32_t b = a + 1; b < n; ++b)
                if (cut_each_other(ring[a], ring[(a + 1) % n], ring[b], ring[(b + 1) % n]) && !visited.contains({a, b})) ++missed;
        INFO("ring " << i);
        REQUIRE(missed == 0);
    }
}

TEST_CASE("of long thin spikes in all directions only neighbours are looked at") {
    for (const int spikes : {1000, 30000}) {
        Points star;
        for (int i = 0; i < 2 * spikes; ++i) {
            const double angle = 3.14159265358979 * i / spikes, reach = i % 2 == 0 ? 900 + i % 13 : 100 + i % 7;
            star.push_back(snap({reach * std::cos(angle), reach * std::sin(angle)}));
        }
        CHECK(visits(star) < static_cast<std::uint64_t>(spikes) * 40);
    }
}

TEST_CASE("of a comb only neighbours are looked at, upright, lying and aslant") {
    for (const Point along : {Point{1, 0}, Point{0, 1}, Point{1, 1}}) {
        Points comb;
        constexpr int kTeeth = 20000;
        for (int i = 0; i < kTeeth; ++i) {
            const double far = 50 + i % 3;
            comb.push_back({along.x * i * 0.01 - along.y * 1, along.y * i * 0.01 + along.x * 1});
            comb.push_back({along.x * (i * 0.01 + 0.005) - along.y * far, along.y * (i * 0.01 + 0.005) + along.x * far});
        }
        comb.push_back({along.x * kTeeth * 0.01 + 1, along.y * kTeeth * 0.01 - 1});
        comb.push_back({-along.x - 1, -along.y - 1});
        for (Point& p : comb) p = snap(p);
        CHECK(visits(comb) < std::uint64_t{kTeeth} * 40);
    }
}

TEST_CASE("looking ends when the visitor has enough") {
    Random random(6);
    Points ring;
    for (int i = 0; i < 1000; ++i) ring.push_back(snap({random.between(0.0, 10.0), random.between(0.0, 10.0)}));
    std::uint64_t n = 0;
    CHECK_FALSE(for_each_near_pair(ring, [&](std::uint32_t, std::uint32_t) { return ++n < 100; }));
    CHECK(n == 100);
}
