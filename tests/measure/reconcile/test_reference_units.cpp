#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "measure/reconcile/reference_units.hpp"
#include "measure/support/reconciled.hpp"
#include "measure/tables/rollup.hpp"

using namespace covmap;
using namespace covmap::test;
using model::NotCompared;
using model::ReferenceShape;

namespace {

/// Communes of these codes, one operator who covers the first half of each: 50 people of 100, 1 km2 of 2.
struct France {
    model::RunModel model;
    std::unique_ptr<MemoryTally> tally;
    explicit France(const std::vector<std::string>& codes, const std::vector<std::int64_t>& covered) {
        model.attributes.push_back({"population", {"population", "population"}, "personnes", "census", "2021-01-01"});
        model.territories.unit = "commune";
        for (const std::string& code : codes) {
            model::Territory territory;
            territory.code = code;
            model.territories.territories.push_back(territory);
        }
        model.has_demand.assign(codes.size(), true);
        model.market_of.assign(codes.size(), 0);
        model.markets = {{{"O"}}};
        add_layer(model, add_claim(model, "O", "4G"));
        tally = std::make_unique<MemoryTally>(codes.size(), 2, 1);
        for (std::size_t t = 0; t < codes.size(); ++t) {
            tally->add(t, {0}, {covered[t] * kPerson, kKm2});
            tally->add(t, {}, {(100 - covered[t]) * kPerson, kKm2});
        }
        tally->finish();
    }
};

model::Reference covered(const std::string& unit, const std::vector<std::pair<std::string, double>>& places) {
    model::Reference r = reference(ReferenceShape::levels, unit);
    for (const auto& [code, share] : places) say(r, code, "O", "4G", {100 - share, share, -1, -1}, {50, 50, -1, -1});
    return r;
}

}  // namespace

TEST_CASE("Paris of the reference is all its arrondissements of the run") {
    const France world({"75101", "75102", "75120", "77001"}, {30, 60, 90, 10});
    const auto found = held(world.model, *world.tally, covered("commune", {{"75056", 60}, {"77001", 10}}));
    CHECK(found.compared == 2);
    CHECK(found.beyond.empty());
    CHECK(found.not_compared.empty());
}

TEST_CASE("arrondissements of the reference are a range for the city of the run: their people are not published") {
    const France world({"13055", "69123"}, {50, 50});
    model::Reference r = covered("commune", {{"13201", 30}, {"13216", 80}, {"69381", 60}, {"69389", 70}});
    const auto found = held(world.model, *world.tally, r);
    CHECK(found.compared == 2);
    REQUIRE(found.beyond.size() == 1);
    CHECK(found.beyond[0].place.code == "69123");
    CHECK(found.beyond[0].gap() == 10 * model::kPoint);
    CHECK(found.beyond[0].figures[0].reference == model::Range{30 * model::kPoint, 40 * model::kPoint});
}

TEST_CASE("what the job folds is folded in the reference too") {
    France world({"01001"}, {50});
    world.model.job.territory.fold = {{"01002", "01001"}};
    const auto found = held(world.model, *world.tally, covered("commune", {{"01001", 40}, {"01002", 70}}));
    CHECK(found.compared == 1);
    CHECK(found.beyond.empty());
}

TEST_CASE("départements are told by the communes' codes, Corsica and overseas too, where the run has no such parent") {
    const France world({"2A004", "2A005", "2B001", "97411"}, {20, 40, 70, 90});
    const auto found = held(world.model, *world.tally, covered("departement", {{"2A", 30}, {"2B", 70}, {"974", 90}}));
    CHECK(found.compared == 3);
    CHECK(found.beyond.empty());
    CHECK(found.unit == "departement (by the codes of the communes)");
}

TEST_CASE("METRO is not compared with a part of it; an overseas territory is") {
    const France world({"46127", "97411"}, {20, 90});
    const auto found = held(world.model, *world.tally, covered("territoire", {{"METRO", 99}, {"974", 90}}));
    CHECK(found.compared == 1);
    CHECK(found.beyond.empty());
    REQUIRE(found.notes.size() == 1);
    CHECK_THAT(found.notes[0], Catch::Contains("the run has 1 of the 96 départements of the métropole: METRO is not compared"));
    model::ReconcileOptions options;
    options.unit = "all";
    const auto all = held(world.model, *world.tally, covered("territoire", {{"METRO", 55}}), options);
    CHECK(all.compared == 1);
    CHECK(all.beyond.empty());
}

TEST_CASE("codes of départements that the run does not have are counted as outside, and lost zeros are named") {
    const France world({"01001", "46127"}, {20, 90});
    const auto found = held(world.model, *world.tally,
                            covered("commune", {{"1001", 20}, {"46127", 90}, {"46999", 1}, {"75056", 1}, {"13055", 1}}));
    CHECK(found.compared == 1);
    CHECK(left_out(found, NotCompared::outside) == 3);
    CHECK(found.not_compared.at(NotCompared::only_in_reference).examples == std::vector<std::string>{"46999"});
    CHECK(found.not_compared.at(NotCompared::only_in_run).examples == std::vector<std::string>{"01001"});
    REQUIRE(found.notes.size() == 1);
    CHECK_THAT(found.notes[0],
               Catch::Contains("1 codes of the reference have lost a leading zero («1001» is «01001» in the run)"));
}

TEST_CASE("a unit that the run does not have is an error that lists its units") {
    const France world({"01001"}, {20});
    CHECK_THROWS_WITH(held(world.model, *world.tally, covered("region", {{"84", 1}})),
                      Catch::Contains("reference.csv") && Catch::Contains("speaks of «region», which the run does not have") &&
                          Catch::Contains("--by: commune, all"));
    model::ReconcileOptions options;
    options.unit = "canton";
    CHECK_THROWS_WITH(held(world.model, *world.tally, covered("commune", {{"01001", 1}}), options), Catch::Contains("«canton»"));
}

TEST_CASE("a reference on communes is held against the territories whatever they are called, [only] holds") {
    France world({"01001", "01002"}, {20, 90});
    world.model.territories.unit = "gemeinde";
    world.model.job.only = {{"gemeinde", {"01002"}}};
    const auto found = held(world.model, *world.tally, covered("commune", {{"01001", 20}, {"01002", 90}}));
    CHECK(found.compared == 1);
    CHECK(found.unit == "gemeinde");
    CHECK(left_out(found, NotCompared::only_in_reference) == 1);
}
