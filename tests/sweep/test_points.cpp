// People who stand at points: each is where its point is, whatever crosses the cell.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "sweep/support/oracle.hpp"
#include "sweep/support/random.hpp"
#include "sweep/support/random_world.hpp"
#include "sweep/support/world.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

constexpr double kClear = 1e-3;  ///< cells: points keep so far from borders, which cells keep to 2^-15

double distance_to_edge(core::Point p, core::Point a, core::Point b) {
    const double dx = b.x - a.x, dy = b.y - a.y, squared = dx * dx + dy * dy;
    const double t = squared > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / squared, 0.0, 1.0) : 0.0;
    return std::hypot(a.x + t * dx - p.x, a.y + t * dy - p.y);
}

/// 1 inside, 0 outside, -1 too near to say. Even-odd on the rings that GEOS gives.
int holds(const Region& region, core::Point p) {
    bool inside = false;
    for (const auto& ring : region.rings())
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const core::Point a = ring[i], b = ring[(i + 1) % ring.size()];
            if (distance_to_edge(p, a, b) < kClear) return -1;
            if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
        }
    return inside ? 1 : 0;
}

/// The key of a place; false where some border is too near.
bool key_at(const World& world, const std::vector<Region>& regions, core::Point p, Key& key) {
    key.territory = static_cast<std::uint32_t>(world.territories.size());
    key.signature.assign(1, 0);
    for (std::size_t owner = 0; owner < regions.size(); ++owner) {
        const int held = holds(regions[owner], p);
        if (held < 0) return false;
        if (held == 0) continue;
        if (owner < world.territories.size())
            key.territory = std::min(key.territory, static_cast<std::uint32_t>(owner));
        else
            key.signature[0] |= std::uint64_t{1} << (owner - world.territories.size());
    }
    return true;
}

}  // namespace

TEST_CASE("each point has the territory and the layers of its place, over borders that meet everywhere") {
    constexpr std::uint64_t kWorlds = 300;
    constexpr int kTries = 12;
    std::size_t placed = 0;
    for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
        World world = coincidences(seed);
        const std::vector<Region> regions = owner_regions(world);
        const core::CellBox box = world.swept();
        world.frame = box;
        world.demand = MemoryDemand();
        Random random(seed);
        std::map<Key, std::int64_t> expected;
        std::int64_t outside = 0;
        for (core::Row row = box.row_begin; row < box.row_end; ++row)
            for (core::Col col = box.col_begin; col < box.col_end; ++col) {
                std::vector<DemandPoint> points;
                for (int i = 0; i < kTries; ++i) {
                    const core::Point in_cell{random.unit(), random.unit()};
                    Key key;
                    if (!key_at(world, regions, {col + in_cell.x, row + in_cell.y}, key)) continue;
                    points.push_back({in_cell, random.between(1, 9)});
                    (key.territory < world.territories.size() ? expected[key] : outside) += points.back().weight;
                }
                placed += points.size();
                world.demand.set_points(row, col, std::move(points));
            }
        const Swept swept = sweep_world(world);
        CAPTURE(seed, told(world));
        CHECK(swept.disorder.empty());
        std::map<Key, std::int64_t> found;
        for (const auto& [key, values] : swept.tally)
            if (values.front() != 0) found[key] = values.front();
        CHECK(found == expected);
        CHECK(swept.report.outside.front() == outside);
    }
    CHECK(placed > 10'000);
}

TEST_CASE("a cell without points is spread by area beside one whose people stand at points") {
    World world = layered(1, 2, {box(0, 0, 0.5, 1) + box(1, 0, 1.5, 1)});
    world.demand.set_points(0, 0, {{{0.75, 0.5}, 70}, {{0.25, 0.5}, 30}});
    const Swept swept = sweep_world(world);
    CHECK(people(swept, 0, 0) == 30 + 5 * core::kWeightQuantaPerUnit);
    CHECK(people(swept, 0) == 100 + 10 * core::kWeightQuantaPerUnit);
    CHECK(area_cells(world, swept, 0, 0) == Approx(1));
}
