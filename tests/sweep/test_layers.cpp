// Several layers, and many.
#include <catch2/catch.hpp>

#include "sweep/support/oracle.hpp"
#include "sweep/support/random.hpp"

using namespace covmap::test;

namespace {

/// Area in cells of exactly the signature {bits…} in territory 0.
double area_of(const World& world, const Swept& swept, const std::vector<std::size_t>& bits) {
    Words words(covmap::core::words_for(world.bits()), 0);
    for (const auto bit : bits) words[bit / 64] |= std::uint64_t{1} << (bit % 64);
    const auto found = swept.tally.find({0, words});
    return found == swept.tally.end() ? 0 : static_cast<double>(found->second.back()) / world.cell_area_dm2;
}

}  // namespace

TEST_CASE("two layers that cross in one cell make four signatures") {
    auto world = layered(1, 1, {box(0, 0, 0.5, 1), box(0, 0, 1, 0.25)});
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(area_of(world, swept, {}) == Approx(0.375));
    CHECK(area_of(world, swept, {0}) == Approx(0.375));
    CHECK(area_of(world, swept, {1}) == Approx(0.125));
    CHECK(area_of(world, swept, {0, 1}) == Approx(0.125));
}

TEST_CASE("two diagonals that cross in one cell make four triangles") {
    auto world = layered(1, 1, {polygon("0 0, 1 1, 0 1"), polygon("0 0, 1 0, 0 1")});
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    for (const auto& bits : std::vector<std::vector<std::size_t>>{{}, {0}, {1}, {0, 1}})
        CHECK(area_of(world, swept, bits) == Approx(0.25));
}

TEST_CASE("two layers with one border are told apart on neither side of it") {
    auto world = layered(3, 3, {polygon("0 0, 1.3 0, 2.1 3, 0 3"), polygon("1.3 0, 2.1 3, 0 3, 0 0")});
    const auto swept = sweep_world(world);
    CHECK(area_of(world, swept, {0}) == 0);
    CHECK(area_of(world, swept, {1}) == 0);
    CHECK(area_of(world, swept, {0, 1}) == Approx(5.1));
}

TEST_CASE("two layers on the two sides of one border never overlap") {
    auto world = layered(3, 3, {polygon("0 0, 1.3 0, 2.1 3, 0 3"), polygon("1.3 0, 3 0, 3 3, 2.1 3")});
    const auto swept = sweep_world(world);
    CHECK(area_of(world, swept, {0, 1}) == 0);
    CHECK(area_of(world, swept, {}) == 0);
    CHECK(area_of(world, swept, {0}) + area_of(world, swept, {1}) == Approx(9));
}

TEST_CASE("a layer without polygons is nowhere") {
    const auto world = layered(2, 2, {Shape{}, box(0, 0, 1, 1), Shape{}});
    CHECK(compare_with_oracle(world) == Complaints{});
    CHECK(covered(world, 1) == Matrix{{1, 0}, {0, 0}});
    CHECK(covered(world, 2) == Matrix{{0, 0}, {0, 0}});
}

TEST_CASE("a job without layers has territories, people and area") {
    auto world = plain_world(2, 3);
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(people(swept, 0) == 60'000'000);
    CHECK(area_cells(world, swept, 0) == 6);
}

TEST_CASE("any number of layers keeps each in its bit") {
    const std::size_t count = GENERATE(1, 64, 65, 300);
    std::vector<Shape> layers;
    for (std::size_t i = 0; i < count; ++i) {
        const double at = static_cast<double>(i % 7) * 0.75;
        layers.push_back(box(at, 0.5, at + 1 + static_cast<double>(i % 3), 1.5));
    }
    auto world = layered(3, 8, layers);
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    for (std::size_t i = 0; i < count; ++i)
        CHECK(area_cells(world, swept, 0, static_cast<int>(i)) == Approx(1 + static_cast<double>(i % 3)));
}

TEST_CASE("300 layers in one cell, all of them cut") {
    Random random(300);
    std::vector<Shape> layers;
    for (int i = 0; i < 300; ++i) {
        const double u = random.between(0.0, 0.9), v = random.between(0.0, 0.9);
        layers.push_back(polygon(std::to_string(u) + " " + std::to_string(v) + ", " + std::to_string(u + 0.1) + " " +
                                 std::to_string(v) + ", " + std::to_string(u) + " " + std::to_string(v + 0.1)));
    }
    const auto world = layered(1, 1, layers);
    CHECK(compare_with_oracle(world) == Complaints{});
}

TEST_CASE("bits that hold in the whole of a territory are in all its signatures") {
    auto world = layered(2, 4, {box(1, 0, 3, 1), Shape{}, Shape{}});
    world.territories = {box(0, 0, 1.5, 2), box(1.5, 0, 4, 2)};
    world.territory_bits = {{1}, {0, 2}};
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(fractions(world, swept, -1, 0) == Matrix{{0, 1, 1, 1}, {0, 0.5, 1, 1}});
    CHECK(fractions(world, swept, -1, 1) == Matrix{{1, 0.5, 0, 0}, {1, 0.5, 0, 0}});
    CHECK(fractions(world, swept, -1, 2) == Matrix{{0, 0.5, 1, 1}, {0, 0.5, 1, 1}});
}

TEST_CASE("signatures of layers past the 64th do not mix with the first") {
    std::vector<Shape> layers(130);
    layers[0] = box(0, 0, 1, 1);
    layers[64] = box(0.5, 0, 1.5, 1);
    layers[129] = box(1, 0, 2, 1);
    const auto world = layered(1, 2, layers);
    CHECK(compare_with_oracle(world) == Complaints{});
    CHECK(covered(world, 0) == Matrix{{1, 0}});
    CHECK(covered(world, 64) == Matrix{{0.5, 0.5}});
    CHECK(covered(world, 129) == Matrix{{0, 1}});
    CHECK(covered(world, 1) == Matrix{{0, 0}});
}
