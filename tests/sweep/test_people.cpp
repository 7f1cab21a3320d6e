// Where in the square people live: spread, land, quanta.
#include <catch2/catch.hpp>

#include "sweep/support/oracle.hpp"

using namespace covmap::test;
using covmap::core::Spread;

namespace {

/// One square of 10 persons, a quarter of it in territory 0, a quarter in territory 1.
World coast(Spread spread, double land) {
    World world;
    world.demand.set(0, 0, {{10'000'000}, land});
    world.demand.set_land(land);
    world.territories = {box(0, 0, 0.25, 1), box(0.25, 0, 0.5, 1)};
    world.spread = spread;
    return world;
}

}  // namespace

TEST_CASE("spread over the cell: people in the sea are outside") {
    auto world = coast(Spread::cell, 0.5);
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(people(swept, 0) == 2'500'000);
    CHECK(people(swept, 1) == 2'500'000);
    CHECK(swept.report.outside.at(0) == 5'000'000);
    CHECK(swept.report.moved_inside == 0);
}

TEST_CASE("spread over the land: the coast keeps its people") {
    auto world = coast(Spread::land, 0.5);
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(people(swept, 0) == 5'000'000);
    CHECK(people(swept, 1) == 5'000'000);
    CHECK(swept.report.outside.at(0) == 0);
    CHECK(swept.report.moved_inside == 5'000'000);
}

TEST_CASE("spread over the land: nobody moves across a land border") {
    auto world = coast(Spread::land, 1);
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(people(swept, 0) == 2'500'000);
    CHECK(swept.report.outside.at(0) == 5'000'000);
}

TEST_CASE("spread over the land: less land than territory counts as the territory") {
    auto world = coast(Spread::land, 0.125);
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(people(swept, 0) == 5'000'000);
    CHECK(swept.report.outside.at(0) == 0);
}

TEST_CASE("spread over the land: an unknown share is spread over the territories, and counted") {
    auto world = coast(Spread::land, covmap::core::kLandUnknown);
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(people(swept, 0) == 5'000'000);
    CHECK(people(swept, 1) == 5'000'000);
    CHECK(swept.report.land_unknown_cells == 1);
}

TEST_CASE("spread over the territories: whatever is inside holds everybody") {
    auto world = coast(Spread::territory, 1);
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(people(swept, 0) == 5'000'000);
    CHECK(people(swept, 1) == 5'000'000);
    CHECK(swept.report.moved_inside == 5'000'000);
}

TEST_CASE("a square whose inside is under 1e-4 is outside, whatever the spread") {
    for (const auto spread : {Spread::cell, Spread::land, Spread::territory}) {
        auto world = coast(spread, 0.01);
        world.territories = {box(0, 0, 0x1p-14, 1)};
        CHECK(compare_with_oracle(world) == Complaints{});
        const auto swept = sweep_world(world);
        CHECK(people(swept, 0) == 0);
        CHECK(swept.report.outside.at(0) == 10'000'000);
        CHECK(area_cells(world, swept, 0) == Approx(0x1p-14));
    }
}

TEST_CASE("a square whose inside is a little over 1e-4 is inside") {
    auto world = coast(Spread::territory, 1);
    world.territories = {box(0, 0, 0x1p-13, 1)};
    CHECK(compare_with_oracle(world) == Complaints{});
    CHECK(people(sweep_world(world), 0) == 10'000'000);
}

TEST_CASE("a territory's part under 1e-6 of a cell holds no people of it") {
    auto world = coast(Spread::cell, 1);
    world.demand.set(0, 0, {{1'000'000'000'000}, 1});
    world.territories = {box(0, 0, 0x1p-20, 1), box(0x1p-20, 0, 1, 1)};
    auto swept = sweep_world(world);
    CHECK(people(swept, 0) == 0);
    CHECK(area_cells(world, swept, 0) == Approx(0x1p-20));
    CHECK(people(swept, 1) + swept.report.outside.at(0) == 1'000'000'000'000);
    world.territories = {box(0, 0, 0x1p-19, 1), box(0x1p-19, 0, 1, 1)};
    swept = sweep_world(world);
    CHECK(static_cast<double>(people(swept, 0)) == Approx(1e12 * 0x1p-19));
}

TEST_CASE("quanta that cannot be shared evenly are shared by cumulative rounding") {
    World world;
    world.demand.set(0, 0, {{1}, 0});
    world.demand.set(0, 1, {{2}, 0});
    world.demand.set(0, 2, {{7}, 0});
    world.territories = {box(0, 0, 3, 0.25), box(0, 0.25, 3, 0.5), box(0, 0.5, 3, 1)};
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(people(swept, 0) + people(swept, 1) + people(swept, 2) == 10);
    CHECK(swept.report.outside.at(0) == 0);
}

TEST_CASE("areas of cells are shared to the last dm2") {
    auto world = layered(3, 5, {polygon("0.3 0.1, 4.2 0.9, 2.2 2.8")});
    world.cell_area_dm2 = 1234.5;
    world.territories = {polygon("0 0, 1.7 0, 2.9 3, 0 3"), polygon("1.7 0, 5 0, 5 3, 2.9 3")};
    const auto swept = sweep_world(world);
    std::int64_t area = 0;
    for (const auto& [key, values] : swept.tally) area += values.back();
    const ConstantAreas areas(1234.5);
    CHECK(area == 3 * areas.cumulative(0, 5));
}

TEST_CASE("uncut cells of a row are one difference, with every attribute") {
    World world;
    world.demand.set_attributes(3);
    for (int col = 0; col < 100; ++col) world.demand.set(0, col, {{col, 1, 1'000'000'000'000}, 0});
    world.territories = {box(0, 0, 100, 1)};
    const auto swept = sweep_world(world);
    REQUIRE(swept.tally.size() == 1);
    CHECK(swept.tally.begin()->second == std::vector<std::int64_t>{4950, 100, 100'000'000'000'000, 100'000'000'000'000});
}

TEST_CASE("cells drawn at odd places are found there") {
    World world;
    world.demand = MemoryDemand::drawn({"1.2", "...", "3.4"}, -1, 31);
    world.territories = {box(31, -1, 32, 2), box(33, -1, 34, 2)};
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(people(swept, 0) == 4'000'000);
    CHECK(people(swept, 1) == 6'000'000);
}
