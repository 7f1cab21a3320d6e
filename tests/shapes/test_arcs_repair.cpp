#include <catch2/catch.hpp>

#include "shapes/arcs_repair.hpp"

using namespace covmap;
using core::Point;
using shapes::Arc;
using shapes::Kept;

namespace {

/// An arc whose vertices are places of its own, from `first` on.
Arc arc_of(const std::vector<Point>& points, std::uint32_t first) {
    Arc arc;
    arc.points = points;
    arc.weights.assign(points.size(), 1);
    for (std::size_t i = 0; i < points.size(); ++i) arc.places.push_back(first + static_cast<std::uint32_t>(i));
    return arc;
}

constexpr double kTolerance = 10;  ///< all that is dropped here lies nearer

}  // namespace

TEST_CASE("an arc that meets nothing stays simplified") {
    const std::vector<Arc> arcs{arc_of({{0, 0}, {5, 5}, {10, 0}}, 0), arc_of({{0, 20}, {10, 20}}, 10)};
    Kept kept{{true, false, true}, {true, true}};
    shapes::repair(arcs, kTolerance, kept);
    CHECK(kept == Kept{{true, false, true}, {true, true}});
}

TEST_CASE("a simplified arc that crosses another gets its vertex back") {
    const std::vector<Arc> arcs{arc_of({{0, 0}, {5, 5}, {10, 0}}, 0), arc_of({{5, -1}, {5, 4}}, 10)};
    Kept kept{{true, false, true}, {true, true}};
    shapes::repair(arcs, kTolerance, kept);
    CHECK(kept == Kept{{true, true, true}, {true, true}});
}

TEST_CASE("an island between an arc and what replaces it would change sides: the arc gets its vertex back") {
    const std::vector<Arc> arcs{arc_of({{0, 0}, {5, 5}, {10, 0}}, 0), arc_of({{4, 1}, {6, 1}, {5, 2}, {4, 1}}, 10)};
    Kept kept{{true, false, true}, {true, true, true, true}};
    shapes::repair(arcs, kTolerance, kept);
    CHECK(kept.front() == std::vector<bool>{true, true, true});
}

TEST_CASE("only as many vertices come back as it takes, the farthest first") {
    // The bump that the crossing line is under comes back; the far end stays straight.
    const std::vector<Arc> arcs{arc_of({{0, 0}, {5, 5}, {10, 0}, {50, 0.5}, {90, 0}}, 0), arc_of({{5, -1}, {5, 3}}, 10)};
    Kept kept{{true, false, false, false, true}, {true, true}};
    shapes::repair(arcs, kTolerance, kept);
    CHECK(kept.front()[1]);
    CHECK_FALSE(kept.front()[3]);
}

TEST_CASE("arcs that crossed in the input stay as they were") {
    const std::vector<Arc> arcs{arc_of({{0, 0}, {10, 0}}, 0), arc_of({{5, -1}, {5, 1}}, 10)};
    Kept kept{{true, true}, {true, true}};
    shapes::repair(arcs, kTolerance, kept);
    CHECK(kept == Kept{{true, true}, {true, true}});
}
