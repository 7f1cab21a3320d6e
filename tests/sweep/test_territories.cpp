// Territories: partitions, overlaps, gaps, enclaves.
#include <catch2/catch.hpp>

#include "sweep/support/oracle.hpp"

using namespace covmap::test;

TEST_CASE("a triple point divides its cell among three territories") {
    auto world = plain_world(2, 2);
    world.territories = {polygon("0 0, 2 0, 2 0.5, 0.5 0.5, 0 0.5"), polygon("0 0.5, 0.5 0.5, 0.5 2, 0 2"),
                         polygon("0.5 0.5, 2 0.5, 2 2, 0.5 2")};
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(fractions(world, swept, 0) == Matrix{{0.5, 0.5}, {0, 0}});
    CHECK(fractions(world, swept, 1) == Matrix{{0.25, 0}, {0.5, 0}});
    CHECK(fractions(world, swept, 2) == Matrix{{0.25, 0.5}, {0.5, 1}});
    CHECK(people(swept, 0) == 10'000'000);
    CHECK(people(swept, 1) == 7'500'000);
    CHECK(people(swept, 2) == 22'500'000);
}

TEST_CASE("four territories that meet on a lattice vertex cut no cell") {
    auto world = plain_world(2, 2);
    world.territories = {box(0, 0, 1, 1), box(1, 0, 2, 1), box(0, 1, 1, 2), box(1, 1, 2, 2)};
    const auto swept = sweep_world(world);
    for (std::uint32_t t = 0; t < 4; ++t) CHECK(people(swept, t) == 10'000'000);
    CHECK(swept.report.outside.at(0) == 0);
}

TEST_CASE("an enclave is a hole of its host and a territory of its own") {
    auto world = plain_world(4, 4);
    world.territories = {polygon("0 0, 4 0, 4 4, 0 4", {"1.5 1, 3 1, 3 2.5, 1.5 2.5"}), box(1.5, 1, 3, 2.5)};
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(fractions(world, swept, 1) == Matrix{{0, 0, 0, 0}, {0, 0.5, 1, 0}, {0, 0.25, 0.5, 0}, {0, 0, 0, 0}});
    CHECK(area_cells(world, swept, 0) + area_cells(world, swept, 1) == 16);
}

TEST_CASE("where territories overlap the smaller number wins, and the loss is told") {
    auto world = plain_world(2, 4);
    world.territories = {box(0, 0, 2.5, 2), box(1.5, 0, 4, 2)};
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(fractions(world, swept, 0) == Matrix(2, {1, 1, 0.5, 0}));
    CHECK(fractions(world, swept, 1) == Matrix(2, {0, 0, 0.5, 1}));
    CHECK(static_cast<double>(swept.report.overlap_area.at(1)) == Approx(2 * world.cell_area_dm2));
    CHECK(swept.report.overlap_area.at(0) == 0);
}

TEST_CASE("three territories over one another: the smallest has it all") {
    auto world = plain_world(2, 2);
    world.territories = {box(0.5, 0.5, 2, 2), box(0, 0, 2, 2), box(0, 0, 2, 2)};
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(area_cells(world, swept, 0) == 2.25);
    CHECK(area_cells(world, swept, 1) == 1.75);
    CHECK(area_cells(world, swept, 2) == 0);
    CHECK(static_cast<double>(swept.report.overlap_area.at(1)) == Approx(2.25 * world.cell_area_dm2));
    CHECK(static_cast<double>(swept.report.overlap_area.at(2)) == Approx(4 * world.cell_area_dm2));
}

TEST_CASE("a gap between territories is outside, and told as a gap where it is thin") {
    auto world = plain_world(1, 2);
    world.territories = {box(0, 0, 0.5, 1), box(0.505, 0, 2, 1)};
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(static_cast<double>(swept.report.outside.at(0)) == Approx(50'000).margin(2));
    CHECK(static_cast<double>(swept.report.gap_area) == Approx(0.005 * world.cell_area_dm2));
}

TEST_CASE("a wide gap is no gap but land outside") {
    auto world = plain_world(1, 2);
    world.territories = {box(0, 0, 0.5, 1), box(0.75, 0, 2, 1)};
    const auto swept = sweep_world(world);
    CHECK(swept.report.gap_area == 0);
    CHECK(swept.report.outside.at(0) == 2'500'000);
}

TEST_CASE("a territory far from any demand has area and no people") {
    World world;
    world.frame = {0, 200, 0, 50};
    world.demand = MemoryDemand::even({0, 2, 0, 2}, 1'000'000);
    world.territories = {box(0, 0, 2, 2), box(40.5, 150, 42, 152)};
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(swept.report.has_demand.at(0));
    CHECK_FALSE(swept.report.has_demand.at(1));
    CHECK(area_cells(world, swept, 1) == 3);
    CHECK(people(swept, 1) == 0);
}

TEST_CASE("a territory in two bands has its people once") {
    World world;
    world.demand = MemoryDemand::even({30, 34, 0, 2}, 1'000'000);
    world.territories = {box(0, 30, 2, 34)};
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(people(swept, 0) == 8'000'000);
}

TEST_CASE("the parts of a territory that overlap are counted once") {
    auto world = plain_world(2, 3);
    world.territories = {box(0, 0, 1.75, 2) + box(1.25, 0, 3, 2)};
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(area_cells(world, swept, 0) == 6);
    CHECK(swept.ring_area[0] == 7);
    CHECK(static_cast<double>(swept.report.areas[0].taken_cells) +
              static_cast<double>(swept.report.areas[0].taken_fraction) * 0x1p-40 ==
          Approx(1));
}

TEST_CASE("territory borders and layer borders in one cell") {
    auto world = layered(2, 2, {box(0, 0, 2, 0.5), box(0.25, 0, 2, 2)});
    world.territories = {polygon("0 0, 0.75 0, 0.25 2, 0 2"), polygon("0.75 0, 2 0, 2 2, 0.25 2")};
    CHECK(compare_with_oracle(world) == Complaints{});
}

TEST_CASE("a territory smaller than a cell holds its share") {
    auto world = plain_world(1, 1);
    world.territories = {box(0.25, 0.25, 0.75, 0.75),
                         polygon("0 0, 1 0, 1 1, 0 1", {"0.25 0.25, 0.75 0.25, 0.75 0.75, 0.25 0.75"})};
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(people(swept, 0) == 2'500'000);
    CHECK(people(swept, 1) == 7'500'000);
}

TEST_CASE("what a territory claims twice is lost to a smaller number once") {
    auto world = plain_world(2, 2);
    world.territories = {box(0, 0, 0.5, 2), box(0, 0, 2, 2) + box(0, 0, 2, 2)};
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(static_cast<double>(swept.report.overlap_area.at(1)) == Approx(world.cell_area_dm2));
}

TEST_CASE("an enclave inside one cell, its host cut by a border") {
    auto world = plain_world(1, 1);
    world.territories = {polygon("0 0, 0.75 0, 0.75 1, 0 1", {"0.25 0.25, 0.5 0.25, 0.5 0.5, 0.25 0.5"}),
                         box(0.25, 0.25, 0.5, 0.5), box(0.75, 0, 1, 1)};
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(people(swept, 0) == 6'875'000);
    CHECK(people(swept, 1) == 625'000);
    CHECK(people(swept, 2) == 2'500'000);
}
