#include <catch2/catch.hpp>
#include <cmath>

#include "geodesy/patch.hpp"

using covmap::core::Point;
using covmap::geodesy::Patch;
using covmap::geodesy::PatchNodes;

namespace {

template <class F>
Patch patch_of(F f, int corner_x = 0) {
    PatchNodes nodes;
    for (int j = 0; j < 4; ++j)
        for (int i = 0; i < 4; ++i) nodes[static_cast<std::size_t>(j)][static_cast<std::size_t>(i)] = f(corner_x + i - 1, j - 1);
    return Patch(nodes);
}

Point bicubic(double x, double y) { return {1000 + x * x * x - 2 * x * y + y, -3 + x * x * y * y * y + 5 * x}; }

}  // namespace

TEST_CASE("a bicubic is reproduced") {
    const Patch patch = patch_of(bicubic);
    for (const double t : {0.0, 0.3, 0.5, 1.0})
        for (const double s : {0.0, 0.25, 1.0}) {
            CHECK(patch.at(t, s).x == Approx(bicubic(t, s).x).epsilon(1e-14));
            CHECK(patch.at(t, s).y == Approx(bicubic(t, s).y).margin(1e-12));
        }
}

TEST_CASE("neighbours meet on their common side") {
    const auto wave = [](double x, double y) { return Point{std::sin(x / 3) * y, std::cos(y / 2 + x)}; };
    const Patch west = patch_of(wave), east = patch_of(wave, 1);
    for (const double s : {0.1, 0.5, 0.9}) {
        CHECK(west.at(1, s).x == Approx(east.at(0, s).x).margin(1e-14));
        CHECK(west.at(1, s).y == Approx(east.at(0, s).y).margin(1e-14));
    }
}

TEST_CASE("the bend bounds the second derivatives") {
    const Patch patch = patch_of([](double x, double y) { return Point{3 * x * x, 4 * x * x + 0.5 * x * y + y * y}; });
    CHECK(patch.bend().tt == Approx(10 * 1.1));
    CHECK(patch.bend().ts == Approx(0.5 * 1.1));
    CHECK(patch.bend().ss == Approx(2 * 1.1));
    const Patch straight = patch_of([](double x, double y) { return Point{2 * x + y, x - y}; });
    CHECK(straight.bend().tt == Approx(0).margin(1e-14));
}

TEST_CASE("a patch that was not made says so") {
    CHECK_FALSE(Patch().fitted);
    CHECK(patch_of(bicubic).fitted);
}
