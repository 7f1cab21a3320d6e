// Discs: 64-gons of the circle's area, solid spans, unions.
#include <catch2/catch.hpp>

#include "sweep/support/oracle.hpp"
#include "sweep/support/random.hpp"

using namespace covmap::test;

namespace {

World with_discs(int rows, int cols, std::vector<std::vector<Circle>> discs) {
    World world = plain_world(rows, cols);
    world.discs = std::move(discs);
    return world;
}

constexpr double kPi = 3.14159265358979323846;

}  // namespace

TEST_CASE("a disc has the area of its circle within 0.1 %") {
    for (const double radius : {0.1, 0.4, 1.0, 3.7, 9.5}) {
        auto world = with_discs(20, 20, {{{{10.1, 9.7}, radius}}});
        INFO("radius " << radius);
        CHECK(compare_with_oracle(world) == Complaints{});
        CHECK(area_cells(world, sweep_world(world), 0, 0) == Approx(kPi * radius * radius).epsilon(0.001));
    }
}

TEST_CASE("the middle of a disc is whole cells and its corners are empty") {
    const auto matrix = covered(with_discs(6, 6, {{{{3, 3}, 2.5}}}));
    CHECK(matrix[2] == matrix[3]);
    for (const std::size_t row : {2U, 3U})
        for (const std::size_t col : {1U, 2U, 3U, 4U}) CHECK(matrix[row][col] == 1);
    for (const std::size_t row : {0U, 5U})
        for (const std::size_t col : {0U, 5U}) CHECK(matrix[row][col] == 0);
}

TEST_CASE("two overlapping discs of one layer are their union") {
    const auto world = with_discs(8, 10, {{{{3.3, 4}, 2.8}, {{6.1, 4.2}, 3.1}}});
    CHECK(compare_with_oracle(world) == Complaints{});
}

TEST_CASE("the same disc twice is the disc") {
    const Circle circle{{3.3, 4}, 2.8};
    CHECK(covered(with_discs(8, 8, {{circle, circle}})) == covered(with_discs(8, 8, {{circle}})));
}

TEST_CASE("discs of two layers make four signatures") {
    CHECK(compare_with_oracle(with_discs(8, 10, {{{{3.3, 4}, 2.8}}, {{{6.1, 4.2}, 3.1}}})) == Complaints{});
}

TEST_CASE("discs within one cell") {
    CHECK(compare_with_oracle(with_discs(1, 1, {{{{0.3, 0.3}, 0.2}, {{0.5, 0.4}, 0.3}}, {{{0.6, 0.6}, 0.39}}})) == Complaints{});
}

TEST_CASE("discs partly or wholly beyond the frame") {
    const auto world = with_discs(6, 6,
                                  {{{{0, 3}, 2.5}, {{-9, 3}, 2.0}},
                                   {{{6, 3}, 2.5}, {{20, 3}, 2.0}},
                                   {{{3, 0}, 2.5}, {{3, -50}, 4}},
                                   {{{3, 6}, 2.5}, {{3, 80}, 4}},
                                   {{{-1, -1}, 3}, {{7, 7}, 3}},
                                   {{{3, 3}, 40}}});
    CHECK(compare_with_oracle(world) == Complaints{});
    CHECK(covered(world, 5) == Matrix(6, std::vector<double>(6, 1)));
}

TEST_CASE("a disc over several bands is whole") {
    World world;
    world.frame = {-50, 100, 0, 90};
    world.demand = MemoryDemand::even({20, 45, 0, 90}, 1'000'000);
    world.territories = {box(0, -50, 90, 100)};
    world.discs = {{{{45, 32}, 40}, {{45, 25}, 44.5}}};
    CHECK(compare_with_oracle(world) == Complaints{});
}

TEST_CASE("500 discs of one layer over one another are their union") {
    Random random(500);
    std::vector<Circle> circles;
    for (int i = 0; i < 500; ++i)
        circles.push_back({{random.between(4.0, 6.0), random.between(4.0, 6.0)}, random.between(2.0, 4.0)});
    CHECK(compare_with_oracle(with_discs(10, 10, {circles})) == Complaints{});
}

TEST_CASE("many small discs in one cell") {
    Random random(64);
    std::vector<Circle> one, two;
    for (int i = 0; i < 100; ++i)
        one.push_back({{random.between(0.2, 0.8), random.between(0.2, 0.8)}, random.between(0.01, 0.19)});
    for (int i = 0; i < 60; ++i)
        two.push_back({{random.between(0.2, 0.8), random.between(0.2, 0.8)}, random.between(0.01, 0.19)});
    CHECK(compare_with_oracle(with_discs(1, 1, {one, two})) == Complaints{});
}

TEST_CASE("discs and polygons of one layer are one union, in several territories") {
    auto world = with_discs(10, 10, {{{{3, 3}, 2.2}, {{7, 6.5}, 2.9}}, {{{5, 5}, 4.4}}});
    world.layers = {box(2.5, 2.5, 6.5, 7), polygon("0 0, 10 4, 3 10")};
    world.territories = {polygon("0 0, 6 0, 4.5 10, 0 10"), polygon("6 0, 10 0, 10 10, 4.5 10")};
    CHECK(compare_with_oracle(world) == Complaints{});
}
