// Random worlds against GEOS, each territory, layer and signature. COVMAP_WORLDS sets how many (default 300); a failing world is
// printed so that it can be pasted into a test.
#include <catch2/catch.hpp>
#include <cstdlib>

#include "sweep/support/oracle.hpp"
#include "sweep/support/random_world.hpp"

using namespace covmap::test;

namespace {

std::uint64_t worlds() {
    const char* given = std::getenv("COVMAP_WORLDS");
    return given != nullptr ? std::strtoull(given, nullptr, 10) : 300;
}

std::uint64_t first_world() {
    const char* given = std::getenv("COVMAP_FIRST_WORLD");
    return given != nullptr ? std::strtoull(given, nullptr, 10) : 1;
}

}  // namespace

TEST_CASE("random worlds: areas and people as GEOS has them, accounts balance, checks are good") {
    for (std::uint64_t seed = first_world(); seed < first_world() + worlds(); ++seed) {
        auto world = random_world(seed);
        INFO("world " << seed << "\n" << told(world));
        RunOptions options;
        options.clip = seed % 2 == 0;
        options.seed = seed % 3 == 0 ? seed : 0;
        CHECK(compare_with_oracle(world, options) == Complaints{});
    }
}

TEST_CASE("random worlds on a coarse lattice: vertices on edges and edges on edges everywhere") {
    for (std::uint64_t seed = first_world(); seed < first_world() + 5 * worlds(); ++seed) {
        const auto world = coincidences(seed);
        INFO("world " << seed << "\n" << told(world));
        CHECK(compare_with_oracle(world) == Complaints{});
    }
}
