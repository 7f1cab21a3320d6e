// Fixed networks: premises by the speed that is offered, held against commune_debit.
#include <catch2/catch.hpp>

#include "measure/support/reconciled.hpp"

using namespace covmap;
using namespace covmap::test;
using model::Cause;
using model::NotCompared;
using model::ReferenceShape;

namespace {

/// One commune of 1,000 premises: 600 with fibre of 1 Gbit/s, 200 with copper of 8, 100 with 4G fixe of 30 and nothing else, 60
/// with a satellite of 100 at most, 40 whom nobody knows; `extra_satellites`: those with fibre have a satellite too.
struct Village {
    model::RunModel model = three_communes();
    std::unique_ptr<MemoryTally> tally;
    explicit Village(bool with_satellites = true) {
        model.attributes.front() = {"dwellings", {"logements", "dwellings"}, "dwellings", "", ""};
        model.territories.territories.resize(1);
        const auto fixed = [&](const char* technology, std::int64_t kbps) {
            const core::ClaimId claim = add_claim(model, "O", technology);
            model::ClaimInfo& info = model.catalogue.claims[claim.value];
            info.key.kind = "fixed";
            info.key.service.clear();
            const std::size_t bit = add_layer(model, claim);
            model.catalogue.layers[bit].speed.down_kbps = kbps;
            return claim;
        };
        std::vector<core::ClaimId> claims = {fixed("4GF", 30'000), fixed("COPPER", 8'000), fixed("FTTH", 1'000'000)};
        if (with_satellites) claims.push_back(fixed("SAT", 100'000));
        const std::size_t known = add_extent(model, claims);
        tally = std::make_unique<MemoryTally>(1, 2, known + 1);
        tally->add(0, {2, known}, {600 * kPerson, kKm2});
        tally->add(0, {1, known}, {200 * kPerson, kKm2});
        tally->add(0, {0, known}, {100 * kPerson, kKm2});
        tally->add(0, with_satellites ? std::vector<std::size_t>{3, known} : std::vector<std::size_t>{known},
                   {60 * kPerson, kKm2});
        tally->add(0, {}, {40 * kPerson, 0});
        tally->finish();
    }
};

model::Reference debits(const std::string& medium, std::int64_t total, const std::vector<std::int64_t>& counts) {
    model::Reference r = reference(ReferenceShape::debits);
    r.medium = medium;
    model::ReferenceRow row;
    row.code = "A1";
    row.total = total;
    for (const std::int64_t count : counts) row.people.emplace_back(count);
    r.rows.push_back(row);
    return r;
}

model::ReconcileOptions exactly() {
    model::ReconcileOptions options;
    options.tolerance = 0;
    options.keep_alike = true;
    return options;
}

}  // namespace

TEST_CASE("premises by speed, by medium: a premises whom nobody knows is a range, not ineligible") {
    const Village village;
    const auto wired = held(village.model, *village.tally, debits("wired", 1000, {180, 820, 820, 820, 610, 600, 600}), exactly());
    REQUIRE(wired.alike.size() == 1);
    CHECK(wired.attribute == "dwellings");
    CHECK(wired.alike[0].technology == "wired");
    CHECK(wired.alike[0].figures[0].run == model::Range{16 * model::kPoint, 20 * model::kPoint});
    CHECK(wired.alike[0].figures[4].name == "elig_thd30");
    CHECK(wired.alike[0].figures[4].run == model::Range{60 * model::kPoint, 64 * model::kPoint});
    const auto terrestrial =
        held(village.model, *village.tally, debits("terrestrial", 1000, {60, 940, 940, 940, 740, 640, 640}), exactly());
    CHECK(terrestrial.within == 1);
    const auto any = held(village.model, *village.tally, debits("any", 1000, {0, 1000, 1000, 1000, 800, 700, 640}), exactly());
    CHECK(any.within == 1);
}

TEST_CASE("cause: a reference of another medium, satellites counted, other premises") {
    const Village village;
    const auto wrong = held(village.model, *village.tally, debits("wired", 1000, {0, 1000, 1000, 1000, 800, 700, 640}));
    REQUIRE(wrong.beyond.size() == 1);
    CHECK(wrong.beyond[0].cause == Cause::satellites);
    CHECK(wrong.beyond[0].hint == "it agrees with the run's any offers");
    const Village without(false);
    const auto counted = held(without.model, *without.tally, debits("any", 1000, {0, 1000, 1000, 1000, 1000, 700, 700}));
    REQUIRE(counted.beyond.size() == 1);
    CHECK(counted.beyond[0].cause == Cause::satellites);
    CHECK_THAT(counted.beyond[0].hint, Catch::Contains("it counts satellites, the run has none"));
    const auto base = held(village.model, *village.tally, debits("wired", 800, {0, 800, 800, 800, 640, 640, 640}));
    REQUIRE(base.beyond.size() == 1);
    CHECK(base.beyond[0].cause == Cause::population_base);
    CHECK(base.beyond[0].hint == "800 premises in the reference, 1,000 in the run");
    const auto other = held(village.model, *village.tally, debits("wired", 1000, {500, 500, 500, 500, 500, 500, 500}));
    REQUIRE(other.beyond.size() == 1);
    CHECK(other.beyond[0].cause == Cause::claims);
}

TEST_CASE("a run without fixed networks has nothing to compare with debits") {
    model::RunModel model = three_communes();
    add_layer(model, add_claim(model, "O", "4G"));
    MemoryTally tally(3, 2, 1);
    tally.add(0, {0}, {kPerson, kKm2});
    tally.finish();
    const auto found = held(model, tally, debits("wired", 1000, {0, 0, 0, 0, 0, 0, 0}));
    CHECK(found.compared == 0);
    CHECK(left_out(found, NotCompared::technology_missing) == 1);
}
