#include <catch2/catch.hpp>
#include <cstdlib>

#include "core/tile.hpp"

using namespace covmap;
using core::hilbert_id;
using core::tile_of;
using core::TileId;

TEST_CASE("tiles are numbered along the curve, low zooms first") {
    CHECK(hilbert_id({0, 0, 0}) == 0);
    CHECK(hilbert_id({1, 0, 0}) == 1);
    CHECK(hilbert_id({1, 0, 1}) == 2);
    CHECK(hilbert_id({1, 1, 1}) == 3);
    CHECK(hilbert_id({1, 1, 0}) == 4);
    // 0 1 14 15
    // 3 2 13 12
    // 4 7  8 11
    // 5 6  9 10
    CHECK(hilbert_id({2, 0, 0}) == 5 + 0);
    CHECK(hilbert_id({2, 1, 0}) == 5 + 1);
    CHECK(hilbert_id({2, 0, 3}) == 5 + 5);
    CHECK(hilbert_id({2, 3, 3}) == 5 + 10);
    CHECK(hilbert_id({2, 3, 0}) == 5 + 15);
    CHECK(hilbert_id({3, 0, 0}) == 21);
}

TEST_CASE("numbers of deep tiles are those of the pmtiles package") {
    CHECK(hilbert_id({12, 3423, 1763}) == 19078479);
    CHECK(hilbert_id({14, 8298, 5635}) == 317461536);
    CHECK(hilbert_id({26, 33554431, 12345678}) == 1952710080051966);
}

TEST_CASE("a number leads back to its tile, and neighbours on the curve touch") {
    for (int z = 0; z <= 6; ++z) {
        const std::uint64_t first = hilbert_id({z, 0, 0}), end = hilbert_id({z + 1, 0, 0});
        CHECK(end - first == std::uint64_t{1} << (2 * z));
        TileId before{};
        for (std::uint64_t id = first; id < end; ++id) {
            const TileId tile = tile_of(id);
            CAPTURE(id);
            REQUIRE(tile.z == z);
            REQUIRE(hilbert_id(tile) == id);
            if (id > first) {
                const auto step = [](std::uint32_t a, std::uint32_t b) {
                    return std::abs(static_cast<int>(a) - static_cast<int>(b));
                };
                REQUIRE(step(tile.x, before.x) + step(tile.y, before.y) == 1);
            }
            before = tile;
        }
    }
    for (const TileId deep : {TileId{26, 0, 0}, TileId{26, (1U << 26U) - 1, (1U << 26U) - 1}, TileId{26, 33554431, 12345678}})
        CHECK(tile_of(hilbert_id(deep)) == deep);
}

TEST_CASE("outlines that run clockwise on the screen have positive area, holes negative") {
    CHECK(core::ring_area2({{0, 0}, {10, 0}, {10, 10}, {0, 10}}) == 200);
    CHECK(core::ring_area2({{0, 0}, {0, 10}, {10, 10}, {10, 0}}) == -200);
    CHECK(core::ring_area2({{0, 0}, {5, 5}}) == 0);
    CHECK(core::ring_area2({}) == 0);
}
