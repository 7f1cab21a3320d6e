#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "core/exact.hpp"
#include "core/ring.hpp"

using namespace covmap::core;
using Points = std::vector<Point>;

namespace {

Points reversed(Points ring) {
    std::reverse(ring.begin(), ring.end());
    return ring;
}

Points rotated(Points ring, std::size_t by) {
    std::rotate(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(by % ring.size()), ring.end());
    return ring;
}

const Points kSquare{{0, 0}, {2, 0}, {2, 2}, {0, 2}};  // counter-clockwise in (u, v)
const Points kBowTie{{0, 0}, {2, 2}, {2, 0}, {0, 2}};
const Points kCurl{{0, 0}, {3, 0}, {3, 3}, {1, 3}, {1, 1}, {2, 1}, {2, 4}, {0, 4}};

/// Vertices of all chains of all bands with their owners.
struct Stored {
    std::uint32_t owner;
    Points points;
};
std::vector<Stored> stored(const ChainStore& store) {
    std::vector<Stored> chains;
    Points buffer;
    for (const Row band : store.bands())
        store.for_each_chain(band, buffer, [&](std::uint32_t owner, std::span<const Point> chain) {
            chains.push_back({owner, Points(chain.begin(), chain.end())});
        });
    return chains;
}

/// A simple ring has no two edges that cross and no vertex twice.
bool is_simple(const Points& ring) {
    const std::size_t n = ring.size();
    if (std::set<Point>(ring.begin(), ring.end()).size() != n) return false;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j) {
            const Point a = ring[i], b = ring[(i + 1) % n], c = ring[j], d = ring[(j + 1) % n];
            if (orientation(a, b, c) * orientation(a, b, d) < 0 && orientation(c, d, a) * orientation(c, d, b) < 0) return false;
        }
    return true;
}

double filled(const std::vector<Points>& loops) {
    double area = 0;
    for (const auto& loop : loops) area += std::abs(shoelace(loop));
    return area;
}

}  // namespace

TEST_CASE("the rotation index of a simple ring is +1 counter-clockwise and -1 clockwise, from any vertex") {
    const Points ell{{0, 0}, {3, 0}, {3, 1}, {1, 1}, {1, 3}, {0, 3}};
    for (std::size_t by = 0; by < 6; ++by) {
        CHECK(rotation_index(rotated(kSquare, by)) == 1);
        CHECK(rotation_index(reversed(rotated(kSquare, by))) == -1);
        CHECK(rotation_index(rotated(ell, by)) == 1);
        CHECK(rotation_index(reversed(rotated(ell, by))) == -1);
    }
}

TEST_CASE("a closing vertex, repeated vertices and vertices on straight edges do not change the rotation index") {
    CHECK(rotation_index(Points{{0, 0}, {2, 0}, {2, 2}, {0, 2}, {0, 0}}) == 1);
    CHECK(rotation_index(Points{{0, 0}, {0, 0}, {1, 0}, {2, 0}, {2, 0}, {2, 2}, {1, 2}, {0, 2}, {0, 1}}) == 1);
}

TEST_CASE("a bow-tie has index 0") {
    for (std::size_t by = 0; by < 4; ++by) {
        CHECK(rotation_index(rotated(kBowTie, by)) == 0);
        CHECK(rotation_index(reversed(rotated(kBowTie, by))) == 0);
    }
}

TEST_CASE("a curl has index 2, a pentagram too") {
    for (std::size_t by = 0; by < 8; ++by) {
        CHECK(rotation_index(rotated(kCurl, by)) == 2);
        CHECK(rotation_index(reversed(rotated(kCurl, by))) == -2);
    }
    CHECK(rotation_index(Points{{0, -4}, {2, 3}, {-4, -1}, {4, -1}, {-2, 3}}) == 2);
}

TEST_CASE("spikes are ignored") {
    CHECK(rotation_index(Points{{0, 0}, {2, 0}, {5, 0}, {2, 0}, {2, 2}, {0, 2}}) == 1);
    CHECK(rotation_index(Points{{0, 0}, {2, 0}, {3, -3}, {2, 0}, {2, 2}, {0, 2}}) == 1);
    CHECK(rotation_index(Points{{0, 0}, {2, 0}, {2, 2}, {1, 1}, {2, 2}, {0, 2}}) == 1);
    CHECK(rotation_index(Points{{0, 0}, {-5, -5}, {0, 0}, {2, 0}, {2, 2}, {0, 2}}) == 1);
    CHECK(rotation_index(Points{{5, 5}, {2, 2}, {0, 2}, {0, 0}, {2, 0}, {2, 2}}) == 1);
}

TEST_CASE("a ring that touches itself without crossing is as good as simple") {
    CHECK(rotation_index(Points{{0, 0}, {1, 0}, {1, 1}, {2, 1}, {2, 2}, {1, 2}, {1, 1}, {0, 1}}) == 1);
    CHECK(rotation_index(Points{{1, 1}, {0, 0}, {3, 0}, {3, 3}, {0, 3}, {0, 0}, {1, 1}, {1, 2}, {2, 2}, {2, 1}}) == 1);
}

TEST_CASE("rings without area have index 0") {
    CHECK(rotation_index(Points{}) == 0);
    CHECK(rotation_index(Points{{1, 1}}) == 0);
    CHECK(rotation_index(Points{{0, 0}, {1, 1}}) == 0);
    CHECK(rotation_index(Points{{0, 0}, {2, 2}, {1, 1}}) == 0);
}

TEST_CASE("turns are decided exactly: a vertex 2^-24 beside a long edge still counts") {
    const double hair = 0x1p-24;
    CHECK(rotation_index(Points{{0, 0}, {500, hair}, {1000, 0}, {1000, -1}}) == -1);
    CHECK(rotation_index(Points{{0, 0}, {500, hair}, {1000, 0}}) == -1);
    CHECK(rotation_index(Points{{0, 0}, {500, -hair}, {1000, 0}}) == 1);
}

TEST_CASE("the shoelace area is positive counter-clockwise in (u, v)") {
    CHECK(shoelace(kSquare) == 4);
    CHECK(shoelace(reversed(kSquare)) == -4);
    CHECK(shoelace(Points{{1000, 1000}, {1001, 1000}, {1000, 1001}}) == 0.5);
    CHECK(shoelace(Points{{0, 0}, {1, 1}}) == 0);
}

TEST_CASE("a shell is stored the same way round whatever the file's orientation, a hole the other way") {
    const auto direction = [](Points ring, RingRole role) {
        ChainStore store;
        const auto result = add_ring(store, 3, ring, role);
        CHECK_FALSE(result.degenerate);
        CHECK_FALSE(result.self_crossing);
        CHECK(result.area == (role == RingRole::shell ? 4 : -4));
        const auto chains = stored(store);
        REQUIRE(chains.size() == 1);
        CHECK(chains[0].owner == 3);
        return shoelace(chains[0].points) > 0;
    };
    const bool shell = direction(kSquare, RingRole::shell);
    CHECK(direction(reversed(kSquare), RingRole::shell) == shell);
    CHECK(direction(kSquare, RingRole::hole) != shell);
    CHECK(direction(reversed(kSquare), RingRole::hole) != shell);
}

TEST_CASE("vertices are snapped to 2^-24 of a cell") {
    ChainStore store;
    Points ring{{0.1, 0.1}, {1.3, 0.1}, {0.7, 0.9}};
    add_ring(store, 0, ring, RingRole::shell);
    for (const auto& chain : stored(store))
        for (const Point p : chain.points) CHECK(p == snap(p));
}

TEST_CASE("rings with fewer than three distinct vertices or without area add nothing") {
    for (Points ring : {Points{}, Points{{1, 1}}, Points{{1, 1}, {2, 2}}, Points{{0, 0}, {2, 2}, {1, 1}, {0, 0}},
                        Points{{0, 0}, {1e-9, 0}, {0, 1e-9}}, Points{{0, 0}, {3, 0}, {1, 0}, {2, 0}}}) {
        ChainStore store;
        const auto result = add_ring(store, 0, ring, RingRole::shell);
        CHECK(result.degenerate);
        CHECK(result.area == 0);
        CHECK(store.vertices() == 0);
    }
}

TEST_CASE("a bow-tie is added as two loops, both filled") {
    ChainStore store;
    Points ring = kBowTie;
    const auto result = add_ring(store, 0, ring, RingRole::shell);
    CHECK(result.self_crossing);
    CHECK(result.area == 2);
    Points hole = kBowTie;
    CHECK(add_ring(store, 0, hole, RingRole::hole).area == -2);
}

TEST_CASE("a curl is added as two loops") {
    ChainStore store;
    Points ring = kCurl;
    const auto result = add_ring(store, 0, ring, RingRole::shell);
    CHECK(result.self_crossing);
    CHECK(result.area == std::abs(shoelace(kCurl)));
}

TEST_CASE("the loops of a bow-tie are its two triangles") {
    const auto loops = simple_loops(kBowTie).value();
    REQUIRE(loops.size() == 2);
    for (const auto& loop : loops) {
        CHECK(is_simple(loop));
        CHECK(std::abs(shoelace(loop)) == 1);
        CHECK(std::count(loop.begin(), loop.end(), Point{1, 1}) == 1);
    }
}

TEST_CASE("the loops of a curl meet in its crossing") {
    const auto loops = simple_loops(kCurl).value();
    REQUIRE(loops.size() == 2);
    for (const auto& loop : loops) {
        CHECK(is_simple(loop));
        CHECK(std::count(loop.begin(), loop.end(), Point{2, 3}) == 1);
    }
    CHECK(filled(loops) == std::abs(shoelace(kCurl)));
}

TEST_CASE("the loops of a pentagram are simple and lose no signed area") {
    const Points pentagram{{0, -4}, {2, 3}, {-4, -1}, {4, -1}, {-2, 3}};
    const auto loops = simple_loops(pentagram).value();
    for (const auto& loop : loops) CHECK(is_simple(loop));
    CHECK(filled(loops) == Approx(std::abs(shoelace(pentagram))).epsilon(1e-6));
}

TEST_CASE("loops are the same from any starting vertex and in any direction") {
    const Points wild{{0, 0}, {7, 3}, {1, 5}, {6, -1}, {2, 6}, {-1, 2}, {5, 4}, {3, -2}};
    const auto canonical = [](std::vector<Points> loops) {
        for (auto& loop : loops) {
            if (shoelace(loop) < 0) std::reverse(loop.begin(), loop.end());
            std::rotate(loop.begin(), std::min_element(loop.begin(), loop.end()), loop.end());
        }
        std::sort(loops.begin(), loops.end());
        return loops;
    };
    const auto expected = canonical(simple_loops(wild).value());
    CHECK(expected.size() > 2);
    for (std::size_t by = 0; by < wild.size(); ++by) {
        CHECK(canonical(simple_loops(rotated(wild, by)).value()) == expected);
        CHECK(canonical(simple_loops(reversed(rotated(wild, by))).value()) == expected);
    }
}

TEST_CASE("a ring of ten thousand crossings is split into simple loops") {
    Points zigzag;
    for (int i = 0; i < 100; ++i) zigzag.push_back({i % 2 == 0 ? 0.0 : 100.0, i + 0.5});
    for (int i = 0; i < 100; ++i) zigzag.push_back({i + 0.25, i % 2 == 0 ? 0.0 : 100.0});
    const auto loops = simple_loops(zigzag).value();
    CHECK(loops.size() > 100);
    for (const auto& loop : loops) {
        const int index = rotation_index(loop);
        CHECK((index == 1 || index == -1));
    }
}
