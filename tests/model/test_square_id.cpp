#include <catch2/catch.hpp>

#include "model/square_id.hpp"

using covmap::core::Lattice;
using covmap::model::square_id;

namespace {

const Lattice kInspire{"EPSG:3035", 0, 0, 1000, 1000};

}  // namespace

TEST_CASE("a square of whole metres is named by its lower-left corner") {
    CHECK(square_id(kInspire, -2685, 4048) == "CRS3035RES1000mN2684000E4048000");
    CHECK(square_id({"EPSG:3035", 4000000, 3000000, 200, 200}, 0, 0) == "CRS3035RES200mN2999800E4000000");
    CHECK(square_id({"EPSG:2154", 600000, 6600000, 10, 10}, 2, 1) == "CRS2154RES10mN6599970E600010");
}

TEST_CASE("squares whose corner is no whole metre are named by their place on the lattice") {
    CHECK(square_id({"EPSG:3035", 0.5, 0, 1000, 1000}, 3, 7) == "R3C7");
    CHECK(square_id({"EPSG:3035", 0, 0, 100.5, 100.5}, 3, 7) == "R3C7");
    CHECK(square_id({"EPSG:3035", 0, 1e15, 1000, 1000}, -3, 7) == "R-3C7");
}

TEST_CASE("cells that are no squares, no metres or of a CRS without code are named by their place on the lattice") {
    CHECK(square_id({"EPSG:3035", 0, 0, 1000, 500}, 3, 7) == "R3C7");
    CHECK(square_id({"EPSG:4326", -180, 90, 1, 1}, 40, 183) == "R40C183");
    CHECK(square_id({"PROJCRS[\"local\"]", 0, 0, 1000, 1000}, 1204, 977) == "R1204C977");
    CHECK(square_id({"EPSG:3035+5773", 0, 0, 1000, 1000}, 1204, 977) == "R1204C977");
}
