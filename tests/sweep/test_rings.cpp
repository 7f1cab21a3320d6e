// Rings as they are published: spikes, crossings, holes that do not fit.
#include <catch2/catch.hpp>

#include "sweep/support/oracle.hpp"

using namespace covmap::test;

namespace {

Matrix layer_in(int rows, int cols, const Shape& shape) {
    const auto world = layered(rows, cols, {shape});
    INFO(told(world));
    CHECK(compare_with_oracle(world) == Complaints{});
    return covered(world);
}

}  // namespace

TEST_CASE("the file's orientation does not matter") {
    const Matrix expected{{0.25, 0.5}, {0.5, 1}};
    CHECK(layer_in(2, 2, polygon("0.5 0.5, 2 0.5, 2 2, 0.5 2")) == expected);
    CHECK(layer_in(2, 2, polygon("0.5 2, 2 2, 2 0.5, 0.5 0.5")) == expected);
}

TEST_CASE("a closing vertex and repeated vertices change nothing") {
    CHECK(layer_in(1, 1, polygon("0 0, 0 0, 1 0, 1 0, 1 0, 0 1, 0 0")) == Matrix{{0.5}});
}

TEST_CASE("a spike adds no area") {
    const Matrix expected{{1, 1, 0, 0}, {1, 1, 0, 0}};
    CHECK(layer_in(2, 4, polygon("0 0, 2 0, 2 0.5, 3.5 0.5, 2 0.5, 2 2, 0 2")) == expected);
    CHECK(layer_in(2, 4, polygon("0 0, 2 0, 2 1, 4 1, 2 1, 2 2, 0 2")) == expected);
    CHECK(layer_in(2, 4, polygon("0 0, 2 0, 3.3 1.7, 2 0, 2 2, 0 2")) == expected);
    CHECK(layer_in(2, 4, polygon("0 0, 2 0, 2 2, 0.5 0.5, 2 2, 0 2")) == expected);
}

TEST_CASE("a fold back and forth on one line adds no area") {
    CHECK(layer_in(2, 2, polygon("0 0, 1.5 0, 0.5 0, 2 0, 2 2, 0 2")) == Matrix{{1, 1}, {1, 1}});
    CHECK(layer_in(2, 3, polygon("0 0, 2.25 1.5, 0.75 0.5, 3 2, 0 2")) == layer_in(2, 3, polygon("0 0, 3 2, 0 2")));
}

TEST_CASE("a ring without area adds nothing and is told") {
    auto world = layered(2, 2, {polygon("0 0, 2 2, 1 1") + polygon("0.5 0.5, 1.5 0.5") + polygon("1 1, 1 1, 1 1")});
    const auto swept = sweep_world(world);
    CHECK(swept.degenerate == 3);
    CHECK(fractions(world, swept, -1, 0) == Matrix{{0, 0}, {0, 0}});
}

TEST_CASE("both loops of a bow-tie are filled") {
    CHECK(layer_in(2, 2, polygon("0 0, 2 2, 2 0, 0 2")) == Matrix{{0.5, 0.5}, {0.5, 0.5}});
    CHECK(layer_in(2, 4, polygon("0 0, 4 2, 4 0, 0 2")) == Matrix{{0.75, 0.25, 0.25, 0.75}, {0.75, 0.25, 0.25, 0.75}});
}

TEST_CASE("a bow-tie inside one cell is filled") {
    CHECK(layer_in(1, 2, polygon("1.25 0.25, 1.75 0.75, 1.75 0.25, 1.25 0.75")) == Matrix{{0, 0.125}});
}

TEST_CASE("both loops of a curl are filled, once") {
    CHECK(layer_in(4, 3, polygon("0 0, 3 0, 3 3, 1 3, 1 1, 2 1, 2 4, 0 4")) ==
          Matrix{{1, 1, 1}, {1, 1, 1}, {1, 1, 1}, {1, 1, 0}});
}

TEST_CASE("a ring that crosses itself is told") {
    auto world = layered(2, 2, {polygon("0 0, 2 2, 2 0, 0 2") + box(0, 0, 1, 1)});
    CHECK(sweep_world(world).self_crossing == 1);
}

TEST_CASE("a bow-tie as a hole empties both loops") {
    CHECK(layer_in(2, 2, polygon("0 0, 2 0, 2 2, 0 2", {"0 0, 2 2, 2 0, 0 2"})) == Matrix{{0.5, 0.5}, {0.5, 0.5}});
}

TEST_CASE("a ring that touches itself is filled as drawn") {
    SECTION("two squares that meet in a vertex") {
        CHECK(layer_in(2, 2, polygon("0 0, 1 0, 1 1, 2 1, 2 2, 1 2, 1 1, 0 1")) == Matrix{{1, 0}, {0, 1}});
    }
    SECTION("a hole drawn as part of the shell") {
        CHECK(layer_in(3, 3, polygon("1 1, 0 0, 3 0, 3 3, 0 3, 0 0, 1 1, 1 2, 2 2, 2 1")) ==
              Matrix{{1, 1, 1}, {1, 0, 1}, {1, 1, 1}});
    }
}

TEST_CASE("overlapping holes empty their union") {
    CHECK(layer_in(2, 4, polygon("0 0, 4 0, 4 2, 0 2", {"0.5 0, 2.5 0, 2.5 1, 0.5 1", "1.5 0, 3.5 0, 3.5 1, 1.5 1"})) ==
          Matrix{{0.5, 0, 0, 0.5}, {1, 1, 1, 1}});
}

TEST_CASE("a hole that sticks out of its shell adds nothing out there") {
    CHECK(layer_in(2, 4, polygon("0 0, 2 0, 2 2, 0 2", {"1 0.5, 3 0.5, 3 1.5, 1 1.5"})) ==
          Matrix{{1, 0.5, 0, 0}, {1, 0.5, 0, 0}});
}

TEST_CASE("a hole twice is a hole") {
    CHECK(layer_in(1, 3, polygon("0 0, 3 0, 3 1, 0 1", {"1 0, 2 0, 2 1, 1 1", "1 0, 2 0, 2 1, 1 1"})) == Matrix{{1, 0, 1}});
}

TEST_CASE("an island in a hole is filled") {
    const auto lake = polygon("0 0, 5 0, 5 5, 0 5", {"1 1, 4 1, 4 4, 1 4"}) + box(2, 2, 3, 3);
    CHECK(layer_in(5, 5, lake) == Matrix{{1, 1, 1, 1, 1}, {1, 0, 0, 0, 1}, {1, 0, 1, 0, 1}, {1, 0, 0, 0, 1}, {1, 1, 1, 1, 1}});
}

TEST_CASE("a layer that overlaps itself inside one cell is a union") {
    CHECK(layer_in(1, 1, box(0.25, 0.25, 0.75, 0.75) + box(0.5, 0.5, 1, 1)) == Matrix{{0.4375}});
    CHECK(layer_in(1, 1, polygon("0 0, 1 0, 0 1") + polygon("0 0, 1 0, 1 1")) == Matrix{{0.75}});
    CHECK(layer_in(1, 2, polygon("0 0, 2 1, 0 1") + polygon("2 0, 0 1, 2 1")) == Matrix{{0.75, 0.75}});
}

TEST_CASE("the same polygon three times is the polygon") {
    const auto blob = polygon("0.3 0.2, 2.7 0.6, 1.9 2.8, 0.1 1.7");
    CHECK(layer_in(3, 3, blob + blob + blob) == layer_in(3, 3, blob));
}

TEST_CASE("a small loop beside a chain of the same layer in one cell") {
    const auto half = box(-1, -1, 0.5, 2);
    CHECK(layer_in(1, 1, half + polygon("0.125 0.125, 0.375 0.125, 0.125 0.375")) == Matrix{{0.5}});
    CHECK(layer_in(1, 1, half + polygon("0.625 0.125, 0.875 0.125, 0.625 0.375")) == Matrix{{0.53125}});
    CHECK(layer_in(1, 1, half + polygon("0.25 0.25, 0.75 0.25, 0.75 0.5, 0.25 0.5")) == Matrix{{0.5625}});
    CHECK(layer_in(1, 1, polygon("-1 -1, 0.5 -1, 0.5 2, -1 2", {"0.125 0.125, 0.375 0.125, 0.125 0.375"})) == Matrix{{0.46875}});
}

TEST_CASE("two rings of one layer that cross on a horizontal edge and meet in a point") {
    // In cell (0, 1) the slanted edge leaves where the box turns: their pieces look like one chain.
    CHECK(layer_in(1, 2, box(-0.75, -0.25, 2.25, 0.75) + polygon("4 2.75, 1 0.25, 4 1.75")) == Matrix{{0.75, 0.8125}});
    CHECK(layer_in(1, 1, polygon("-2 0.5, 1 0.5, 1 3.5") + polygon("7 -5, 1 1, -5 -5")) == Matrix{{0.875}});
}

TEST_CASE("two rings of one layer that each cross the cell once") {
    CHECK(layer_in(1, 1, box(-1, -1, 0.5, 2) + box(0.25, -1, 2, 2)) == Matrix{{1}});
    CHECK(layer_in(1, 1, box(-1, -1, 0.5, 2) + box(-1, -1, 0.25, 2)) == Matrix{{0.5}});
    CHECK(layer_in(1, 1, box(-1, -1, 0.5, 2) + box(-1, -1, 2, 0.5)) == Matrix{{0.75}});
}
