#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "shapes/arcs.hpp"
#include "shapes/geos.hpp"
#include "shapes/support/patchwork.hpp"
#include "tiles/tile_rings.hpp"
#include "tiles/tile_simple.hpp"

using namespace covmap;
using core::TileId;
using core::TilePoint;
using tiles::TileRings;
using TileRing = std::vector<TilePoint>;

namespace {

constexpr int kBuffer = 64;

core::MultiPolygon plane(const std::vector<TileRings>& all) {
    core::MultiPolygon polygons;
    for (const TileRings& rings : all) {
        core::Polygon& polygon = polygons.emplace_back();
        for (const TileRing& ring : rings) {
            test::Ring points;
            for (const TilePoint& p : ring) points.push_back({static_cast<double>(p.x), static_cast<double>(p.y)});
            polygon.push_back(test::closed(points));
        }
    }
    return polygons;
}

bool valid(const std::vector<TileRings>& all) {
    const shapes::Geos geos;
    return geos.is_valid(*geos.from(plane(all)));
}

std::int64_t area2(const std::vector<TileRings>& all) {
    std::int64_t sum = 0;
    for (const TileRings& rings : all)
        for (const TileRing& ring : rings) sum += core::ring_area2(ring);
    return sum;
}

/// How wide the patchwork is: some twelve tiles from zoom 5 on.
double width_at(int zoom) { return std::ldexp(0.36, std::min(0, 5 - zoom)); }

/// The patchwork of 4 x 4 from (0.4, 0.3) on, simplified as for a zoom.
std::vector<core::MultiPolygon> world(unsigned seed, int zoom) {
    std::vector<core::MultiPolygon> rows = test::patchwork(4, seed);
    for (core::MultiPolygon& row : rows)
        for (auto& polygon : row)
            for (auto& ring : polygon)
                for (core::Point& p : ring) p = {0.4 + p.x * width_at(zoom) / 40, 0.3 + p.y * width_at(zoom) / 40};
    std::vector<const core::MultiPolygon*> pointers;
    for (const core::MultiPolygon& row : rows) pointers.push_back(&row);
    return shapes::Arcs(pointers).simplified(3.0 / 4096 / (1 << zoom));
}

using Tiles = std::map<TileId, std::vector<std::vector<TileRings>>>;

Tiles tiles_of(const std::vector<core::MultiPolygon>& rows, int zoom) {
    Tiles tiles;
    for (const core::MultiPolygon& row : rows)
        tiles::cut_along_tiles(tiles::snapped_to_tiles(row, zoom), zoom, kBuffer,
                               [&](TileId tile, std::vector<TileRings>&& rings) { tiles[tile].push_back(std::move(rings)); });
    return tiles;
}

/// Pixels of a row of a tile drawn at 128, at x = 32 i + 3.37: in how many parts each is.
std::vector<int> row_of_pixels(const std::vector<std::vector<TileRings>>& parts, double y) {
    std::vector<int> counts(128, 0);
    for (const std::vector<TileRings>& part : parts) {
        std::vector<double> crossings;
        for (const TileRings& rings : part)
            for (const TileRing& ring : rings)
                for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
                    if ((ring[i].y > y) != (ring[j].y > y))
                        crossings.push_back(ring[i].x + (y - ring[i].y) * (ring[j].x - ring[i].x) /
                                                            static_cast<double>(ring[j].y - ring[i].y));
        std::sort(crossings.begin(), crossings.end());
        for (std::size_t c = 0; c + 1 < crossings.size(); c += 2)
            for (int i = std::max(0, static_cast<int>(std::ceil((crossings[c] - 3.37) / 32)));
                 i < 128 && 32 * i + 3.37 < crossings[c + 1]; ++i)
                ++counts[static_cast<std::size_t>(i)];
    }
    return counts;
}

TileRing random_ring(std::mt19937& random) {
    TileRing ring(3 + random() % 5);
    for (TilePoint& p : ring) p = {static_cast<std::int32_t>(random() % 12), static_cast<std::int32_t>(random() % 12)};
    return ring;
}

}  // namespace

TEST_CASE("what a quick look calls valid is valid, and it knows what nothing touches") {
    std::mt19937 random(5);
    int sure = 0, perhaps = 0;
    for (int turn = 0; turn < 20000; ++turn) {
        std::vector<TileRings> polygons{{random_ring(random)}};
        if (turn % 3 == 1) polygons.front().push_back(random_ring(random));
        if (turn % 3 == 2) polygons.push_back({random_ring(random)});
        if (tiles::is_surely_valid(polygons)) {
            ++sure;
            REQUIRE(valid(polygons));
        } else if (turn % 3 == 0 && valid(polygons)) {
            ++perhaps;
        }
    }
    CHECK(sure > 1000);
    CHECK(perhaps < 200);  // rings that touch themselves at a point and stay valid; simple ones are all known
    const TileRing shell{{0, 0}, {9, 0}, {9, 9}, {0, 9}}, hole{{2, 2}, {2, 4}, {4, 4}}, within{{3, 3}, {3, 4}, {4, 4}},
        beside{{20, 0}, {29, 0}, {29, 9}};
    CHECK(tiles::is_surely_valid({{shell, hole}, {beside}}));
    CHECK_FALSE(tiles::is_surely_valid({{shell, hole, {{3, 3}, {3, 3}}}}));
    CHECK_FALSE(tiles::is_surely_valid({{shell}, {hole}}));
    CHECK_FALSE(tiles::is_surely_valid({{hole, shell}}));
    CHECK_FALSE(tiles::is_surely_valid({{{{0, 0}, {9, 0}, {4, 0}, {4, 9}}}}));  // turns back on itself
    CHECK_FALSE(tiles::is_surely_valid({{shell, within, hole}}));
}

TEST_CASE("territories on the grid of a zoom, and their parts in its tiles, are valid") {
    for (const unsigned seed : {1U, 2U, 3U})
        for (const int zoom : {0, 2, 5, 7}) {
            INFO("seed " << seed << ", zoom " << zoom);
            const std::vector<core::MultiPolygon> rows = world(seed, zoom);
            for (const core::MultiPolygon& row : rows) CHECK(valid(tiles::snapped_to_tiles(row, zoom)));
            for (const auto& [tile, parts] : tiles_of(rows, zoom))
                for (const auto& part : parts) CHECK(valid(part));
        }
}

TEST_CASE("without a margin the parts in all tiles have the area of the whole") {
    const int zoom = 5;
    for (const core::MultiPolygon& row : world(4, zoom)) {
        const std::vector<TileRings> whole = tiles::snapped_to_tiles(row, zoom);
        std::int64_t parts = 0, vertices = 0;
        tiles::cut_along_tiles(whole, zoom, 0, [&](TileId, std::vector<TileRings>&& rings) {
            parts += area2(rings);
            for (const TileRings& one : rings) vertices += static_cast<std::int64_t>(one.front().size());
        });
        // Where a border crosses a side of a tile it is rounded to the grid, the same for both tiles.
        CHECK(std::abs(parts - area2(whole)) <= 2 * core::kTileExtent * 8);
        CHECK(vertices > 4);
    }
}

TEST_CASE("in every tile of the zooms 4 to 12 neighbours meet: no pixel is in none of them, or in two") {
    for (int zoom = 4; zoom <= 12; ++zoom) {
        const std::vector<core::MultiPolygon> rows = world(7, zoom);
        int pixels = 0, gaps = 0, overlaps = 0, tiles = 0;
        for (const auto& [tile, parts] : tiles_of(rows, zoom)) {
            // Those in the middle of the patchwork have nothing but its territories.
            const double west = std::ldexp(tile.x, -zoom) - 0.4, north = std::ldexp(tile.y, -zoom) - 0.3,
                         side = std::ldexp(1, -zoom), width = width_at(zoom);
            if (west < 0.06 * width || west + side > 0.94 * width || north < 0.06 * width || north + side > 0.94 * width)
                continue;
            ++tiles;
            for (int py = 0; py < 128; ++py)
                for (const int here : row_of_pixels(parts, py * 32 + 4.41)) {
                    ++pixels;
                    gaps += here == 0;
                    overlaps += here > 1;
                }
        }
        INFO("zoom " << zoom << ": " << pixels << " pixels of " << tiles << " tiles");
        CHECK(tiles > 3);
        CHECK(gaps == 0);
        CHECK(overlaps == 0);
    }
}

TEST_CASE("what goes on beyond the antimeridian is cut at the sides of the world") {
    const core::MultiPolygon across{{test::closed({{0.9, 0.4}, {1.1, 0.4}, {1.1, 0.5}, {0.9, 0.5}})}},
        aside{{test::closed({{-0.1, 0.4}, {0.1, 0.4}, {0.1, 0.5}, {-0.1, 0.5}})}};
    std::set<std::uint32_t> columns;
    for (const core::MultiPolygon* polygons : {&across, &aside})
        tiles::cut_along_tiles(tiles::snapped_to_tiles(*polygons, 3), 3, kBuffer,
                               [&](TileId tile, std::vector<TileRings>&& rings) {
                                   columns.insert(tile.x);
                                   for (const TileRing& ring : rings.front())
                                       for (const TilePoint& p : ring)
                                           CHECK((p.x >= -kBuffer && p.x <= core::kTileExtent + kBuffer));
                               });
    CHECK(columns == std::set<std::uint32_t>{0, 7});
}
