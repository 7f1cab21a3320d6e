// `<unit>_counts`: by exactly how many operators.
#include <catch2/catch.hpp>

#include "measure/support/two_operators.hpp"
#include "measure/tables/tables.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

model::Table counts(const model::RunModel& model, const MemoryTally& tally, const std::string& unit = "commune") {
    return table_named(measure::make_tables(model, tally), unit + "_counts");
}

std::string people(const model::Table& table, const std::string& code, const std::string& level, const std::string& operators) {
    return cell(table, "population", row_of(table, {{"code", code}, {"level", level}, {"operators", operators}}));
}

}  // namespace

TEST_CASE("columns of the counts table") {
    const TwoOperators w;
    CHECK(column_names(counts(w.model, w.tally)) == std::vector<std::string>{"code", "technology", "service", "level",
                                                                             "operators", "population", "population_total",
                                                                             "population_pct", "area_km2", "area_pct"});
}

TEST_CASE("at any level: 0, 1, 2 operators, unknown where one of them is") {
    const TwoOperators w;
    const model::Table t = counts(w.model, w.tally);
    CHECK(people(t, "A1", "covered", "0") == "40");
    CHECK(people(t, "A1", "covered", "2") == "60");
    CHECK_FALSE(has_row(t, {{"code", "A1"}, {"level", "covered"}, {"operators", "1"}}));
    CHECK(people(t, "A2", "covered", "unknown") == "30");
    CHECK(people(t, "X0", "covered", "1") == "5");
    CHECK(people(t, "X0", "covered", "0") == "1");
}

TEST_CASE("at a level or better; an operator without scale does not reach a level") {
    const TwoOperators w;
    const model::Table t = counts(w.model, w.tally);
    CHECK(people(t, "A1", "TBC", "1") == "60");
    CHECK(people(t, "A1", "TBC", "0") == "40");
    CHECK(people(t, "X0", "TBC", "0") == "6");
    CHECK(people(t, "X0", "BC", "1") == "5");
    CHECK(people(t, "X0", "CL", "1") == "5");
}

TEST_CASE("each block is a partition in every unit") {
    const TwoOperators w;
    const model::Table all = counts(w.model, w.tally, "all");
    CHECK(people(all, "all", "covered", "0") == "41");
    CHECK(people(all, "all", "covered", "1") == "5");
    CHECK(people(all, "all", "covered", "2") == "60");
    CHECK(people(all, "all", "covered", "unknown") == "30");
    const model::Table parents = counts(w.model, w.tally, "departement");
    CHECK(people(parents, "A", "covered", "0") == "40");
    CHECK(people(parents, "", "covered", "1") == "5");
}

TEST_CASE("the operators of each place's own market are counted") {
    TwoOperators w;
    w.model.markets = {{{"O", "P"}}, {{"O"}}};
    w.model.market_of = {0, 1, 0};  // in A2 the unknown P is not licensed
    const model::Table t = counts(w.model, w.tally);
    CHECK(people(t, "A2", "covered", "1") == "10");
    CHECK(people(t, "A2", "covered", "0") == "20");
    CHECK_FALSE(has_row(t, {{"code", "A2"}, {"operators", "unknown"}}));
    CHECK(people(counts(w.model, w.tally, "departement"), "A", "covered", "1") == "10");
}

TEST_CASE("a layer whose level is unknown is covered, and unknown at a level") {
    model::RunModel model = three_communes();
    model.markets = {{{"O"}}};
    const auto o = add_claim(model, "O", "4G", {{"BC", "CL"}, "unknown"});
    const std::size_t plain = add_layer(model, o), bc = add_layer(model, o, "BC");
    MemoryTally tally(3, 2, 2);
    tally.add(0, {plain}, {1 * kPerson, kKm2});
    tally.add(0, {bc}, {2 * kPerson, kKm2});
    tally.add(0, {}, {4 * kPerson, kKm2});
    tally.finish();
    const model::Table t = counts(model, tally);
    CHECK(people(t, "A1", "covered", "1") == "3");
    CHECK(people(t, "A1", "CL", "unknown") == "1");
    CHECK(people(t, "A1", "CL", "1") == "2");
    CHECK(people(t, "A1", "CL", "0") == "4");
}

TEST_CASE("the rows of a block come in order, unknown last, at least one") {
    TwoOperators w;
    w.tally = MemoryTally(3, 2, 5);
    w.tally.add(0, {}, {kPerson, kKm2});
    w.tally.add(0, {4}, {kPerson, kKm2});
    w.tally.finish();
    const model::Table t = counts(w.model, w.tally);
    CHECK(cell(t, "level", 0) == "TBC");
    CHECK(cell(t, "operators", 0) == "0");
    CHECK(cell(t, "operators", 1) == "unknown");
    CHECK(people(t, "X0", "covered", "unknown") == "0");
}
