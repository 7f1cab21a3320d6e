// A run in brief, in the world of three communes (support/two_operators.hpp).
#include <catch2/catch.hpp>

#include "measure/sheet/digest.hpp"
#include "measure/sheet/sentence_words.hpp"
#include "measure/support/two_operators.hpp"
#include "measure/tables/tables.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

model::Digest digest_of(TwoOperators& world, bool low_is_good = false) {
    model::IndicatorSpec any = indicator("any", "4G");
    any.label = {"4G", "4G"};
    any.low_is_good = low_is_good;
    world.model.job.indicator = {any};
    return measure::make_digest(world.model, measure::make_tables(world.model, world.tally));
}

}  // namespace

TEST_CASE("a digest tells the whole, who is left out, and where most of them are") {
    TwoOperators world;
    const model::Digest digest = digest_of(world);
    CHECK(digest.people == 136 * kPerson);
    CHECK(digest.territories == 3);
    CHECK(digest.counted == "population");
    REQUIRE(digest.indicators.size() == 1);
    const model::DigestIndicator& any = digest.indicators.front();
    CHECK(any.whole.met == 75 * kPerson);      // 60 + 10 + 5
    CHECK(any.lacking == 41 * kPerson);        // 40 of A1, 1 of X0
    CHECK(any.whole.unknown == 20 * kPerson);  // of A2, where P is not known
    CHECK(any.lacking_share == 3015);
    CHECK(any.unknown_share == 1471);
    CHECK(any.places == 2);
    REQUIRE(any.worst.size() == 2);
    CHECK(any.worst[0].code == "A1");
    CHECK(any.worst[0].lacking == 40 * kPerson);
    CHECK(any.worst[0].share == 4000);
    CHECK(any.worst[1].code == "X0");
}

TEST_CASE("each territory is in one class, by the share left out or as unknown, and one much unknown is not ranked") {
    TwoOperators world;
    const model::DigestIndicator any = digest_of(world).indicators.front();
    // X0 1 of 6: 10 to 20 %; A1 40 of 100: 20 to 50 %; A2 20 of 30 unknown.
    CHECK(any.distribution == std::vector<std::int64_t>{0, 0, 0, 0, 0, 1, 1, 0, 1});
    for (const model::DigestPlace& place : any.worst) CHECK(place.code != "A2");
}

TEST_CASE("where less is better those who meet it are left out") {
    TwoOperators world;
    const model::DigestIndicator any = digest_of(world, true).indicators.front();
    CHECK(any.lacking == 75 * kPerson);
    CHECK(any.worst.front().lacking == 60 * kPerson);
    CHECK(any.lacking_words.en == "under «4G»");
}

TEST_CASE("territories far from their official figure are counted, the largest difference first") {
    TwoOperators world;
    world.model.territories.reference_attributes = {"population"};
    world.model.territories.territories[0].reference = {120 * kPerson};  // 100 counted
    world.model.territories.territories[1].reference = {31 * kPerson};   // 30 counted: near
    world.model.territories.territories[2].reference = {3 * kPerson};    // 6 counted
    const model::Digest digest = digest_of(world);
    CHECK(digest.compared == 3);
    CHECK(digest.far_off == 2);
    REQUIRE(digest.largest_gaps.size() == 2);
    CHECK(digest.largest_gaps[0].code == "A1");
    CHECK(digest.largest_gaps[0].official == 120 * kPerson);
    CHECK(digest.largest_gaps[1].code == "X0");
}

TEST_CASE("the sentence begins with whose word it is") {
    measure::Basis claimed;
    claimed.any_claim = true;
    claimed.nature = {"selon les opérateurs", "as claimed by operators"};
    CHECK(measure::is_claimed(claimed));
    CHECK(measure::lead_words(claimed).en == "According to the operators");
    measure::Basis modelled;
    modelled.any_claim = true;
    modelled.nature = {"modélisé, rayon 4 km", "modelled, radius 4 km"};
    modelled.date = "2018-03-31";
    CHECK_FALSE(measure::is_claimed(modelled));
    CHECK(measure::lead_words(modelled).en == "According to a model of 2018, radius 4 km");
    CHECK(measure::lead_words(modelled).fr == "Selon un modèle de 2018, rayon 4 km");
    CHECK(measure::lead_words({}).en.empty());
    model::IndicatorSpec spec;
    spec.name = "any";
    spec.label = {"4G", ""};
    CHECK(measure::lacking_words(spec).fr == "sans «\u202F4G\u202F»");
    CHECK(measure::lacking_words(spec).en == "without «4G»");
}
