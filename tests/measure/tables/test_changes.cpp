// Gross gains and losses between two vintages.
#include <algorithm>
#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "measure/support/world.hpp"
#include "measure/tables/questions.hpp"
#include "measure/tables/tables.hpp"

using namespace covmap;
using namespace covmap::test;
using covmap::measure::Change;
using covmap::model::State;

namespace {

/// O in 2023 (bit 0, known where bit 2 is set) and in 2024 (bit 1, known everywhere). People and km²:
///
///   A1   2023 alone 10 1   2024 alone 20 2   both 30 3   neither 40 4
///   A2   2024, and 2023 unknown 5 1   neither, and 2023 unknown 7 1
///   X0   2023 alone 3 2
struct World {
    model::RunModel model;
    MemoryTally tally;

    World() : model(three_communes()), tally(3, 2, 3) {
        model.markets = {{{"O"}}};
        const auto before = add_claim(model, "O", "4G"), now = add_claim(model, "O", "4G");
        model.catalogue.claims[before.value].key.vintage = "2023";
        model.catalogue.claims[now.value].key.vintage = "2024";
        add_layer(model, before);
        add_layer(model, now);
        add_extent(model, {before});
        // The later one first: the order of the job does not matter.
        model.job.indicator = {indicator("now", "4G"), indicator("before", "4G")};
        model.job.indicator[0].vintage = "2024";
        model.job.indicator[0].since = "before";
        model.job.indicator[0].label = {"4G", "4G"};
        model.job.indicator[1].vintage = "2023";
        model.job.indicator[1].label = {"4G en 2023", "4G in 2023"};
        add(0, {0, 2}, 10, 1);
        add(0, {1, 2}, 20, 2);
        add(0, {0, 1, 2}, 30, 3);
        add(0, {2}, 40, 4);
        add(1, {1}, 5, 1);
        add(1, {}, 7, 1);
        add(2, {0, 2}, 3, 2);
        tally.finish();
    }
    [[nodiscard]] model::Table table(const std::string& name) const {
        return table_named(measure::make_tables(model, tally), name);
    }

private:
    void add(std::size_t territory, const std::vector<std::size_t>& bits, std::int64_t people, std::int64_t km2) {
        tally.add(territory, bits, {people * kPerson, km2 * kKm2});
    }
};

std::string changes(const model::Table& t, std::size_t row) {
    return cell(t, "now_population_gained", row) + " " + cell(t, "now_population_lost", row) + " " +
           cell(t, "now_area_km2_gained", row) + " " + cell(t, "now_area_km2_lost", row);
}

}  // namespace

TEST_CASE("gained is from not met to met, lost the reverse, and unknown on either side is neither") {
    CHECK(measure::change_of(State::not_met, State::met) == Change::gained);
    CHECK(measure::change_of(State::met, State::not_met) == Change::lost);
    for (const State same : {State::not_met, State::met, State::unknown}) {
        CHECK(measure::change_of(same, same) == Change::none);
        if (same == State::unknown) continue;
        CHECK(measure::change_of(same, State::unknown) == Change::no_longer_known);
        CHECK(measure::change_of(State::unknown, same) == Change::newly_known);
    }
}

TEST_CASE("a commune's gains and losses are gross: people who gained do not hide those who lost") {
    const World w;
    const model::Table t = w.table("commune");
    CHECK(changes(t, 0) == "20 10 2 1");
    CHECK(changes(t, 1) == "0 0 0 0");  // nobody knows what was there before
    CHECK(changes(t, 2) == "0 3 0 2");
    CHECK(t.find("before_population_gained") == nullptr);
}

TEST_CASE("from unknown to known is newly known, with the share that is known beside it") {
    const World w;
    const model::Table t = w.table("commune");
    CHECK(cell(t, "now_population_newly_known", 1) == "12");
    CHECK(cell(t, "now_population_no_longer_known", 1) == "0");
    CHECK(cell(t, "now_area_km2_newly_known", 1) == "2");
    CHECK(cell(t, "before_population_known_pct", 1) == "0.00");
    CHECK(cell(t, "before_population_known_pct", 0) == cell(t, "now_population_known_pct", 1));
    CHECK_FALSE(t.find("now_population_newly_known")->low_is_good);
    CHECK(t.find("now_population_no_longer_known")->low_is_good);
    CHECK_FALSE(t.find("now_population_known_pct")->low_is_good);
}

TEST_CASE("gains and losses add up in parents and in all") {
    const World w;
    CHECK(changes(w.table("departement"), 0) == "20 10 2 1");
    CHECK(changes(w.table("all"), 0) == "20 13 2 3");
}

TEST_CASE("gains and losses of people are null where nobody was counted, those of the area stay") {
    World w;
    w.model.has_demand = {true, true, false};
    CHECK(changes(w.table("commune"), 2) == "null null 0 2");
}

TEST_CASE("gains and losses stand after the bounds of their measure, and say since when") {
    const World w;
    const model::Table t = w.table("commune");
    const auto names = column_names(t);
    const auto hi = std::find(names.begin(), names.end(), "now_population_hi");
    REQUIRE(names.end() - hi > 6);
    CHECK(std::vector<std::string>(hi + 1, hi + 7) ==
          std::vector<std::string>{"now_population_known_pct", "now_population_gained", "now_population_lost",
                                   "now_population_newly_known", "now_population_no_longer_known", "now_area_km2"});
    const model::Column& gained = *t.find("now_population_gained");
    CHECK(gained.type == model::ColumnType::quantity);
    CHECK(gained.unit == "personnes");
    CHECK(gained.indicator == "now");
    CHECK_FALSE(gained.low_is_good);
    CHECK(gained.label == core::Text{"4G : population, gain depuis « 4G en 2023 »", "4G: population, gained since «4G in 2023»"});
    CHECK_THAT(gained.definition.fr,
               Catch::StartsWith("population où « 4G en 2023 » n'était pas rempli et où « 4G » l'est ; l'inconnu"));
    CHECK_THAT(gained.definition.en,
               Catch::StartsWith("population where «4G in 2023» was not met and «4G» is; unknown before or after"));
    CHECK(gained.short_name == "nowpop_g");
    const model::Column& lost = *t.find("now_area_km2_lost");
    CHECK(lost.low_is_good);
    CHECK(lost.unit == "km²");
    CHECK(lost.short_name == "nowkm2_o");
    CHECK_THAT(lost.definition.en, Catch::StartsWith("area where «4G in 2023» was met and «4G» is not;"));
}

TEST_CASE("a since that names no indicator is an error of the job") {
    World w;
    w.model.job.indicator.pop_back();
    try {
        (void)measure::make_tables(w.model, w.tally);
        FAIL("no error");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::job);
        CHECK(error.where() == "indicator now");
        CHECK(error.message() == "`since` names «before», which is no indicator of the job");
    }
}
