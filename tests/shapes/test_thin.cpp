#include <catch2/catch.hpp>
#include <cmath>

#include "shapes/thin.hpp"

using namespace covmap;
using shapes::Path;

namespace {

double distance_to(const Path& path, core::Point p) {
    double nearest = 1e300;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const core::Point a = path[i], b = path[i + 1];
        const double x = b.x - a.x, y = b.y - a.y, length2 = x * x + y * y;
        const double t = length2 == 0 ? 0 : std::min(1.0, std::max(0.0, ((p.x - a.x) * x + (p.y - a.y) * y) / length2));
        nearest = std::min(nearest, std::hypot(a.x + t * x - p.x, a.y + t * y - p.y));
    }
    return nearest;
}

}  // namespace

TEST_CASE("a thinned path keeps its ends, and no dropped vertex was farther than asked") {
    Path path;
    for (int i = 0; i <= 1000; ++i) path.push_back({i * 0.01, std::sin(i * 0.01) + 0.003 * std::sin(i * 0.7)});
    const Path thin = shapes::thinned_path(path, 0.01);
    CHECK(thin.size() < 100);
    CHECK(thin.front() == path.front());
    CHECK(thin.back() == path.back());
    for (const core::Point p : path) REQUIRE(distance_to(thin, p) <= 0.01);
    CHECK(shapes::thinned_path({{0, 0}, {1, 1}}, 5) == Path{{0, 0}, {1, 1}});
}

TEST_CASE("thinned areas keep their holes and do not vanish into a line") {
    core::Polygon lake(2);
    for (int i = 0; i <= 360; ++i) {
        const double angle = (i % 360) * 3.14159265358979 / 180;
        lake[0].push_back({10 * std::cos(angle), 10 * std::sin(angle)});
        lake[1].push_back({3 * std::cos(-angle), 3 * std::sin(-angle)});
    }
    const core::MultiPolygon thin = shapes::thinned_areas({lake}, 0.05);
    REQUIRE(thin.size() == 1);
    REQUIRE(thin[0].size() == 2);
    CHECK(thin[0][0].size() < 50);
    for (const core::Point p : lake[0]) REQUIRE(distance_to(thin[0][0], p) <= 0.05);
    CHECK(shapes::thinned_areas({lake}, 100).size() == 1);
    CHECK(shapes::thinned_areas({}, 1).empty());
}

TEST_CASE("a line that leaves a box and comes back is two lines in it") {
    const std::vector<Path> inside = shapes::paths_in_box({{{0.5, 0.5}, {2, 0.5}, {2, 0.75}, {0.5, 0.75}}}, {0, 0}, {1, 1});
    REQUIRE(inside.size() == 2);
    CHECK(inside[0] == Path{{0.5, 0.5}, {1, 0.5}});
    CHECK(inside[1] == Path{{1, 0.75}, {0.5, 0.75}});
    CHECK(shapes::paths_in_box({{{5, 5}, {6, 6}}}, {0, 0}, {1, 1}).empty());
    CHECK(shapes::paths_in_box({}, {0, 0}, {1, 1}).empty());
}
