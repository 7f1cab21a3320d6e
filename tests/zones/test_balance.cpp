// Worlds with any borders, slivers and overlaps: what is drawn is approximate, what is counted is not.
#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <map>
#include <memory>
#include <set>

#include "core/error.hpp"
#include "sweep/support/random_world.hpp"
#include "zones/band_builder.hpp"
#include "zones/join.hpp"
#include "zones/outline.hpp"
#include "zones/support/found_zones.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

/// Operators X and Y of the first two bits; the others are of nobody in the market.
model::RunModel model_of(const World& world, Random& random) {
    model::RunModel model;
    model.frame = {world.demand.lattice(), world.swept()};
    for (std::size_t a = 0; a < world.demand.attributes(); ++a)
        model.attributes.push_back({a == 0 ? "people" : "more" + std::to_string(a), {}, "", "", ""});
    model.territories.unit = "commune";
    model.territories.parent_kinds = {"departement"};
    for (std::size_t t = 0; t < world.territories.size(); ++t) {
        const std::string unit = "U" + std::to_string(random.below(3));
        model.territories.territories.push_back({std::string(1, static_cast<char>('A' + t)), "", {unit}, {unit}, {}, 0});
    }
    model.market_of.assign(world.territories.size(), 0);
    model.markets = {{{"X", "Y"}}};
    for (std::size_t bit = 0; bit < world.bits(); ++bit) {
        model::ClaimInfo claim;
        claim.key = {std::string(1, static_cast<char>(bit < 2 ? 'X' + bit : 'a' + bit)), "4G", "data", "mobile", "claimed", ""};
        model.catalogue.claims.push_back(claim);
        model.catalogue.layers.push_back({core::ClaimId(static_cast<std::uint32_t>(bit)), ""});
    }
    model::IndicatorSpec any = both_operators();
    any.name = "any_4g";
    any.all = false;
    model.job.indicator = {both_operators(), any};
    return model;
}

using Account = std::map<std::uint32_t, std::vector<std::int64_t>>;  ///< white and grey together

void add(Account& account, const zones::Accounts& from, std::size_t stride) {
    for (std::size_t i = 0; i < from.territory.size(); ++i) {
        std::vector<std::int64_t>& into = account[from.territory[i]];
        into.resize(stride, 0);
        for (std::size_t c = 0; c < 2 * stride; ++c) into[c % stride] += from.values[i * 2 * stride + c];
    }
}

/// A world asked several [[zones]] in one sweep.
struct Question {
    explicit Question(const model::RunModel& the_model, const World& world) : model(the_model), areas(world.cell_area_dm2) {
        const std::vector<const model::IndicatorSpec*> asked{&model.job.indicator[0], &model.job.indicator[1],
                                                             &model.job.indicator[0]};
        for (int z = 0; z < 3; ++z) specs.push_back(zones_spec(1 << (z + 1)));
        specs[1].all_cells = true;
        specs[2].max_area = static_cast<std::int64_t>(3 * world.cell_area_dm2);
        standards = std::make_unique<zones::Standards>(asked, model.catalogue, model.markets);
        for (const model::ZonesSpec& spec : specs)
            question.plans.push_back(zones::make_plan(spec, model, std::vector<bool>(world.territories.size(), true)));
        question.standards = standards.get();
        question.areas = &areas;
        question.market_of = model.market_of;
    }
    const model::RunModel& model;
    ConstantAreas areas;
    std::vector<model::ZonesSpec> specs;
    std::unique_ptr<zones::Standards> standards;
    zones::ZoneQuestion question;
};

}  // namespace

TEST_CASE("any world: zones and leftovers are what fails by the tally, sub-cells have one zone, outlines close") {
    std::size_t zones_seen = 0;
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        World world = seed % 3 == 0 ? coincidences(seed) : random_world(seed);
        if (world.bits() < 2) continue;
        Random random(seed);
        const model::RunModel model = model_of(world, random);
        const Question asked(model, world);
        zones::ZoneSink sink(asked.question);
        RunOptions options;
        options.sinks = {{&sink}};
        const Swept swept = sweep_world(world, options);
        const std::size_t stride = world.demand.attributes() + 1;
        for (std::size_t z = 0; z < asked.specs.size(); ++z) {
            INFO("world " << seed << ", zones " << z);
            Account expected, found;
            for (const auto& [key, values] : swept.tally) {
                std::vector<zones::Verdict> verdicts(asked.specs.size());
                asked.standards->judge(0, key.signature, verdicts);
                if (!zones::fails(verdicts[z])) continue;
                std::vector<std::int64_t>& into = expected[key.territory];
                into.resize(stride, 0);
                for (std::size_t c = 0; c < stride; ++c) into[c] += values[c];
            }
            const zones::JoinedZones joined = zones::join_bands(std::move(sink.bands()[z]), asked.question.plans[z]);
            add(found, joined.scattered, stride);
            add(found, joined.empty, stride);
            std::set<std::pair<core::Row, core::Col>> taken;
            std::size_t cells = 0;
            for (const zones::RawZone& zone : joined.zones) {
                add(found, zone.accounts, stride);
                REQUIRE_NOTHROW(zones::outline(zone.boxes));
                for (const zones::Box& b : zone.boxes)
                    for (core::Row r = b.row_begin; r < b.row_end; ++r)
                        for (core::Col c = b.col_begin; c < b.col_end; ++c, ++cells) taken.emplace(r, c);
                ++zones_seen;
            }
            CHECK(taken.size() == cells);
            std::erase_if(expected, [](const auto& e) {
                return std::all_of(e.second.begin(), e.second.end(), [](std::int64_t v) { return v == 0; });
            });
            std::erase_if(found, [](const auto& e) {
                return std::all_of(e.second.begin(), e.second.end(), [](std::int64_t v) { return v == 0; });
            });
            REQUIRE(found == expected);
        }
    }
    CHECK(zones_seen > 1000);
}

TEST_CASE("sums beyond 63 bits are an Error, not a wrong number") {
    zones::Accounts accounts;
    accounts.atom = {0, 0};
    accounts.territory = {4, 4};
    accounts.values = {std::numeric_limits<std::int64_t>::max(), 1, 1, 1};
    try {
        zones::summed(accounts, 2);
        FAIL("no error");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::check);
        CHECK(error.message().find("exceeds 63 bits") != std::string::npos);
    }
}
