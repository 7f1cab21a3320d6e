// Edges and vertices on the lines of the lattice.
#include <catch2/catch.hpp>

#include "sweep/support/oracle.hpp"

using namespace covmap::test;

namespace {

/// The matrix of layer 0 in a world of one territory, checked against the oracle on the way.
Matrix layer_in(int rows, int cols, const Shape& shape) {
    const auto world = layered(rows, cols, {shape});
    INFO(told(world));
    CHECK(compare_with_oracle(world) == Complaints{});
    return covered(world);
}

}  // namespace

TEST_CASE("a polygon on the cell border adds nothing outside") {
    CHECK(layer_in(3, 3, box(1, 1, 2, 2)) == Matrix{{0, 0, 0}, {0, 1, 0}, {0, 0, 0}});
    CHECK(layer_in(3, 4, box(0, 1, 3, 3)) == Matrix{{0, 0, 0, 0}, {1, 1, 1, 0}, {1, 1, 1, 0}});
}

TEST_CASE("a polygon of the whole frame fills every cell") { CHECK(layer_in(2, 2, box(0, 0, 2, 2)) == Matrix{{1, 1}, {1, 1}}); }

TEST_CASE("a rectangle in the middle of cells has exact fractions") {
    CHECK(layer_in(3, 4, box(0.5, 0.25, 3.5, 2.5)) ==
          Matrix{{0.375, 0.75, 0.75, 0.375}, {0.5, 1, 1, 0.5}, {0.25, 0.5, 0.5, 0.25}});
}

TEST_CASE("a horizontal edge that crosses a cell's west side toggles it") {
    SECTION("in the middle of a row") {
        CHECK(layer_in(2, 4, box(0.5, 0.5, 3.5, 2)) == Matrix{{0.25, 0.5, 0.5, 0.25}, {0.5, 1, 1, 0.5}});
    }
    SECTION("on the top line of a row") { CHECK(layer_in(2, 4, box(0.5, 1, 3.5, 2)) == Matrix{{0, 0, 0, 0}, {0.5, 1, 1, 0.5}}); }
    SECTION("on the bottom line of a row") {
        CHECK(layer_in(2, 4, box(0.5, 0, 3.5, 1)) == Matrix{{0.5, 1, 1, 0.5}, {0, 0, 0, 0}});
    }
    SECTION("in a chain that comes back one step lower") {
        CHECK(layer_in(1, 4, polygon("0 0, 4 0, 4 1, 3.5 1, 3.5 0.5, 0.5 0.5, 0.5 1, 0 1")) == Matrix{{0.75, 0.5, 0.5, 0.75}});
    }
    SECTION("from a vertex on the west side itself") {
        CHECK(layer_in(1, 3, polygon("1 0.5, 2 0.5, 2 1, 1 1")) == Matrix{{0, 0.5, 0}});
    }
    SECTION("with an edge that ends on the west side and goes on in another row") {
        CHECK(layer_in(3, 3, polygon("0.5 1, 1 1, 1 0.5, 2.5 0.5, 2.5 2, 0.5 2")) ==
              Matrix{{0, 0.5, 0.25}, {0.5, 1, 0.5}, {0, 0, 0}});
    }
}

TEST_CASE("steps on the cell lines fill whole cells") {
    CHECK(layer_in(3, 3, polygon("0 0, 1 0, 1 1, 2 1, 2 2, 3 2, 3 3, 0 3")) == Matrix{{1, 0, 0}, {1, 1, 0}, {1, 1, 1}});
    CHECK(layer_in(3, 3, polygon("0 0, 3 0, 3 1, 2 1, 2 2, 1 2, 1 3, 0 3")) == Matrix{{1, 1, 1}, {1, 1, 0}, {1, 0, 0}});
}

TEST_CASE("vertical edges on column lines split no cell") {
    CHECK(layer_in(2, 3, box(1, 0.5, 2, 1.5)) == Matrix{{0, 0.5, 0}, {0, 0.5, 0}});
    CHECK(layer_in(2, 3, polygon("1 0, 1 2, 2 2, 2 1.5, 2 1, 2 0.25, 2 0")) == Matrix{{0, 1, 0}, {0, 1, 0}});
}

TEST_CASE("diagonals through lattice vertices halve the cells they cross, in all four directions") {
    CHECK(layer_in(3, 3, polygon("0 0, 3 3, 0 3")) == Matrix{{0.5, 0, 0}, {1, 0.5, 0}, {1, 1, 0.5}});
    CHECK(layer_in(3, 3, polygon("0 0, 3 0, 3 3")) == Matrix{{0.5, 1, 1}, {0, 0.5, 1}, {0, 0, 0.5}});
    CHECK(layer_in(3, 3, polygon("3 0, 3 3, 0 3")) == Matrix{{0, 0, 0.5}, {0, 0.5, 1}, {0.5, 1, 1}});
    CHECK(layer_in(3, 3, polygon("0 0, 3 0, 0 3")) == Matrix{{1, 1, 0.5}, {1, 0.5, 0}, {0.5, 0, 0}});
}

TEST_CASE("slopes of 1:2 through lattice vertices are exact") {
    CHECK(layer_in(2, 4, polygon("0 0, 4 2, 0 2")) == Matrix{{0.75, 0.25, 0, 0}, {1, 1, 0.75, 0.25}});
    CHECK(layer_in(4, 2, polygon("0 0, 2 4, 0 4")) == Matrix{{0.25, 0}, {0.75, 0}, {1, 0.25}, {1, 0.75}});
    CHECK(layer_in(2, 4, polygon("4 0, 4 2, 0 2")) == Matrix{{0, 0, 0.25, 0.75}, {0.25, 0.75, 1, 1}});
}

TEST_CASE("a diamond with its corners on lattice vertices") {
    CHECK(layer_in(4, 4, polygon("2 0, 4 2, 2 4, 0 2")) ==
          Matrix{{0, 0.5, 0.5, 0}, {0.5, 1, 1, 0.5}, {0.5, 1, 1, 0.5}, {0, 0.5, 0.5, 0}});
}

TEST_CASE("a vertex that only touches a lattice vertex changes nothing beyond it") {
    CHECK(layer_in(2, 2, polygon("1 1, 0.5 0, 0 0.5")) == Matrix{{0.375, 0}, {0, 0}});
    CHECK(layer_in(2, 2, polygon("1 1, 2 0.5, 1.5 0")) == Matrix{{0, 0.375}, {0, 0}});
    CHECK(layer_in(2, 2, polygon("1 1, 1.5 2, 2 1.5")) == Matrix{{0, 0}, {0, 0.375}});
    CHECK(layer_in(2, 2, polygon("1 1, 0 1.5, 0.5 2")) == Matrix{{0, 0}, {0.375, 0}});
}

TEST_CASE("a chain that touches a line and turns back stays in its cell") {
    CHECK(layer_in(2, 2, polygon("0.25 0.25, 1 0.5, 0.25 0.75")) == Matrix{{0.1875, 0}, {0, 0}});
    CHECK(layer_in(2, 2, polygon("1.75 0.25, 1 0.5, 1.75 0.75")) == Matrix{{0, 0.1875}, {0, 0}});
    CHECK(layer_in(2, 2, polygon("0.25 0.25, 0.5 1, 0.75 0.25")) == Matrix{{0.1875, 0}, {0, 0}});
    CHECK(layer_in(2, 2, polygon("0.25 1.75, 0.5 1, 0.75 1.75")) == Matrix{{0, 0}, {0.1875, 0}});
}

TEST_CASE("an edge along a line that leaves it on the other side counts once") {
    // Comes from the west to the line u = 1, runs along it, leaves to the east.
    CHECK(layer_in(2, 2, polygon("0.5 0, 1 0.5, 1 1.5, 1.5 2, 0 2, 0 0")) == Matrix{{0.875, 0}, {1, 0.125}});
    // The same with the line v = 1.
    CHECK(layer_in(2, 2, polygon("0 0.5, 0.5 1, 1.5 1, 2 1.5, 2 2, 0 2")) == Matrix{{0.125, 0}, {1, 0.875}});
}

TEST_CASE("a polygon inside one cell stays in it") {
    CHECK(layer_in(3, 3, box(1.25, 1.25, 1.75, 1.5)) == Matrix{{0, 0, 0}, {0, 0.125, 0}, {0, 0, 0}});
    CHECK(layer_in(3, 3, polygon("1.5 1.25, 1.75 1.5, 1.5 1.75, 1.25 1.5")) == Matrix{{0, 0, 0}, {0, 0.125, 0}, {0, 0, 0}});
}

TEST_CASE("a hole on the cell border empties just its cells") {
    const auto ring = polygon("0 0, 4 0, 4 4, 0 4", {"1 1, 3 1, 3 3, 1 3"});
    CHECK(layer_in(4, 4, ring) == Matrix{{1, 1, 1, 1}, {1, 0, 0, 1}, {1, 0, 0, 1}, {1, 1, 1, 1}});
}

TEST_CASE("two polygons that share a slanted border fill its cells once") {
    const auto west = polygon("0 0, 1.3 0, 2.7 3, 0 3"), east = polygon("1.3 0, 4 0, 4 3, 2.7 3");
    CHECK(layer_in(3, 4, west + east) == Matrix(3, {1, 1, 1, 1}));
}

TEST_CASE("vertices a hair from a line keep to their side") {
    const double hair = 0x1p-24;
    const auto world = layered(2, 2, {box(1 - hair, 0, 1 + hair, 2), box(0, 1 - hair, 2, 1)});
    CHECK(compare_with_oracle(world) == Complaints{});
    auto copy = world;
    const auto swept = sweep_world(copy);
    CHECK(area_cells(world, swept, 0, 0) == Approx(4 * hair));
    CHECK(area_cells(world, swept, 0, 1) == Approx(2 * hair));
}

TEST_CASE("a sliver over many cells has its own area") {
    const auto world = layered(2, 9, {polygon("0 0.3, 9 1.7, 9 1.7001")});
    CHECK(compare_with_oracle(world) == Complaints{});
    auto copy = world;
    CHECK(area_cells(world, sweep_world(copy), 0, 0) == Approx(0.00045).epsilon(1e-3));
}
