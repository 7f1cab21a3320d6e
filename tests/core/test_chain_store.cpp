#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <utility>

#include "core/chain_store.hpp"
#include "core/error.hpp"

using namespace covmap::core;
using Points = std::vector<Point>;

namespace {

struct Chain {
    std::uint32_t owner;
    Points points;
    auto operator<=>(const Chain&) const = default;
};

std::map<Row, std::vector<Chain>> chains_of(const ChainStore& store) {
    std::map<Row, std::vector<Chain>> chains;
    Points buffer;
    for (const Row band : store.bands()) {
        auto& list = chains[band];
        store.for_each_chain(band, buffer, [&](std::uint32_t owner, std::span<const Point> chain) {
            list.push_back({owner, Points(chain.begin(), chain.end())});
        });
    }
    return chains;
}

using Edge = std::pair<Point, Point>;

/// Edges of a band, sorted, whatever the chains.
std::map<Row, std::vector<Edge>> edges_of(const ChainStore& store) {
    std::map<Row, std::vector<Edge>> edges;
    for (const auto& [band, chains] : chains_of(store)) {
        auto& list = edges[band];
        for (const auto& chain : chains)
            for (std::size_t i = 0; i + 1 < chain.points.size(); ++i) list.emplace_back(chain.points[i], chain.points[i + 1]);
        std::sort(list.begin(), list.end());
    }
    return edges;
}

/// Winding at (u, v), from the edges of the band that holds v: +1 for each edge west of it that goes south, -1 north.
int winding(const ChainStore& store, std::uint32_t owner, double u, double v) {
    int sum = 0;
    Points buffer;
    store.for_each_chain(band_of(static_cast<Row>(std::floor(v))), buffer, [&](std::uint32_t of, std::span<const Point> chain) {
        for (std::size_t i = 0; of == owner && i + 1 < chain.size(); ++i) {
            const Point a = chain[i], b = chain[i + 1];
            if ((a.y <= v) == (b.y <= v)) continue;
            if (a.x + (b.x - a.x) * (v - a.y) / (b.y - a.y) < u) sum += b.y > a.y ? 1 : -1;
        }
    });
    return sum;
}

Points circle(double u, double v, double radius, int vertices) {
    Points ring;
    for (int i = 0; i < vertices; ++i) {
        const double angle = 6.283185307179586 * i / vertices;
        ring.push_back(snap(Point{u + radius * std::cos(angle), v + radius * std::sin(angle)}));
    }
    return ring;
}

}  // namespace

TEST_CASE("an empty store has no bands") {
    const ChainStore store;
    CHECK(store.bands().empty());
    CHECK(store.vertices() == 0);
    CHECK(store.bounds().u_min > store.bounds().u_max);
    CHECK_FALSE(store.spilled());
    Points buffer;
    store.for_each_chain(0, buffer, [](std::uint32_t, std::span<const Point>) { FAIL("a chain out of nothing"); });
}

TEST_CASE("a ring within one band is one closed chain of all its edges") {
    ChainStore store;
    store.add_ring(5, Points{{1, 1}, {3, 1}, {2, 4}});
    CHECK(store.bands() == std::vector<Row>{0});
    CHECK(store.vertices() == 3);
    const auto chains = chains_of(store);
    REQUIRE(chains.at(0).size() == 1);
    CHECK(chains.at(0)[0] == Chain{5, {{2, 4}, {1, 1}, {3, 1}, {2, 4}}});
    CHECK(store.bounds().u_min == 1);
    CHECK(store.bounds().u_max == 3);
    CHECK(store.bounds().v_min == 1);
    CHECK(store.bounds().v_max == 4);
}

TEST_CASE("an edge stands in every band it touches, with both its end points") {
    ChainStore store;
    store.add_ring(0, Points{{0, 10}, {5, 10}, {5, 100}, {0, 100}});
    CHECK(store.bands() == std::vector<Row>{0, 1, 2, 3});
    const auto edges = edges_of(store);
    const std::vector<Edge> sides{{{0, 100}, {0, 10}}, {{5, 10}, {5, 100}}};
    CHECK(edges.at(1) == sides);
    CHECK(edges.at(2) == sides);
    CHECK(edges.at(0) == std::vector<Edge>{{{0, 10}, {5, 10}}, sides[0], sides[1]});
    CHECK(edges.at(3) == std::vector<Edge>{sides[0], sides[1], {{5, 100}, {0, 100}}});
}

TEST_CASE("bands of negative rows are their own") {
    ChainStore store;
    store.add_ring(0, Points{{0, -40}, {1, -40}, {1, -33}});
    store.add_ring(0, Points{{0, -5}, {1, -5}, {1, -1}});
    CHECK(store.bands() == std::vector<Row>{-2, -1});
}

TEST_CASE("a ring that goes to and fro between bands has its winding in each of them") {
    ChainStore store;
    const Points ring{{0, 5}, {10, 5}, {10, 90}, {8, 90}, {8, 20}, {6, 20}, {6, 64}, {4, 64}, {4, 32}, {2, 32}, {2, 80}, {0, 80}};
    Points oriented(ring.rbegin(), ring.rend());
    store.add_ring(2, oriented);
    for (const double v : {6.5, 25.5, 40.5, 63.5, 70.5, 85.5})
        for (const double u : {1.0, 3.0, 5.0, 7.0, 9.0}) {
            bool inside = false;
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const Point a = ring[i], b = ring[(i + 1) % ring.size()];
                if ((a.y <= v) != (b.y <= v) && a.x < u) inside = !inside;
            }
            INFO("at " << u << ' ' << v);
            CHECK(std::abs(winding(store, 2, u, v)) == (inside ? 1 : 0));
        }
}

TEST_CASE("a long chain keeps all its edges, once") {
    ChainStore store;
    const auto ring = circle(0, 16, 15, 10'000);
    store.add_ring(1, ring);
    auto edges = edges_of(store);
    REQUIRE(edges.size() == 1);
    CHECK(edges.at(0).size() == ring.size());
    CHECK(std::adjacent_find(edges.at(0).begin(), edges.at(0).end()) == edges.at(0).end());
}

TEST_CASE("rings wholly beyond the clip box are dropped") {
    ChainStore store({{0, 10, 0, 10}, std::numeric_limits<std::size_t>::max(), ""});
    for (const Point at : {Point{-5, 5}, Point{15, 5}, Point{5, -5}, Point{5, 15}})
        store.add_ring(0, Points{{at.x - 1, at.y - 1}, {at.x + 1, at.y - 1}, {at.x + 1, at.y + 1}});
    CHECK(store.bands().empty());
    CHECK(store.bounds().u_min == -6);  // bounds are those of what was added
    CHECK(store.bounds().v_max == 16);
}

TEST_CASE("runs of vertices beyond the clip box collapse, and the winding inside stays") {
    Points wiggly = circle(5, 5, 4, 400);
    // A wild excursion to the west, to the east and back.
    for (int i = 0; i < 500; ++i) wiggly.insert(wiggly.begin() + 200, {-10.0 - i % 7, 5.0 + (i % 13) - 6});
    ChainStore all, clipped({{0, 10, 0, 10}, std::numeric_limits<std::size_t>::max(), ""});
    all.add_ring(0, wiggly);
    clipped.add_ring(0, wiggly);
    const auto edges = [](const ChainStore& store) {
        std::size_t count = 0;
        for (const auto& [band, list] : edges_of(store)) count += list.size();
        return count;
    };
    CHECK(edges(clipped) < 420);
    CHECK(edges(all) > 900);
    for (double v = 0.3; v < 10; v += 0.7)
        for (double u = 0.2; u < 10; u += 0.6) {
            INFO("at " << u << ' ' << v);
            CHECK(winding(clipped, 0, u, v) == winding(all, 0, u, v));
        }
}

TEST_CASE("a vertex on the clip box's east side keeps its edges, from any starting vertex") {
    // (10, 1) and (10, 3) lie on the side, (12, 2) beyond it.
    const Points ring{{5, 1}, {10, 1}, {12, 2}, {10, 3}, {5, 3}};
    std::vector<std::vector<Edge>> inside;
    for (std::size_t by = 0; by < ring.size(); ++by) {
        Points turned = ring;
        std::rotate(turned.begin(), turned.begin() + static_cast<std::ptrdiff_t>(by), turned.end());
        ChainStore store({{0, 10, 0, 10}, std::numeric_limits<std::size_t>::max(), ""});
        store.add_ring(0, turned);
        auto& list = inside.emplace_back();
        const auto edges = edges_of(store);
        for (const Edge& e : edges.at(0))
            if (std::min(e.first.x, e.second.x) <= 10) list.push_back(e);
    }
    for (const auto& list : inside) CHECK(list == inside[0]);
}

TEST_CASE("edges north and south of the clip box are dropped, edges across its sides stay whole") {
    ChainStore store({{0, 10, 0, 10}, std::numeric_limits<std::size_t>::max(), ""});
    store.add_ring(0, Points{{2, -90}, {4, -50}, {6, -90}, {6, 200}, {4, 150}, {2, 200}});
    CHECK(store.bands() == std::vector<Row>{0});
    CHECK(edges_of(store).at(0) == std::vector<Edge>{{{2, 200}, {2, -90}}, {{6, -90}, {6, 200}}});
}

TEST_CASE("past its memory the store spills to scratch and gives the same chains") {
    ChainStoreOptions options;
    options.memory_bytes = 64 * 1024;
    ChainStore small(options), large;
    for (int i = 0; i < 200; ++i) {
        const auto ring = circle(i, i * 3.0, 20, 100);
        small.add_ring(static_cast<std::uint32_t>(i), ring);
        large.add_ring(static_cast<std::uint32_t>(i), ring);
    }
    CHECK(small.spilled());
    CHECK_FALSE(large.spilled());
    CHECK(small.memory_bytes() <= 128 * 1024);
    CHECK(small.bands() == large.bands());
    CHECK(small.vertices() == large.vertices());
    CHECK(edges_of(small) == edges_of(large));
}

TEST_CASE("a scratch folder that does not exist is an error with a remedy") {
    ChainStoreOptions options;
    options.memory_bytes = 1;
    options.scratch_folder = "/no/such/folder";
    ChainStore store(options);
    try {
        store.add_ring(0, Points{{0, 0}, {1, 0}, {0, 1}});
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::output);
        CHECK(error.where().find("/no/such/folder") != std::string::npos);
        CHECK(error.message().find("TMPDIR") != std::string::npos);
    }
}

TEST_CASE("a released band is empty, others stay") {
    ChainStore store;
    store.add_ring(0, Points{{0, 10}, {5, 10}, {5, 50}});
    store.release(0);
    store.release(77);
    Points buffer;
    int chains = 0;
    store.for_each_chain(0, buffer, [&](std::uint32_t, std::span<const Point>) { ++chains; });
    CHECK(chains == 0);
    store.for_each_chain(1, buffer, [&](std::uint32_t, std::span<const Point>) { ++chains; });
    CHECK(chains > 0);
}

TEST_CASE("a store may be moved") {
    ChainStore store;
    store.add_ring(4, Points{{0, 0}, {1, 0}, {0, 1}});
    ChainStore other = std::move(store);
    CHECK(other.vertices() == 3);
    CHECK(chains_of(other).at(0)[0].owner == 4);
}
