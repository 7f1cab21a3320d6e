// Two zones on sub-cells of a quarter: 0 is the west half of cell (0, 0), 1 its north-east quarter.
//
//     0011     each character is a sub-cell; the cell is 4 x 4
//     0011
//     00..
//     00..
#include <catch2/catch.hpp>

#include "model/zone_index.hpp"

using namespace covmap::core;
using namespace covmap::model;

namespace {

ZoneIndex index_of(std::vector<ZoneBox> boxes, int detail = 4) {
    ZoneIndex index;
    index.name = "no_4g";
    index.detail = detail;
    index.ids = {"west", "east"};
    index.boxes = std::move(boxes);
    index.squares.resize(2);
    return index;
}

const ZoneIndex kTwo = index_of({{0, 0, 4, 0, 2}, {1, 0, 2, 2, 4}});

}  // namespace

TEST_CASE("a place is in the zone of its sub-cell") {
    CHECK(zone_at(kTwo, {0.25, 0.25}) == 0U);
    CHECK(zone_at(kTwo, {0.25, 0.9}) == 0U);
    CHECK(zone_at(kTwo, {0.75, 0.25}) == 1U);
}

TEST_CASE("sub-cells hold their west and north sides, not the others") {
    CHECK(zone_at(kTwo, {0, 0}) == 0U);
    CHECK(zone_at(kTwo, {0.5, 0}) == 1U);
    CHECK_FALSE(zone_at(kTwo, {0.5, 0.5}));
    CHECK_FALSE(zone_at(kTwo, {1, 0}));
    CHECK_FALSE(zone_at(kTwo, {0, 1}));
}

TEST_CASE("a place outside every box is in no zone") {
    CHECK_FALSE(zone_at(kTwo, {0.75, 0.75}));
    CHECK_FALSE(zone_at(kTwo, {-0.01, 0.25}));
    CHECK_FALSE(zone_at(kTwo, {5, 5}));
    CHECK_FALSE(zone_at(index_of({}), {0.25, 0.25}));
}

TEST_CASE("north and west of the lattice's origin are rows and columns below 0") {
    const ZoneIndex index = index_of({{0, -4, -2, -4, 0}}, 2);
    CHECK(zone_at(index, {-1.5, -1.5}) == 0U);
    CHECK(zone_at(index, {-0.1, -1.1}) == 0U);
    CHECK_FALSE(zone_at(index, {-1.5, -0.9}));
    CHECK_FALSE(zone_at(index, {0.1, -1.5}));
}

TEST_CASE("a box as high as a band is found from its last row") {
    const Row rows = kBandRows * 8;
    const ZoneIndex index = index_of({{1, 0, rows, 0, 8}, {0, 1, 2, 100, 101}}, 8);
    CHECK(zone_at(index, {0.5, kBandRows - 0.01}) == 1U);
    CHECK_FALSE(zone_at(index, {0.5, kBandRows + 0.01}));
}
