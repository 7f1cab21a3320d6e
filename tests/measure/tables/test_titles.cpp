#include <catch2/catch.hpp>

#include "measure/support/two_operators.hpp"
#include "measure/tables/tables.hpp"
#include "measure/tables/titles.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

core::Text title(const model::RunModel& model, const MemoryTally& tally, const std::string& table) {
    return table_named(measure::make_tables(model, tally), table).title;
}

}  // namespace

TEST_CASE("a title says what is left, where, and what is unknown") {
    TwoOperators w;
    w.model.job.indicator.push_back(indicator("any", "4G"));
    w.model.job.indicator.back().label = {"4G d'au moins un opérateur", "4G from at least one operator"};
    const core::Text communes = title(w.model, w.tally, "commune");
    CHECK(communes.en ==
          "no 4G from at least one operator: 41 people in 2 communes; unknown for 20 people (as claimed by operators)");
    CHECK(communes.fr ==
          "sans 4G d'au moins un opérateur : 41 personnes dans 2 communes ; inconnu pour 20 personnes (selon les opérateurs)");
    CHECK(title(w.model, w.tally, "departement").en.find("41 people in 2 departments") != std::string::npos);
    CHECK(title(w.model, w.tally, "all").en.find("41 people in 2 communes") != std::string::npos);
}

TEST_CASE("one person in one commune, and less than one, are one person") {
    model::RunModel model = three_communes();
    model.job.indicator.push_back(indicator("any", "4G"));
    model.markets = {{{"O"}}};
    add_claim(model, "O", "4G");
    MemoryTally tally(3, 2, 0);
    tally.add(0, {}, {1000, kKm2});
    tally.finish();
    CHECK(title(model, tally, "commune").en == "no any: 1 person in 1 commune (as claimed by operators)");
    CHECK(title(model, tally, "commune").fr == "sans any : 1 personne dans 1 commune (selon les opérateurs)");
}

TEST_CASE("an indicator of which less is better is told by who meets it") {
    TwoOperators w;
    w.model.job.indicator.push_back(indicator("white", "4G"));
    w.model.job.indicator.back().max = 0;
    w.model.job.indicator.back().low_is_good = true;
    CHECK(title(w.model, w.tally, "commune").en ==
          "white: 41 people in 2 communes; unknown for 20 people (as claimed by operators)");
}

TEST_CASE("without attributes a title counts km²") {
    model::RunModel model = three_communes();
    model.attributes.clear();
    model.job.indicator.push_back(indicator("any", "4G"));
    model.markets = {{{"O"}}};
    add_claim(model, "O", "4G");
    MemoryTally tally(3, 1, 0);
    tally.add(0, {}, {5 * kKm2 / 2});
    tally.finish();
    CHECK(title(model, tally, "commune").fr == "sans any : 2,5 km² dans 1 commune (selon les opérateurs)");
}

TEST_CASE("without indicators a title says what is counted") {
    const TwoOperators w;
    CHECK(title(w.model, w.tally, "commune").en == "population by commune");
    CHECK(title(w.model, w.tally, "all").fr == "population, ensemble");
    CHECK(title(w.model, w.tally, "departement_operators").fr == "couverture par opérateur par département");
    CHECK(title(w.model, w.tally, "commune_counts").en == "coverage by number of operators by commune");
}
