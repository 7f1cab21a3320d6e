#include <catch2/catch.hpp>
#include <cmath>

#include "core/disc.hpp"
#include "core/ring.hpp"

using namespace covmap::core;

namespace {

constexpr double kPi = 3.14159265358979323846;

/// Eight points of the image of the unit circle under u = centre.x + a x + b y, v = centre.y + c x + d y (north is -v).
Disc affine(Point centre, double a, double b, double c, double d) {
    Disc disc;
    for (std::size_t i = 0; i < 8; ++i) {
        const double bearing = kPi / 4 * static_cast<double>(i), x = std::sin(bearing), y = -std::cos(bearing);
        disc.around[i] = {centre.x + a * x + b * y, centre.y + c * x + d * y};
    }
    return disc;
}

std::array<Point, kDiscSides> ring_of(const Disc& disc) {
    std::array<Point, kDiscSides> ring;
    disc_ring(disc, ring);
    return ring;
}

double area(const std::array<Point, kDiscSides>& ring) { return std::abs(shoelace(ring)); }

}  // namespace

TEST_CASE("the 64-gon of a disc has the circle's own area") {
    for (const double radius : {0.05, 0.5, 4.0, 40.0, 800.0}) {
        INFO("radius " << radius);
        CHECK(area(ring_of(affine({100.3, -20.7}, radius, 0, 0, radius))) ==
              Approx(kPi * radius * radius).epsilon(radius < 1 ? 1e-5 : 1e-6));
    }
}

TEST_CASE("all 64 vertices lie within 0.1 % of the circle") {
    for (const Point p : ring_of(affine({10, 20}, 4, 0, 0, 4))) CHECK(std::hypot(p.x - 10, p.y - 20) == Approx(4).epsilon(0.001));
}

TEST_CASE("the first vertices are as many bearings") {
    // Whatever the direction, vertices are 5.625 degrees apart.
    const auto ring = ring_of(affine({0, 0}, 10, 0, 0, 10));
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point a = ring[i], b = ring[(i + 1) % ring.size()];
        CHECK(std::hypot(a.x - b.x, a.y - b.y) == Approx(2 * 10 * std::sin(kPi / 64)).epsilon(0.002));
    }
}

TEST_CASE("an ellipse is followed, as on a lattice of degrees") {
    CHECK(area(ring_of(affine({5, 5}, 3, 0, 0, 2))) == Approx(kPi * 6).epsilon(1e-6));
    CHECK(area(ring_of(affine({5, 5}, 3, 0.4, -0.2, 2))) == Approx(kPi * (6 + 0.08)).epsilon(1e-6));
}

TEST_CASE("a slightly bent circle has its own area within 0.1 %") {
    Disc disc = affine({0, 0}, 4, 0, 0, 4);
    for (Point& p : disc.around) p = {p.x + 0.004 * p.x * p.y, p.y + 0.002 * p.x * p.x};
    double exact = 0;  // of the bent circle, by a fine polygon
    Point previous;
    for (int i = 0; i <= 100'000; ++i) {
        const double t = 2 * kPi * i / 100'000, x = 4 * std::cos(t), y = 4 * std::sin(t);
        const Point p{x + 0.004 * x * y, y + 0.002 * x * x};
        if (i > 0) exact += (previous.x * p.y - p.x * previous.y) / 2;
        previous = p;
    }
    CHECK(area(ring_of(disc)) == Approx(exact).epsilon(0.001));
}

TEST_CASE("a disc's ring is snapped, simple and oriented like a shell, whatever the order of its points") {
    ChainStore store;
    std::vector<Point> square{{0, 0}, {1, 0}, {1, 1}, {0, 1}};
    add_ring(store, 0, square, RingRole::shell);
    double shell = 0;
    std::vector<Point> buffer;
    store.for_each_chain(0, buffer, [&](std::uint32_t, std::span<const Point> chain) { shell = shoelace(chain); });
    auto disc = affine({7.1, 3.3}, 2.2, 0, 0, 2.2);
    for (int mirrored = 0; mirrored < 2; ++mirrored) {
        const auto ring = ring_of(disc);
        for (const Point p : ring) CHECK(p == snap(p));
        CHECK((shoelace(ring) > 0) == (shell > 0));
        CHECK(std::abs(rotation_index(ring)) == 1);
        for (Point& p : disc.around) p.x = -p.x;  // anticlockwise bearings
    }
}
