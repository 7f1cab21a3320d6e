// The same integers for any number of workers and stores, any order of features, parts, rings, vertices, any orientation.
#include <catch2/catch.hpp>

#include "sweep/support/oracle.hpp"
#include "sweep/support/random_world.hpp"

using namespace covmap::test;

namespace {

/// Whole cells and 2^-40 of a cell that are nothing together.
bool same_cells(std::int64_t cells, std::int64_t fraction) { return cells * (std::int64_t{1} << 40) + fraction == 0; }

/// A short word on the first difference, not pages of integers.
std::string difference(const Swept& expected, const Swept& got) {
    if (expected.tally != got.tally) {
        for (const auto& [key, values] : expected.tally) {
            const auto found = got.tally.find(key);
            const std::string where = "territory " + std::to_string(key.territory) + " words " + std::to_string(key.signature[0]);
            if (found == got.tally.end()) return where + " is missing";
            for (std::size_t i = 0; i < values.size(); ++i)
                if (values[i] != found->second[i])
                    return where + " value " + std::to_string(i) + ": " + std::to_string(values[i]) + " became " +
                           std::to_string(found->second[i]);
        }
        return "more rows";
    }
    if (expected.groups != got.groups) return "the groups differ";
    const auto &a = expected.report, &b = got.report;
    if (a.outside != b.outside) return "outside differs";
    if (a.total != b.total) return "total differs";
    if (a.overlap_area != b.overlap_area) return "overlap_area differs";
    if (a.gap_area != b.gap_area) return "gap_area differs";
    if (a.has_demand != b.has_demand) return "has_demand differs";
    if (a.moved_inside != b.moved_inside) return "moved_inside differs";
    if (a.land_unknown_cells != b.land_unknown_cells) return "land_unknown_cells differs";
    if (a.open_windings != b.open_windings) return "open_windings differs";
    if (a.negative_windings != b.negative_windings) return "negative_windings differs";
    for (std::size_t t = 0; t < a.areas.size(); ++t) {
        const auto &x = a.areas[t], &y = b.areas[t];
        if (same_cells(x.swept_cells - y.swept_cells, x.swept_fraction - y.swept_fraction) &&
            same_cells(x.taken_cells - y.taken_cells, x.taken_fraction - y.taken_fraction))
            continue;
        return "the area account of territory " + std::to_string(t) + " differs";
    }
    return {};
}

constexpr std::uint64_t kWorlds = 60;

}  // namespace

TEST_CASE("any number of workers gives the same integers") {
    for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
        auto world = random_world(seed);
        INFO("world " << seed);
        const auto expected = sweep_world(world);
        for (const int workers : {2, 3, 8}) {
            RunOptions options;
            options.workers = workers;
            INFO(workers << " workers");
            CHECK(difference(expected, sweep_world(world, options)) == "");
        }
    }
}

TEST_CASE("any order of features, parts, rings and vertices, and any orientation, gives the same integers") {
    for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
        auto world = random_world(seed);
        INFO("world " << seed << "\n" << told(world));
        const auto expected = sweep_world(world);
        for (const std::uint64_t shuffle : {11U, 12U, 13U}) {
            RunOptions options;
            options.seed = shuffle;
            options.stores = static_cast<int>(shuffle) - 10;
            INFO("shuffle " << shuffle);
            CHECK(difference(expected, sweep_world(world, options)) == "");
        }
    }
}

TEST_CASE("clipping at the frame and spilling to scratch give the same tally") {
    for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
        auto world = random_world(seed);
        INFO("world " << seed << "\n" << told(world));
        const auto expected = sweep_world(world);
        RunOptions options;
        options.clip = true;
        options.memory_bytes = 1;
        const auto clipped = sweep_world(world, options);
        CHECK(expected.tally == clipped.tally);
        options.seed = 99;
        options.stores = 2;
        CHECK(difference(clipped, sweep_world(world, options)) == "");
    }
}

TEST_CASE("worlds with many bands, shuffled, by several workers") {
    World world;
    world.frame = {-70, 200, 0, 12};
    world.demand = MemoryDemand::even(world.frame, 123'456'789);
    world.territories = {polygon("0 -70, 6.3 -70, 4.1 200, 0 200"), polygon("6.3 -70, 12 -70, 12 200, 4.1 200")};
    world.layers = {polygon("0 -70, 12 31, 5 200, 3 64"), polygon("1 -60, 11 190, 11 -60, 1 190")};
    world.discs = {{}, {}, {{{6, 32}, 5}, {{6, 40}, 5}, {{6, -64}, 3}}};
    CHECK(compare_with_oracle(world) == Complaints{});
    const auto expected = sweep_world(world);
    RunOptions options;
    options.workers = 3;
    options.seed = 5;
    options.stores = 2;
    CHECK(difference(expected, sweep_world(world, options)) == "");
}
