#include <catch2/catch.hpp>
#include <map>

#include "tiles/tile_clip.hpp"

using namespace covmap;
using core::TileId;
using tiles::TileRings;

namespace {

using TileCorners = std::vector<core::TilePoint>;

struct CutTile {
    std::vector<TileRings> polygons;
    bool is_cut = false;
    [[nodiscard]] std::int64_t area2() const {
        std::int64_t sum = 0;
        for (const TileRings& rings : polygons)
            for (const TileCorners& ring : rings) sum += core::ring_area2(ring);
        return sum;
    }
};

/// What the polygons are in each tile of zoom 1: two columns and two rows of 4096 units.
std::map<TileId, CutTile> cut_at_zoom_1(const std::vector<TileRings>& polygons, int buffer = 0) {
    std::map<TileId, CutTile> found;
    tiles::for_each_tile(polygons, 1, buffer, [&](TileId tile, std::vector<TileRings>&& parts, bool is_cut) {
        REQUIRE(found.emplace(tile, CutTile{std::move(parts), is_cut}).second);
    });
    return found;
}

TileCorners box_ring(int west, int north, int east, int south) {
    return {{west, north}, {east, north}, {east, south}, {west, south}};
}

}  // namespace

TEST_CASE("repeated vertices go, and what is left of a line is no area") {
    CHECK(tiles::without_repetitions({{0, 0}, {0, 0}, {5, 0}, {5, 5}, {5, 5}, {0, 0}}) == TileCorners{{0, 0}, {5, 0}, {5, 5}});
    CHECK(tiles::is_area({{0, 0}, {5, 0}, {5, 5}}));
    CHECK_FALSE(tiles::is_area({{0, 0}, {5, 0}}));
    CHECK_FALSE(tiles::is_area({{0, 0}, {5, 5}, {10, 10}}));
}

TEST_CASE("a polygon within one tile is told once, whole and uncut") {
    const TileCorners ring = box_ring(100, 200, 300, 500);
    const auto found = cut_at_zoom_1({{ring}});
    REQUIRE(found.size() == 1);
    const CutTile& tile = found.at({1, 0, 0});
    CHECK_FALSE(tile.is_cut);
    CHECK(tile.polygons == std::vector<TileRings>{{ring}});
}

TEST_CASE("a square over the corner of four tiles has its part in each, and no area is lost") {
    const auto found = cut_at_zoom_1({{box_ring(4000, 4050, 4200, 4200)}});
    REQUIRE(found.size() == 4);
    std::int64_t area2 = 0;
    for (const auto& [id, tile] : found) {
        CHECK(tile.is_cut);
        area2 += tile.area2();
    }
    CHECK(area2 == 2 * 200 * 150);
    CHECK(found.at({1, 0, 0}).area2() == 2 * 96 * 46);
    CHECK(found.at({1, 1, 1}).area2() == 2 * 104 * 104);
}

TEST_CASE("with a margin neighbours share what lies within it") {
    const auto found = cut_at_zoom_1({{box_ring(4000, 100, 4200, 200)}}, 10);
    REQUIRE(found.size() == 2);
    CHECK(found.at({1, 0, 0}).area2() == 2 * 106 * 100);
    CHECK(found.at({1, 1, 0}).area2() == 2 * 114 * 100);
}

TEST_CASE("the arms of a U that reach over a side are two polygons beyond it") {
    const TileCorners u{{4000, 0}, {4200, 0}, {4200, 50}, {4050, 50}, {4050, 100}, {4200, 100}, {4200, 150}, {4000, 150}};
    const auto found = cut_at_zoom_1({{u}});
    REQUIRE(found.size() == 2);
    CHECK(found.at({1, 0, 0}).polygons.size() == 1);
    const CutTile& east = found.at({1, 1, 0});
    REQUIRE(east.polygons.size() == 2);
    CHECK(east.area2() == 2 * 2 * 104 * 50);
}

TEST_CASE("a hole over a side opens the polygons on both sides of it, a hole beyond stays whole") {
    const TileRings rings{box_ring(3000, 0, 5000, 1000),
                          {{4000, 100}, {4000, 200}, {4200, 200}, {4200, 100}},
                          {{3100, 100}, {3100, 200}, {3200, 200}, {3200, 100}}};
    const auto found = cut_at_zoom_1({rings});
    REQUIRE(found.size() == 2);
    CHECK(found.at({1, 0, 0}).area2() == 2 * (1096 * 1000 - 96 * 100 - 100 * 100));
    REQUIRE(found.at({1, 0, 0}).polygons.size() == 1);
    CHECK(found.at({1, 0, 0}).polygons.front().size() == 2);
    CHECK(found.at({1, 1, 0}).area2() == 2 * (904 * 1000 - 104 * 100));
    CHECK(found.at({1, 1, 0}).polygons.front().size() == 1);
}
