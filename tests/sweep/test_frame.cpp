// Polygons beyond the frame, negative rows and columns, bands.
#include <catch2/catch.hpp>

#include "sweep/support/oracle.hpp"

using namespace covmap::test;

namespace {

Matrix layer_in(int rows, int cols, const Shape& shape) {
    const auto world = layered(rows, cols, {shape});
    INFO(told(world));
    CHECK(compare_with_oracle(world) == Complaints{});
    RunOptions clipped;
    clipped.clip = true;
    CHECK(compare_with_oracle(world, clipped) == Complaints{});
    return covered(world);
}

}  // namespace

TEST_CASE("a polygon that begins west of the frame is known at its west side") {
    CHECK(layer_in(2, 2, box(-3, 0, 1, 1)) == Matrix{{1, 0}, {0, 0}});
    CHECK(layer_in(2, 2, box(-3, 0.5, 1.5, 2)) == Matrix{{0.5, 0.25}, {1, 0.5}});
    CHECK(layer_in(2, 2, polygon("-2 -1, 1 1, -2 3")) == Matrix{{0.333333333, 0}, {0.333333333, 0}});
}

TEST_CASE("a polygon beyond the frame on all sides covers it") {
    CHECK(layer_in(2, 3, box(-5, -5, 9, 9)) == Matrix{{1, 1, 1}, {1, 1, 1}});
    CHECK(layer_in(2, 2, polygon("-4 1, 1 -4, 6 1, 1 6")) == Matrix{{1, 1}, {1, 1}});
}

TEST_CASE("polygons wholly beyond one side of the frame add nothing") {
    const Matrix nothing{{0, 0}, {0, 0}};
    CHECK(layer_in(2, 2, box(-3, 0, -1, 2)) == nothing);
    CHECK(layer_in(2, 2, box(-3, 0, 0, 2)) == nothing);
    CHECK(layer_in(2, 2, box(3, 0, 5, 2)) == nothing);
    CHECK(layer_in(2, 2, box(2, 0, 5, 2)) == nothing);
    CHECK(layer_in(2, 2, box(0, -4, 2, 0)) == nothing);
    CHECK(layer_in(2, 2, box(0, 2, 2, 4)) == nothing);
    CHECK(layer_in(2, 2, box(0, -40, 2, -33)) == nothing);
    CHECK(layer_in(2, 2, box(0, 70, 2, 90)) == nothing);
}

TEST_CASE("polygons that stick out to the north, south and east are cut at the frame") {
    CHECK(layer_in(2, 2, box(0.5, -9, 1.5, 0.5)) == Matrix{{0.25, 0.25}, {0, 0}});
    CHECK(layer_in(2, 2, box(0.5, 1.5, 1.5, 99)) == Matrix{{0, 0}, {0.25, 0.25}});
    CHECK(layer_in(2, 2, box(1.5, 0.5, 99, 1.5)) == Matrix{{0, 0.25}, {0, 0.25}});
}

TEST_CASE("a hole west of the frame keeps its place") {
    CHECK(layer_in(3, 2, polygon("-5 0, 2 0, 2 3, -5 3", {"-3 1, 1 1, 1 2, -3 2"})) == Matrix{{1, 1}, {0, 1}, {1, 1}});
}

TEST_CASE("a wiggle west of the frame only toggles") {
    CHECK(layer_in(3, 2, polygon("2 0, 2 3, -1 3, -4 0.5, -2 2.9, -3 0.2, -1 0")) == Matrix{{1, 1}, {1, 1}, {1, 1}});
}

TEST_CASE("edges along the frame's own sides are cell borders like others") {
    CHECK(layer_in(2, 2, polygon("0 0, 0 2, 1 2, 1 1, 2 1, 2 0")) == Matrix{{1, 1}, {1, 0}});
    CHECK(layer_in(2, 2, polygon("-1 0, 0 0, 0 1, -1 1") + box(1, 1, 2, 2)) == Matrix{{0, 0}, {0, 1}});
}

TEST_CASE("rows and columns may be negative") {
    World world;
    world.frame = {-35, -30, -4, 0};
    world.demand = MemoryDemand::even(world.frame, 1'000'000);
    world.territories = {box(-4, -35, 0, -30)};
    world.layers = {box(-2.5, -34.5, -1, -31)};
    CHECK(compare_with_oracle(world) == Complaints{});
    CHECK(covered(world) == Matrix{{0, 0.25, 0.5, 0}, {0, 0.5, 1, 0}, {0, 0.5, 1, 0}, {0, 0.5, 1, 0}, {0, 0, 0, 0}});
}

TEST_CASE("a polygon over several bands is whole") {
    World world;
    world.frame = {-40, 100, 0, 3};
    world.demand = MemoryDemand::even(world.frame, 1'000'000);
    world.territories = {box(0, -40, 3, 100)};
    world.layers = {polygon("0.5 -40, 2.5 -40, 2.5 100, 0.5 100"), polygon("1 -39, 2 30, 1 99"), box(0, 32, 3, 64),
                    box(1, 0, 2, 32)};
    CHECK(compare_with_oracle(world) == Complaints{});
    auto copy = world;
    const auto swept = sweep_world(copy);
    CHECK(area_cells(world, swept, 0, 0) == Approx(280));
    CHECK(area_cells(world, swept, 0, 1) == Approx(69));
    CHECK(area_cells(world, swept, 0, 2) == Approx(96));
    CHECK(area_cells(world, swept, 0, 3) == Approx(32));
}

TEST_CASE("empty rows and bands between territories give no groups") {
    World world;
    world.frame = {0, 100'000, 0, 100'000};
    world.territories = {box(1, 1, 2, 2), box(99'998, 99'998, 99'999, 99'999)};
    world.demand.set(1, 1, {{7}, 0});
    world.demand.set(99'998, 99'998, {{8}, 0});
    const auto swept = sweep_world(world);
    CHECK(people(swept, 0) == 7);
    CHECK(people(swept, 1) == 8);
    CHECK(swept.groups.size() == 2);
}

TEST_CASE("demand without territory is outside") {
    World world;
    world.demand = MemoryDemand::drawn({"12", ".3"});
    const auto swept = sweep_world(world);
    CHECK(swept.groups.empty());
    CHECK(swept.report.outside.at(0) == 6'000'000);
    CHECK(swept.report.total.at(0) == 6'000'000);
}

TEST_CASE("stores may spill, and layers may come from several stores") {
    World world = layered(3, 3, {box(0.5, 0.5, 2.5, 2.5), polygon("0 0, 3 1, 1 3")});
    auto once = world;
    const auto expected = sweep_world(once);
    RunOptions options;
    options.memory_bytes = 1;
    options.stores = 3;
    const auto swept = sweep_world(world, options);
    CHECK(swept.tally == expected.tally);
    CHECK(swept.groups == expected.groups);
}
