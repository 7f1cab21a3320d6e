// Loops of rings that cross themselves, against the same rules applied the slow way: each edge held against each.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>

#include "core/exact.hpp"
#include "core/ring.hpp"
#include "sweep/support/random.hpp"

using namespace covmap::core;
using covmap::test::Random;
using Points = std::vector<Point>;

namespace {

// Where edge a-b is cut by c-d: at a proper crossing, or where an end of the other lies on it.
void cuts_of(Point a, Point b, Point c, Point d, std::set<Point>& cuts) {
    const int at_c = orientation(a, b, c), at_d = orientation(a, b, d), at_a = orientation(c, d, a), at_b = orientation(c, d, b);
    if (at_c * at_d < 0 && at_a * at_b < 0) return;
    for (const auto& [p, side] : {std::pair(c, at_c), std::pair(d, at_d)})
        if (side == 0 && p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) && p.y >= std::min(a.y, b.y) &&
            p.y <= std::max(a.y, b.y))
            cuts.insert(p);
}

// A crossing is computed from the edge that comes first in the ring.
bool crossing_of(Point a, Point b, Point c, Point d, Point& at) {
    if (orientation(a, b, c) * orientation(a, b, d) >= 0 || orientation(c, d, a) * orientation(c, d, b) >= 0) return false;
    const double ex = b.x - a.x, ey = b.y - a.y, fx = d.x - c.x, fy = d.y - c.y;
    const double t = ((c.x - a.x) * fy - (c.y - a.y) * fx) / (ex * fy - ey * fx);
    at = snap(Point{a.x + t * ex, a.y + t * ey});
    return true;
}

Points noded_slowly(const Points& ring) {
    const std::size_t n = ring.size();
    std::vector<std::set<Point>> cuts(n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j) {
            const Point a = ring[i], b = ring[(i + 1) % n], c = ring[j], d = ring[(j + 1) % n];
            if (Point at; crossing_of(a, b, c, d, at)) {
                cuts[i].insert(at);
                cuts[j].insert(at);
            }
            cuts_of(a, b, c, d, cuts[i]);
            cuts_of(c, d, a, b, cuts[j]);
        }
    Points path;
    for (std::size_t i = 0; i < n; ++i) {
        const Point a = ring[i], b = ring[(i + 1) % n];
        cuts[i].erase(a);
        cuts[i].erase(b);
        Points on_edge(cuts[i].begin(), cuts[i].end());
        std::stable_sort(on_edge.begin(), on_edge.end(), [&](Point p, Point q) {
            return (p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y) < (q.x - a.x) * (b.x - a.x) + (q.y - a.y) * (b.y - a.y);
        });
        path.push_back(a);
        for (const Point p : on_edge)
            if (p != path.back()) path.push_back(p);
    }
    return path;
}

// The smallest of all rotations of both directions.
Points canonical_slowly(Points ring) {
    Points best;
    for (int direction = 0; direction < 2; ++direction) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            std::rotate(ring.begin(), ring.begin() + 1, ring.end());
            if (best.empty() || ring < best) best = ring;
        }
        std::reverse(ring.begin(), ring.end());
    }
    return best;
}

std::vector<Points> loops_slowly(const Points& ring) {
    std::vector<Points> simple, pending{ring};
    for (int round = 0; round < 4 && !pending.empty(); ++round) {
        std::vector<Points> again;
        const auto keep = [&](Points loop) {
            if (loop.size() < 3 || shoelace(loop) == 0) return;
            (std::abs(rotation_index(loop)) == 1 ? simple : again).push_back(std::move(loop));
        };
        for (const Points& candidate : pending) {
            Points stack;
            for (const Point p : noded_slowly(canonical_slowly(candidate))) {
                const auto met = std::find(stack.begin(), stack.end(), p);
                if (met == stack.end()) {
                    stack.push_back(p);
                    continue;
                }
                keep(Points(met, stack.end()));
                stack.erase(met + 1, stack.end());
            }
            keep(stack);
        }
        pending = std::move(again);
    }
    simple.insert(simple.end(), pending.begin(), pending.end());
    return simple;
}

// Vertices anywhere, on a coarse lattice (edges on edges, vertices on edges), or a walk.
Points random_ring(Random& random) {
    Points ring;
    const std::size_t n = 4 + random.below(random.chance(0.1) ? 60 : 16);
    const auto kind = random.below(4);
    Point at{0, 0};
    for (std::size_t i = 0; i < n; ++i) {
        if (kind == 0) at = snap({random.between(-5.0, 5.0), random.between(-5.0, 5.0)});
        if (kind == 1) at = {static_cast<double>(random.between(0, 4)), static_cast<double>(random.between(0, 4))};
        if (kind == 2) at = snap({at.x + random.between(-1.0, 1.0), at.y + random.between(-1.0, 1.0)});
        if (kind == 3) at = {random.between(0, 8) / 4.0, random.between(0, 40) * 0x1p-24};
        if (ring.empty() || ring.back() != at) ring.push_back(at);
    }
    if (ring.size() > 1 && ring.back() == ring.front()) ring.pop_back();
    return ring;
}

}  // namespace

TEST_CASE("10,000 random rings have the loops that each edge held against each gives, to the bit") {
    Random random(14);
    std::size_t split = 0;
    for (int i = 0; i < 10000; ++i) {
        const Points ring = random_ring(random);
        if (ring.size() < 3) continue;
        INFO("ring " << i);
        const auto loops = simple_loops(ring);
        REQUIRE(loops.has_value());
        REQUIRE(*loops == loops_slowly(ring));
        split += loops->size() > 1 ? 1 : 0;
    }
    CHECK(split > 5000);
}

TEST_CASE("a ring of 100,000 vertices with two crossings is split at them") {
    // A star of thin spikes in every direction, with two loops on its way.
    Points ring;
    for (int i = 0; i < 100000; ++i) {
        const double angle = 2 * 3.14159265358979 * i / 100000, reach = i % 2 == 0 ? 90 + i % 7 : 40 + i % 5;
        ring.push_back(snap({reach * std::cos(angle), reach * std::sin(angle)}));
    }
    ring.insert(ring.begin() + 1, {Point{100, 0}, Point{100, -1}, Point{99, 0.5}});
    const auto loops = simple_loops(ring);
    REQUIRE(loops.has_value());
    CHECK(loops->size() >= 2);
    std::size_t vertices = 0;
    for (const auto& loop : *loops) vertices += loop.size();
    CHECK(vertices >= 100003);
    CHECK(vertices < 101000);
}

TEST_CASE("a ring that crosses itself more often than stated is left out") {
    Points ring;
    Random random(3);
    for (int i = 0; i < 4000; ++i) ring.push_back(snap({random.between(0.0, 100.0), random.between(0.0, 100.0)}));
    CHECK_FALSE(simple_loops(ring).has_value());
    ChainStore store;
    const RingResult result = add_ring(store, 0, ring, RingRole::shell);
    CHECK(result.too_crossed);
    CHECK_FALSE(result.self_crossing);
    CHECK_FALSE(result.degenerate);
    CHECK(result.area == 0);
    CHECK(store.vertices() == 0);
}

TEST_CASE("a flower of 400 petals, each drawn twice, has 800 loops") {
    Points ring;
    for (int i = 0; i < 800; ++i) {
        const double angle = 1.4 * (i % 400) / 400 - 0.7;
        ring.insert(ring.end(), {Point{0, 0}, snap({10 * std::cos(angle), 10 * std::sin(angle)}),
                                 snap({10 * std::cos(angle + 0.001), 10 * std::sin(angle + 0.001)})});
    }
    const auto loops = simple_loops(ring);
    REQUIRE(loops.has_value());
    CHECK(loops->size() == 800);
}
