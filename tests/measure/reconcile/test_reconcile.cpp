// A run held against references that are said by hand. The world is that of two_operators.hpp.
#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "measure/support/reconciled.hpp"
#include "measure/support/two_operators.hpp"

using namespace covmap;
using namespace covmap::test;
using model::Cause;
using model::NotCompared;
using model::ReferenceShape;

namespace {

constexpr std::int64_t kHundredth = model::kPoint / 100;

/// What O offers in each commune, as a regulator would round it.
model::Reference right_for_o() {
    model::Reference r = reference(ReferenceShape::levels);
    say(r, "A1", "O", "4G", {40, 0, 0, 60}, {40, 0, 0, 60});
    say(r, "A2", "O", "4G", {66.67, 33.33, 0, 0}, {75, 25, 0, 0});
    say(r, "X0", "O", "4G", {16.67, 0, 83.33, 0}, {66.67, 0, 33.33, 0});
    return r;
}

model::ReconcileOptions within(std::int64_t tolerance) {
    model::ReconcileOptions options;
    options.tolerance = tolerance;
    options.keep_alike = true;
    return options;
}

/// The only row beyond, of a reference of one row.
model::ReconciledRow only_row(const model::Reference& r, std::int64_t tolerance = kHundredth) {
    const TwoOperators world;
    const auto found = held(world.model, world.tally, r, within(tolerance));
    REQUIRE(found.beyond.size() == 1);
    return found.beyond.front();
}

model::Reference one(const std::string& code, const std::string& op, const Percent& people, const Percent& area) {
    model::Reference r = reference(ReferenceShape::levels);
    say(r, code, op, "4G", people, area);
    return r;
}

}  // namespace

TEST_CASE("classes that are the run's are within a hundredth of a point") {
    const TwoOperators world;
    const auto found = held(world.model, world.tally, right_for_o(), within(kHundredth));
    CHECK(found.compared == 3);
    CHECK(found.within == 3);
    CHECK(found.beyond.empty());
    CHECK(found.not_compared.empty());
    CHECK(found.worst <= kHundredth / 2 + 1);
    const model::ReconciledRow* row = row_of(found, "A2");
    REQUIRE(row != nullptr);
    REQUIRE(row->figures.size() == 10);
    CHECK(row->figures[1].name == "pop_cl");
    CHECK(row->figures[1].run == model::Range{33'333'333, 33'333'333});
    CHECK(row->figures[4].name == "pop_bc+tbc");
    CHECK(row->figures[9].area);
}

TEST_CASE("all places together are weighted by the run's people") {
    const TwoOperators world;
    const auto found = held(world.model, world.tally, right_for_o(), within(kHundredth));
    REQUIRE(found.together.size() == 1);
    const model::Together& all = found.together.front();
    CHECK(all.operator_name == "Orion");
    CHECK(all.places == 3);
    REQUIRE(all.figures.size() == 5);
    CHECK(all.figures[0].run.lo == 44'852'941);  // 61 of 136
    CHECK(std::abs(all.figures[0].gap) <= kHundredth);
}

TEST_CASE(
    "rows come by the size of the gap, with the people that it stands for; mean, median and worst are of all that was compared") {
    const TwoOperators world;
    model::Reference r = reference(ReferenceShape::levels);
    say(r, "A1", "O", "4G", {30, 0, 0, 70}, {30, 0, 0, 70});
    say(r, "A2", "O", "4G", {66.67, 33.33, 0, 0}, {75, 25, 0, 0});
    say(r, "X0", "O", "4G", {100, 0, 0, 0}, {100, 0, 0, 0});
    const auto found = held(world.model, world.tally, r);
    REQUIRE(found.beyond.size() == 2);
    CHECK(found.beyond[0].place.code == "X0");
    CHECK(found.beyond[0].gap() == -83'333'333);
    CHECK(found.beyond[0].people == 4'999'999);  // 83.333333 % of 6
    CHECK(found.beyond[1].place.code == "A1");
    CHECK(found.beyond[1].gap() == 10'000'000);
    CHECK(found.beyond[1].people == 10 * kPerson);
    CHECK(found.beyond[1].cause == Cause::claims);
    CHECK(found.worst == 83'333'333);
    CHECK(found.median == 10'000'000);
    CHECK(found.causes.at(Cause::claims) == 2);
}

TEST_CASE("an operator is found by its alias, a technology by the set that it names") {
    TwoOperators world;
    world.model.catalogue.claims[0].key.technology = "2G3G";
    model::Reference r = reference(ReferenceShape::levels);
    say(r, "A1", "Orion", "2G/3G", {40, 0, 0, 60}, {40, 0, 0, 60});
    const auto found = held(world.model, world.tally, r);
    CHECK(found.compared == 1);
    CHECK(found.within == 1);
}

TEST_CASE("what the run does not know is not compared, and told apart from 0") {
    const TwoOperators world;
    model::Reference r = right_for_o();
    say(r, "A1", "Z", "4G", {0, 0, 0, 100}, {0, 0, 0, 100});
    say(r, "A1", "O", "5G", {0, 0, 0, 100}, {0, 0, 0, 100});
    say(r, "A2", "P", "4G", {0, 100, 0, 0}, {0, 100, 0, 0});
    say(r, "A1", "P", "4G", {-1, -1, -1, -1}, {-1, -1, -1, -1});
    say(r, "B7", "O", "4G", {0, 0, 0, 100}, {0, 0, 0, 100});
    const auto found = held(world.model, world.tally, r);
    CHECK(found.compared == 3);
    CHECK(left_out(found, NotCompared::operator_missing) == 1);
    CHECK(left_out(found, NotCompared::technology_missing) == 1);
    CHECK(left_out(found, NotCompared::unknown) == 1);
    CHECK(left_out(found, NotCompared::blank) == 1);
    CHECK(left_out(found, NotCompared::only_in_reference) == 1);
    CHECK(found.not_compared.at(NotCompared::operator_missing).examples == std::vector<std::string>{"A1 Z 4G"});
    CHECK(found.not_compared.at(NotCompared::only_in_reference).examples == std::vector<std::string>{"B7"});
}

TEST_CASE("an operator that the place's market does not license is not compared") {
    TwoOperators world;
    world.model.markets.push_back({{"P"}});
    world.model.market_of = {0, 0, 1};
    const auto found = held(world.model, world.tally, right_for_o());
    CHECK(found.compared == 2);
    CHECK(left_out(found, NotCompared::not_licensed) == 1);
}

TEST_CASE("the unknown part of a place makes a range, from which no gap is counted") {
    const TwoOperators world;
    model::Reference r = reference(ReferenceShape::levels, "departement");
    say(r, "A", "P", "4G", {53.85, 46.15, 0, 0}, {57.14, 42.86, 0, 0});  // as if P covered nobody of A2
    const auto found = held(world.model, world.tally, r, within(kHundredth));
    CHECK(found.compared == 1);
    CHECK(found.within == 1);
    CHECK(found.within_unknown == 1);
    const model::ReconciledRow* row = row_of(found, "A");
    REQUIRE(row != nullptr);
    CHECK(row->unknown == 23'076'923);  // 30 of 130
    CHECK(row->figures[0].run == model::Range{30'769'231, 53'846'154});
}

TEST_CASE("cause: classes that are the run's thresholds were read as classes") {
    const model::ReconciledRow row = only_row(one("A1", "O", {40, 60, 60, 60}, {40, 60, 60, 60}));
    CHECK(row.cause == Cause::read_as_threshold);
    CHECK(row.hint == "its cl, bc, tbc are the run's CL or better, BC or better, TBC");
}

TEST_CASE("cause: levels that one side does not have") {
    const model::ReconciledRow run = only_row(one("A1", "P", {40, 0, 0, 60}, {40, 0, 0, 60}));
    CHECK(run.cause == Cause::missing_level);
    CHECK(run.hint == "the run's map has no level: all that is covered counts as one");
    const model::ReconciledRow published = only_row(one("A1", "O", {40, 60, 0, 0}, {40, 60, 0, 0}));
    CHECK(published.cause == Cause::missing_level);
    CHECK(published.hint == "the reference has one level where the run has several");
}

TEST_CASE("cause: areas that agree where people do not are the population's, and the official figure is held against it") {
    CHECK(only_row(one("A1", "O", {10, 0, 0, 90}, {40, 0, 0, 60})).cause == Cause::population_base);
    TwoOperators world;
    world.model.territories.reference_attributes = {"population"};
    for (model::Territory& territory : world.model.territories.territories) territory.reference = {80 * kPerson};
    const auto found = held(world.model, world.tally, one("A1", "O", {10, 0, 0, 90}, {40, 0, 0, 60}));
    REQUIRE(found.beyond.size() == 1);
    CHECK(found.beyond[0].hint == "the run's people are 25 % above the official figure");
}

TEST_CASE("cause: people that agree where areas do not are the outlines'") {
    CHECK(only_row(one("A1", "O", {40, 0, 0, 60}, {10, 0, 0, 90})).cause == Cause::area_base);
}

TEST_CASE("cause: a commune that the reference has merged with one of the run") {
    // A1 and A2 together: 60 + 10 of 130 people, 6 + 1 of 14 km2.
    const TwoOperators world;
    model::Reference r = one("A1", "O", {46.15, 7.69, 0, 46.15}, {50, 7.14, 0, 42.86});
    say(r, "X0", "O", "4G", {16.67, 0, 83.33, 0}, {66.67, 0, 33.33, 0});
    const auto found = held(world.model, world.tally, r, within(kHundredth));
    REQUIRE(found.beyond.size() == 1);
    CHECK(found.beyond[0].cause == Cause::merged_commune);
    CHECK(found.beyond[0].hint == "the reference agrees with it and A2 together, which the run alone has");
    CHECK(found.not_compared.at(NotCompared::only_in_run).examples == std::vector<std::string>{"A2"});
}

TEST_CASE("cause: a commune that the run may have merged with one of the reference") {
    model::Reference r = one("A1", "O", {0, 0, 0, 100}, {0, 0, 0, 100});
    say(r, "A9", "O", "4G", {100, 0, 0, 0}, {100, 0, 0, 0});
    const model::ReconciledRow row = only_row(r);
    CHECK(row.cause == Cause::merged_commune);
    CHECK(row.hint == "the run may be it and A9 together, which the reference alone has");
    model::Reference far = one("A1", "O", {0, 0, 0, 100}, {0, 0, 0, 100});
    say(far, "A9", "O", "4G", {10, 0, 0, 90}, {10, 0, 0, 90});
    CHECK(only_row(far).cause == Cause::claims);
}

TEST_CASE("counts: numbers of operators at a level or better; an operator who is unknown makes ranges") {
    const TwoOperators world;
    model::Reference r = reference(ReferenceShape::counts);
    say_counts(r, "A1", "4G", "", {40, 0, 60, -1, -1, -1}, {40, 0, 60, -1, -1, -1});
    say_counts(r, "A1", "4G", "BC", {40, 60, 0, 0, 0, 0}, {40, 60, 0, 0, 0, 0});  // P has no level
    say_counts(r, "A2", "4G", "", {0, 100, 0, 0, 0, 0}, {0, 100, 0, 0, 0, 0});
    CHECK(held(world.model, world.tally, r, within(kHundredth)).within == 3);
    model::Reference wrong = reference(ReferenceShape::counts);
    say_counts(wrong, "A2", "4G", "", {0, 50, 50, 0, 0, 0}, {75, 0, 25, 0, 0, 0});
    const model::ReconciledRow row = only_row(wrong);
    CHECK(row.figures[2].run == model::Range{0, 33'333'333});
    CHECK(row.gap() == -16'666'667);
}

TEST_CASE("counts: more operators than the market has, and counts at a level exactly") {
    model::Reference four = reference(ReferenceShape::counts);
    say_counts(four, "X0", "4G", "CL", {0, 0, 0, 0, 100, -1}, {0, 0, 0, 0, 100, -1});
    const model::ReconciledRow more = only_row(four);
    CHECK(more.cause == Cause::missing_operator);
    CHECK(more.hint == "the reference counts 4 operators, the run's market has 2");
    model::Reference exact = reference(ReferenceShape::counts);
    say_counts(exact, "X0", "4G", "CL", {100, 0, 0, 0, 0, 0}, {100, 0, 0, 0, 0, 0});
    const model::ReconciledRow row = only_row(exact);
    CHECK(row.cause == Cause::read_as_threshold);
    CHECK(row.hint == "its figures are the run's at the level CL exactly");
}

TEST_CASE("an unknown attribute is refused with those that there are; so are several vintages") {
    TwoOperators world;
    model::ReconcileOptions options;
    options.attribute = "dwellings";
    CHECK_THROWS_WITH(held(world.model, world.tally, right_for_o(), options),
                      Catch::Contains("--attribute dwellings") && Catch::Contains("it has: population"));
    world.model.catalogue.claims[0].key.vintage = "2023";
    CHECK_THROWS_WITH(held(world.model, world.tally, right_for_o()),
                      Catch::Contains("--vintage") && Catch::Contains("name one of «», 2023"));
    options = {};
    options.vintage = "2023";
    CHECK(held(world.model, world.tally, right_for_o(), options).compared == 3);
}
