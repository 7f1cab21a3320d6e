// Worlds drawn in eighths of a cell, at random, against a flood fill that shares no code with the engine. COVMAP_WORLDS sets how
// many (default 150); a failing world is drawn.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <limits>

#include "zones/support/found_zones.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

std::uint64_t worlds() {
    const char* given = std::getenv("COVMAP_WORLDS");
    return given != nullptr ? std::strtoull(given, nullptr, 10) : 150;
}

/// What a job may ask.
model::ZonesSpec random_spec(Random& random) {
    model::ZonesSpec spec = zones_spec(1 << random.below(4));
    spec.attribute = random.chance(0.7) ? "people" : "seniors";
    spec.all_cells = random.chance(0.4);
    if (random.chance(0.5)) spec.max_area = random.between(1, 6) * kCellArea;
    return spec;
}

}  // namespace

TEST_CASE("random worlds: members, zones, accounts, leftovers, summits and squares as a flood fill has them") {
    std::size_t zones = 0, leftovers = 0;
    for (std::uint64_t seed = 1; seed <= worlds(); ++seed) {
        const FineWorld world = random_fine_world(seed);
        Random random(seed + 1'000'000);
        const model::ZonesSpec spec = random_spec(random);
        INFO("world " << seed << ", detail " << spec.detail << (spec.all_cells ? ", all cells" : "") << ", at most "
                      << spec.max_area << ", by " << spec.attribute << "\n"
                      << world.told());
        const FineZones expected = brute_force(world, spec, spec.attribute == "people" ? 0 : 1);
        const AskedWorld asked(world, spec, 1 + static_cast<int>(seed % 3), seed % 2 == 0 ? seed : 0);
        const FineZones found = asked.joined();
        zones += found.zones.size();
        leftovers += found.scattered.size();
        INFO("expected\n" << told(expected) << "found\n" << told(found));
        REQUIRE((found == expected));
        // Bands may come in any order.
        std::vector<zones::BandZones> bands = asked.bands();
        random.shuffle(bands);
        const auto again = zones::join_bands(std::move(bands), asked.plan());
        REQUIRE(again.zones.size() == found.zones.size());
    }
    CHECK(zones > worlds());
    CHECK(leftovers > worlds() / 10);
}

TEST_CASE("random worlds: published zones and what is scattered or empty are what fails by the tally, territory by territory") {
    for (std::uint64_t seed = 1; seed <= worlds(); ++seed) {
        const FineWorld world = random_fine_world(seed + 500'000);
        Random random(seed);
        model::ZonesSpec spec = random_spec(random);
        spec.minimum = random.between(0, 300) * kFinePerson;
        INFO("world " << seed << "\n" << world.told());
        const AskedWorld asked(world, spec);
        const zones::FoundZones found = asked.made();
        Sums sums;
        const auto add = [&](const std::vector<model::ZonePart>& parts) {
            for (const model::ZonePart& part : parts) {
                std::vector<std::int64_t>& into = sums[part.territory.value];
                into.resize(3, 0);
                for (std::size_t i = 0; i < 6; ++i) into[i % 3] += part.values[i];
            }
        };
        for (const model::Zone& zone : found.set.zones) add(zone.parts);
        add(found.set.scattered);
        add(found.set.empty);
        REQUIRE(sums == asked.failing());
        std::int64_t before = std::numeric_limits<std::int64_t>::max();
        std::vector<std::string> ids;
        for (const model::Zone& zone : found.set.zones) {
            std::int64_t weight = 0, in_squares = 0;
            const std::size_t a = asked.plan().attribute;
            for (const model::ZonePart& part : zone.parts) weight += part.values[a] + part.values[3 + a];
            for (const model::ZoneSquare& square : zone.squares) in_squares += square.weight;
            CHECK(weight >= spec.minimum);
            CHECK(weight <= before);
            CHECK(in_squares == weight);
            before = weight;
            ids.push_back(zone.id);
        }
        CHECK(found.index.ids == ids);
        std::sort(ids.begin(), ids.end());
        CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
    }
}

TEST_CASE("random worlds: a cell is served where at least half of its inside is") {
    for (std::uint64_t seed = 1; seed <= worlds(); ++seed) {
        const FineWorld world = random_fine_world(seed + 900'000);
        INFO("world " << seed << "\n" << world.told());
        const AskedWorld asked(world, zones_spec(), 2);
        const geodesy::Locator locator(asked.model().frame.lattice);
        for (int r = 0; r < world.rows; ++r)
            for (int c = 0; c < world.cols; ++c) {
                INFO("cell " << r << "," << c);
                const core::Row row = world.row + r;
                const core::Col col = world.col + c;
                const auto nearest = asked.served().nearest({col + 0.5, row + 0.5}, locator);
                REQUIRE((nearest && nearest->row == row && nearest->col == col) == served_by_force(world, r, c));
            }
    }
}
