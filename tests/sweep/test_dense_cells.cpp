// More pieces in one cell than slabs should hold.
#include <catch2/catch.hpp>
#include <cmath>

#include "sweep/support/oracle.hpp"
#include "sweep/support/random.hpp"

using namespace covmap::test;
using covmap::core::Point;

namespace {

/// A star with `spikes` spikes between two radii.
Ring star(Point centre, double inner, double outer, int spikes) {
    Ring ring;
    for (int i = 0; i < 2 * spikes; ++i) {
        const double angle = 3.14159265358979 * i / spikes, reach = i % 2 == 0 ? outer : inner;
        ring.push_back({centre.x + reach * std::cos(angle), centre.y + reach * std::sin(angle)});
    }
    return ring;
}

/// `teeth` triangles on a bar, all inside [u, u + width].
Ring comb(double u, double v, double width, double length, int teeth) {
    Ring ring{{u, v}};
    for (int i = 0; i < teeth; ++i) {
        ring.push_back({u + width * (i + 0.5) / teeth, v + length});
        ring.push_back({u + width * (i + 1) / teeth, v + 0.01});
    }
    ring.push_back({u + width, v});
    return ring;
}

Complaints judged(const World& world) { return compare_with_oracle(world); }

}  // namespace

TEST_CASE("a star with 500 spikes in one cell") {
    CHECK(judged(layered(2, 2, {{Part{star({0.5, 0.5}, 0.2, 0.45, 500), {}}}})) == Complaints{});
}

TEST_CASE("a star with 500 spikes over a lattice vertex") {
    CHECK(judged(layered(2, 2, {{Part{star({1, 1}, 0.2, 0.9, 500), {}}}})) == Complaints{});
}

TEST_CASE("a comb of 1000 teeth in one cell") {
    auto world = layered(1, 2, {{Part{comb(0.05, 0.05, 0.9, 0.9, 1000), {}}}});
    CHECK(judged(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(area_cells(world, swept, 0, 0) == Approx(0.9 * 0.01 + 0.9 * 0.89 / 2 - 0.9 * 0.01 / 2000).epsilon(0.01));
}

TEST_CASE("a comb of 1000 teeth across a row line") {
    CHECK(judged(layered(2, 1, {{Part{comb(0.05, 0.05, 0.9, 1.9, 1000), {}}}})) == Complaints{});
}

TEST_CASE("a comb on its side, its teeth on horizontal lines") {
    Ring ring{{0.1, 0}};
    for (int i = 0; i < 100; ++i) {
        const double v = i / 100.0;
        ring.insert(ring.end(), {{0.9, v}, {0.9, v + 0.005}, {0.2, v + 0.005}, {0.2, v + 0.01}});
    }
    ring.push_back({0.1, 1});
    auto world = layered(1, 1, {{Part{ring, {}}}});
    CHECK(judged(world) == Complaints{});
    CHECK(area_cells(world, sweep_world(world), 0, 0) == Approx(0.1 + 0.7 * 0.5).epsilon(1e-6));
}

TEST_CASE("2,000 edges of one ring in one cell") {
    Random random(2000);
    Ring ring;
    for (int i = 0; i < 2000; ++i) {
        const double angle = 2 * 3.14159265358979 * i / 2000, reach = random.between(0.1, 0.49);
        ring.push_back({0.5 + reach * std::cos(angle), 0.5 + reach * std::sin(angle)});
    }
    CHECK(judged(layered(1, 1, {{Part{ring, {}}}})) == Complaints{});
}

TEST_CASE("two stars of two layers and a third as territory border in one cell") {
    auto world = layered(1, 1, {{Part{star({0.5, 0.5}, 0.1, 0.45, 40), {}}}, {Part{star({0.45, 0.5}, 0.2, 0.4, 37), {}}}});
    world.territories = {{Part{star({0.5, 0.55}, 0.2, 0.4, 31), {}}}, box(0, 0, 1, 1)};
    CHECK(judged(world) == Complaints{});
}

TEST_CASE("300 small polygons of one layer over one another in one cell") {
    Random random(7);
    Shape shape;
    for (int i = 0; i < 300; ++i) {
        const double u = random.between(0.0, 0.8), v = random.between(0.0, 0.8);
        shape.push_back({{{u, v}, {u + 0.2, v + 0.05}, {u + 0.1, v + 0.2}}, {}});
    }
    CHECK(judged(layered(1, 1, {shape})) == Complaints{});
}

TEST_CASE("a hundred rings that share their vertices in one cell") {
    // A fan: triangles from one point, every second one belongs to the layer, all of them to another.
    Shape some, all;
    for (int i = 0; i < 200; ++i) {
        const Ring ring{{0.5, 0}, {i / 200.0, 1}, {(i + 1) / 200.0, 1}};
        all.push_back({ring, {}});
        if (i % 2 == 0) some.push_back({ring, {}});
    }
    auto world = layered(1, 1, {some, all});
    CHECK(judged(world) == Complaints{});
    const auto swept = sweep_world(world);
    CHECK(area_cells(world, swept, 0, 0) == Approx(0.25));
    CHECK(area_cells(world, swept, 0, 1) == Approx(0.5));
}

TEST_CASE("a chequered cell: horizontal and vertical edges only") {
    Shape squares;
    for (int i = 0; i < 32; ++i)
        for (int j = i % 2; j < 32; j += 2) squares = squares + box(i / 32.0, j / 32.0, (i + 1) / 32.0, (j + 1) / 32.0);
    auto world = layered(1, 1, {squares});
    CHECK(judged(world) == Complaints{});
    CHECK(fractions(world, sweep_world(world), -1, 0) == Matrix{{0.5}});
}
