// `<unit>_operators`: one row for each best level offered.
#include <catch2/catch.hpp>

#include "measure/support/two_operators.hpp"
#include "measure/tables/tables.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

model::Table operators(const model::RunModel& model, const MemoryTally& tally, const std::string& unit = "commune") {
    return table_named(measure::make_tables(model, tally), unit + "_operators");
}

std::string people(const model::Table& table, const std::string& code, const std::string& op, const std::string& level) {
    return cell(table, "population", row_of(table, {{"code", code}, {"operator", op}, {"level", level}}));
}

}  // namespace

TEST_CASE("columns of the operators table") {
    const TwoOperators w;
    CHECK(column_names(operators(w.model, w.tally)) ==
          std::vector<std::string>{"code", "technology", "service", "operator", "operator_name", "level", "population",
                                   "population_total", "population_pct", "area_km2", "area_pct", "nature"});
}

TEST_CASE("each operator's best level, none and unknown") {
    const TwoOperators w;
    const model::Table t = operators(w.model, w.tally);
    CHECK(people(t, "A1", "O", "TBC") == "60");
    CHECK(people(t, "A1", "O", "none") == "40");
    CHECK(people(t, "A1", "P", "covered") == "60");
    CHECK(people(t, "A1", "P", "none") == "40");
    CHECK(people(t, "A2", "O", "CL") == "10");
    CHECK(people(t, "A2", "O", "none") == "20");
    CHECK(people(t, "A2", "P", "unknown") == "30");
    CHECK_FALSE(has_row(t, {{"code", "A2"}, {"operator", "P"}, {"level", "none"}}));
    const std::size_t row = row_of(t, {{"code", "A1"}, {"operator", "O"}, {"level", "TBC"}});
    CHECK(cell(t, "population_total", row) == "100");
    CHECK(cell(t, "population_pct", row) == "60.00");
    CHECK(cell(t, "area_km2", row) == "6");
    CHECK(cell(t, "area_pct", row) == "60.00");
    CHECK(cell(t, "technology", row) == "4G");
    CHECK(cell(t, "service", row) == "data");
    CHECK(cell(t, "operator_name", row) == "Orion");
    CHECK(cell(t, "operator_name", row_of(t, {{"operator", "P"}})) == "P");  // without a name, the code
    CHECK(cell(t, "nature", row) == "claimed");
}

TEST_CASE("parents and all add up the levels") {
    const TwoOperators w;
    const model::Table parents = operators(w.model, w.tally, "departement"), all = operators(w.model, w.tally, "all");
    CHECK(people(parents, "A", "O", "TBC") == "60");
    CHECK(people(parents, "A", "O", "CL") == "10");
    CHECK(people(parents, "A", "O", "none") == "60");
    CHECK(people(parents, "A", "P", "unknown") == "30");
    CHECK(people(parents, "", "O", "BC") == "5");
    CHECK(people(all, "all", "O", "BC") == "5");
    CHECK(people(all, "all", "P", "none") == "46");
}

TEST_CASE("where levels overlap the best one counts") {
    model::RunModel model = three_communes();
    const auto o = add_claim(model, "O", "4G", {{"TBC", "BC", "CL"}, ""});
    const std::size_t cl = add_layer(model, o, "CL"), tbc = add_layer(model, o, "TBC");
    MemoryTally tally(3, 2, 2);
    tally.add(0, {cl, tbc}, {kPerson, kKm2});
    tally.finish();
    const model::Table t = operators(model, tally);
    CHECK(people(t, "A1", "O", "TBC") == "1");
    CHECK_FALSE(has_row(t, {{"code", "A1"}, {"operator", "O"}, {"level", "CL"}}));
}

TEST_CASE("a layer without level counts as no_level says") {
    for (const auto& [no_level, shown] :
         std::vector<std::pair<std::string, std::string>>{{"", "CL"}, {"BC", "BC"}, {"unknown", "unknown"}}) {
        model::RunModel model = three_communes();
        const auto o = add_claim(model, "O", "4G", {{"TBC", "BC", "CL"}, no_level});
        const std::size_t plain = add_layer(model, o);
        MemoryTally tally(3, 2, 1);
        tally.add(0, {plain}, {3 * kPerson, kKm2});
        tally.add(0, {}, {4 * kPerson, kKm2});
        tally.finish();
        const model::Table t = operators(model, tally);
        CHECK(people(t, "A1", "O", shown) == "3");
        CHECK(people(t, "A1", "O", "none") == "4");
    }
}

TEST_CASE("an operator of the market without a claim of that technology is one unknown row of everything") {
    TwoOperators w;
    w.model.markets = {{{"O", "P", "Q"}}};
    const model::Table t = operators(w.model, w.tally);
    CHECK(people(t, "A1", "Q", "unknown") == "100");
    CHECK_FALSE(has_row(t, {{"operator", "Q"}, {"level", "none"}}));
    CHECK(cell(t, "nature", row_of(t, {{"operator", "Q"}})).empty());
}

TEST_CASE("an operator outside the market of a commune has no rows there, and counts as none in its parent") {
    TwoOperators w;
    w.model.markets = {{{"O", "P"}}, {{"O"}}};
    w.model.market_of = {0, 1, 0};
    const model::Table t = operators(w.model, w.tally);
    CHECK_FALSE(has_row(t, {{"code", "A2"}, {"operator", "P"}}));
    const model::Table parents = operators(w.model, w.tally, "departement");
    CHECK(people(parents, "A", "P", "covered") == "60");
    CHECK(people(parents, "A", "P", "none") == "70");  // 40 of A1, all 30 of A2
    CHECK_FALSE(has_row(parents, {{"code", "A"}, {"operator", "P"}, {"level", "unknown"}}));
}

TEST_CASE("planned never counts, and claimed goes before measured before modelled") {
    model::RunModel model = three_communes();
    const auto add = [&](const std::string& op, const std::string& nature) {
        const auto claim = add_claim(model, op, "5G");
        model.catalogue.claims[claim.value].key.nature = nature;
        return add_layer(model, claim);
    };
    const std::size_t claimed = add("O", "claimed"), modelled = add("O", "modelled"), planned = add("O", "planned");
    const std::size_t measured = add("P", "measured"), also_modelled = add("P", "modelled");
    MemoryTally tally(3, 2, 5);
    tally.add(0, {claimed}, {1 * kPerson, kKm2});
    tally.add(0, {modelled, planned}, {2 * kPerson, kKm2});
    tally.add(0, {measured}, {4 * kPerson, kKm2});
    tally.add(0, {also_modelled}, {8 * kPerson, kKm2});
    tally.finish();
    const model::Table t = operators(model, tally);
    CHECK(people(t, "A1", "O", "covered") == "1");
    CHECK(people(t, "A1", "O", "none") == "14");
    CHECK(cell(t, "nature", row_of(t, {{"operator", "O"}})) == "claimed");
    CHECK(people(t, "A1", "P", "covered") == "4");
    CHECK(cell(t, "nature", row_of(t, {{"operator", "P"}})) == "measured");
}

TEST_CASE("a technology that is only planned is not told at all") {
    model::RunModel model = three_communes();
    model.catalogue.claims[add_claim(model, "O", "5G").value].key.nature = "planned";
    MemoryTally tally(3, 2, 0);
    tally.finish();
    CHECK(measure::make_tables(model, tally).size() == 3);
}

TEST_CASE("a commune without people or area keeps one row for each operator") {
    TwoOperators w;
    w.tally = MemoryTally(3, 2, 5);
    w.tally.finish();
    const model::Table t = operators(w.model, w.tally);
    CHECK(t.rows() == 6);
    CHECK(people(t, "X0", "O", "unknown") == "0");
    CHECK(cell(t, "population_pct", 0) == "null");
}

TEST_CASE("people are null in all rows of a territory without any demand cell") {
    TwoOperators w;
    w.model.has_demand = {true, true, false};
    const model::Table t = operators(w.model, w.tally);
    const std::size_t row = row_of(t, {{"code", "X0"}, {"operator", "O"}, {"level", "BC"}});
    CHECK(cell(t, "population", row) == "null");
    CHECK(cell(t, "population_total", row) == "null");
    CHECK(cell(t, "population_pct", row) == "null");
    CHECK(cell(t, "area_km2", row) == "1");
}

TEST_CASE("kind and vintage are told apart only where they differ") {
    model::RunModel model = three_communes();
    const std::size_t mobile = add_layer(model, add_claim(model, "O", "4G"));
    const auto fixed = add_claim(model, "O", "4G");
    model.catalogue.claims[fixed.value].key.kind = "fixed";
    const std::size_t box = add_layer(model, fixed);
    MemoryTally tally(3, 2, 2);
    tally.add(0, {mobile}, {1 * kPerson, kKm2});
    tally.add(0, {box}, {2 * kPerson, kKm2});
    tally.finish();
    const model::Table t = operators(model, tally);
    CHECK(column_names(t).back() == "kind");
    CHECK(cell(t, "population", row_of(t, {{"operator", "O"}, {"kind", "mobile"}, {"level", "covered"}})) == "1");
    CHECK(cell(t, "population", row_of(t, {{"operator", "O"}, {"kind", "fixed"}, {"level", "covered"}})) == "2");
}
