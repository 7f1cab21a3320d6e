#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "core/error.hpp"
#include "geodesy/grid_transform.hpp"
#include "geodesy/proj_handle.hpp"

using namespace covmap;
using core::Lattice;
using core::Point;
using geodesy::GridTransform;

namespace {

const Lattice kEurope{"EPSG:3035", 0, 0, 1000, 1000};

struct Case {
    std::string from;
    Lattice to;
    double x_min, y_min, x_max, y_max;
    double metres_per_cell;
};

const std::vector<Case> kSmooth = {
    {"EPSG:2154", kEurope, 100000, 6100000, 1200000, 7100000, 1000},
    {"EPSG:4326", kEurope, -5, 41, 10, 51, 1000},
    {"EPSG:2056", kEurope, 2480000, 1070000, 2840000, 1300000, 1000},
    {"EPSG:3857", kEurope, -500000, 5000000, 1000000, 6500000, 1000},
    {"EPSG:4326", {"EPSG:2154", 0, 0, 100, 100}, -5, 41, 10, 51, 100},
    {"EPSG:4326", {"ESRI:54009", -18041000, 9000000, 1000, 1000}, -5, 41, 10, 51, 1000},  // Mollweide, as GHS-POP
    {"EPSG:2975", {"EPSG:4326", -180, 90, 0.001, 0.001}, 310000, 7630000, 380000, 7700000, 111},
};

std::vector<Point> scattered(const Case& c, int count, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> x(c.x_min, c.x_max), y(c.y_min, c.y_max);
    std::vector<Point> points;
    for (int i = 0; i < count; ++i) points.push_back({x(random), y(random)});
    return points;
}

struct Truth {
    Truth(const std::string& from, const Lattice& to)
        : lattice(to),
          context(geodesy::make_context()),
          operation(geodesy::make_operation(context.get(), geodesy::open_crs(context.get(), from),
                                            geodesy::open_crs(context.get(), to.crs))) {}
    Point operator()(Point p) const { return lattice.to_grid(geodesy::transformed(operation.get(), p)); }
    Lattice lattice;
    geodesy::Context context;
    geodesy::Handle operation;
};

double distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

}  // namespace

TEST_CASE("the lattice agrees with PROJ within 5 micrometres on smooth ground") {
    for (const Case& c : kSmooth) {
        INFO(c.from << " -> " << c.to.crs);
        GridTransform transform(c.from, c.to);
        const Truth truth(c.from, c.to);
        double worst_m = 0;
        for (const Point p : scattered(c, 2000, 1))
            worst_m = std::max(worst_m, distance(transform.point(p), truth(p)) * c.metres_per_cell);
        CHECK(worst_m < 5e-6);
        const auto report = transform.report();
        CHECK(report.method == "lattice");
        CHECK(report.exact_patches == 0);
    }
}

TEST_CASE("a grid of shifts has kinks: its patches ask PROJ for every vertex") {
    const Case c{"EPSG:27572", {"EPSG:2154", 0, 0, 1000, 1000}, 500000, 2100000, 700000, 2300000, 1000};
    GridTransform transform(c.from, c.to);
    const Truth truth(c.from, c.to);
    for (const Point p : scattered(c, 300, 2)) {
        const Point got = transform.point(p), want = truth(p);
        CHECK(distance(got, want) * 1000 < 1e-5);
    }
    CHECK(transform.report().exact_patches > 0);
}

TEST_CASE("all instances give the same bits, whatever was asked before") {
    const Case& c = kSmooth[0];
    GridTransform one(c.from, c.to), two(c.from, c.to);
    auto points = scattered(c, 500, 3);
    std::vector<Point> first;
    for (const Point p : points) first.push_back(one.point(p));
    for (std::size_t i = points.size(); i-- > 0;) CHECK(two.point(points[i]) == first[i]);
}

TEST_CASE("the same CRS is only moved to the grid: no PROJ, nothing added") {
    GridTransform transform("EPSG:3035", {"EPSG:3035", 1000, 9000, 10, 10});
    std::vector<Point> grid;
    REQUIRE(transform.ring(std::vector<Point>{{1000, 9000}, {901000, 9000}, {901000, 0}, {1000, 9000}}, grid));
    CHECK(grid == std::vector<Point>{{0, 0}, {90000, 0}, {90000, 900}});
    CHECK(transform.report().method == "none");
    CHECK(transform.report().sampled == 0);
}

TEST_CASE("a densified edge stays within a millionth of a cell of the true curve") {
    const Truth truth("EPSG:4326", kEurope);
    GridTransform transform("EPSG:4326", kEurope);
    const std::vector<Point> ring = {{2.03, 47.01}, {3.98, 47.02}, {3.1, 47.61}};
    std::vector<Point> grid;
    REQUIRE(transform.ring(ring, grid));
    CHECK(grid.size() > 100);
    // Points of the true curve against the nearest chord.
    double worst = 0;
    for (int k = 0; k <= 1000; ++k) {
        const double f = k / 1000.0;
        const Point on_curve = truth({ring[0].x + (ring[1].x - ring[0].x) * f, ring[0].y + (ring[1].y - ring[0].y) * f});
        double nearest = 1e9;
        for (std::size_t i = 0; i < grid.size(); ++i) {
            const Point a = grid[i], b = grid[(i + 1) % grid.size()];
            const double length = distance(a, b);
            if (length == 0) continue;
            const double along =
                std::clamp(((on_curve.x - a.x) * (b.x - a.x) + (on_curve.y - a.y) * (b.y - a.y)) / (length * length), 0.0, 1.0);
            nearest = std::min(nearest, distance(on_curve, {a.x + (b.x - a.x) * along, a.y + (b.y - a.y) * along}));
        }
        worst = std::max(worst, nearest);
    }
    CHECK(worst < 1.1e-6);
}

TEST_CASE("the points added to an edge do not depend on its direction or its ring") {
    GridTransform transform("EPSG:2154", kEurope);
    const Point a{600000, 6600000}, b{619000, 6607000}, c{605000, 6620000}, d{610000, 6590000};
    std::vector<Point> left, right;
    REQUIRE(transform.ring(std::vector<Point>{a, b, c}, left));
    REQUIRE(transform.ring(std::vector<Point>{b, a, d}, right));
    const auto edge = [](const std::vector<Point>& ring, Point from, Point to) {
        const auto begin = std::find(ring.begin(), ring.end(), from), end = std::find(ring.begin(), ring.end(), to);
        return std::vector<Point>(begin, end + 1);
    };
    std::vector<Point> forth = edge(left, transform.point(a), transform.point(b)),
                       back = edge(right, transform.point(b), transform.point(a));
    REQUIRE(forth.size() > 3);
    std::reverse(back.begin(), back.end());
    CHECK(forth == back);
}

TEST_CASE("short edges get no point") {
    GridTransform transform("EPSG:4326", kEurope);
    std::vector<Point> grid;
    REQUIRE(transform.ring(std::vector<Point>{{2, 47}, {2.0001, 47}, {2.0001, 47.0001}, {2, 47}}, grid));
    CHECK(grid.size() == 3);
}

TEST_CASE("a ring of few long edges has the area of its true curves, though few points are added") {
    const Truth truth("EPSG:4326", kEurope);
    GridTransform transform("EPSG:4326", kEurope);
    const std::vector<Point> ring = {{2.03, 47.01}, {2.032, 47.011}, {2.031, 47.013}};
    std::vector<Point> grid, fine;
    REQUIRE(transform.ring(ring, grid));
    CHECK(grid.size() <= 12);
    for (std::size_t i = 0; i < ring.size(); ++i)
        for (int k = 0; k < 1000; ++k) {
            const Point a = ring[i], b = ring[(i + 1) % ring.size()];
            fine.push_back(truth({a.x + (b.x - a.x) * k / 1000, a.y + (b.y - a.y) * k / 1000}));
        }
    const auto area = [](const std::vector<Point>& points) {
        double twice = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const Point a = points[i], b = points[(i + 1) % points.size()], o = points[0];
            twice += (a.x - o.x) * (b.y - o.y) - (b.x - o.x) * (a.y - o.y);
        }
        return std::abs(twice) / 2;
    };
    CHECK(std::abs(area(grid) / area(fine) - 1) < 1e-8);  // the chords alone: 1e-7 and more
}

TEST_CASE("rings with vertices that are nowhere are refused and leave nothing") {
    GridTransform transform("EPSG:4326", kEurope);
    std::vector<Point> grid = {{1, 1}};
    const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
    for (const Point bad : {Point{nan, 45}, Point{2, inf}, Point{2, 95}, Point{2, 1e300}, Point{1e300, 45}}) {
        INFO(bad.x << " " << bad.y);
        CHECK_FALSE(transform.ring(std::vector<Point>{{2, 47}, bad, {2, 48}}, grid));
        CHECK(grid.empty());
        const Point alone = transform.point(bad);
        CHECK_FALSE((std::isfinite(alone.x) && std::isfinite(alone.y)));
    }
    CHECK(transform.ring(std::vector<Point>{}, grid));
}

TEST_CASE("longitudes near and beyond 180 go through PROJ and stay right") {
    const Lattice world{"EPSG:3832", 0, 0, 1000, 1000};  // Mercator centred on 150 east
    GridTransform transform("EPSG:4326", world);
    const Truth truth("EPSG:4326", world);
    for (const double longitude : {179.95, 180.0, 180.05, 190.0, -179.95, -170.0}) {
        const Point got = transform.point({longitude, -17}), want = truth({longitude, -17});
        INFO(longitude);
        CHECK(distance(got, want) < 1e-7);
    }
    CHECK(distance(transform.point({190, -17}), transform.point({-170, -17})) < 1e-6);
    const Lattice mollweide{"ESRI:54009", 0, 0, 1000, 1000};
    GridTransform wrapped("EPSG:4326", mollweide);
    const Truth wrapped_truth("EPSG:4326", mollweide);
    for (const double longitude : {179.99, -179.99, 179.5})
        CHECK(distance(wrapped.point({longitude, 10}), wrapped_truth({longitude, 10})) * 1000 < 1e-5);
}

TEST_CASE("exact asks PROJ for every vertex, to the bit") {
    GridTransform transform = GridTransform::exact("EPSG:2154", kEurope);
    const Truth truth("EPSG:2154", kEurope);
    for (const Point p : scattered(kSmooth[0], 50, 4)) CHECK(transform.point(p) == truth(p));
    CHECK(transform.report().method == "proj");
    CHECK(transform.report().worst_error_m == 0);
}

TEST_CASE("the report compares the vertices with the smallest hashes, whoever read them") {
    const Case& c = kSmooth[0];
    const auto points = scattered(c, 6000, 5);
    GridTransform whole(c.from, c.to), first(c.from, c.to), second(c.from, c.to);
    std::vector<Point> grid;
    for (std::size_t i = 0; i + 3 <= points.size(); i += 3) {
        const std::span<const Point> ring(points.data() + i, 3);
        REQUIRE(whole.ring(ring, grid));
        REQUIRE((i % 2 == 0 ? first : second).ring(ring, grid));
    }
    second.absorb(first);
    const auto one = whole.report(), other = second.report();
    CHECK(one.sampled == 1000);
    CHECK(other.sampled == 1000);
    CHECK(one.worst_error_m == other.worst_error_m);
    CHECK(one.worst_error_m > 0);
    CHECK(one.worst_error_m < 1e-5);
    GridTransform small(c.from, c.to);
    REQUIRE(small.ring(std::span<const Point>(points.data(), 7), grid));
    CHECK(small.report().sampled == 7);
}

TEST_CASE("an unknown CRS and a ballpark operation are errors without a place, for the caller to add the file") {
    const auto fault = [](const std::string& crs) {
        try {
            GridTransform transform(crs, kEurope);
        } catch (const core::Error& error) {
            CHECK(error.kind() == core::ErrorKind::input);
            CHECK(error.where().empty());
            return error.message();
        }
        return std::string();
    };
    CHECK(fault("EPSG:99999").find("PROJ does not know the CRS «EPSG:99999»") == 0);
    CHECK(fault("+proj=laea +lat_0=52 +lon_0=10 +ellps=GRS80").find("better than a ballpark one") != std::string::npos);
}
