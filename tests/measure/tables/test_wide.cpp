// Wide tables: figures of indicators, reference, doubt.
#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "measure/support/two_operators.hpp"
#include "measure/tables/tables.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

struct World : TwoOperators {
    World() {
        model.job.indicator.push_back(indicator("any", "4G"));
        model.job.indicator.push_back(indicator("two", "4G"));
        model.job.indicator.back().min = 2;
    }
    [[nodiscard]] model::Table table(const std::string& name) const {
        return table_named(measure::make_tables(model, tally), name);
    }
};

}  // namespace

TEST_CASE("columns come in the published order") {
    World w;
    w.model.job.indicator.pop_back();
    CHECK(column_names(w.table("commune")) == std::vector<std::string>{"code",
                                                                       "name",
                                                                       "departement",
                                                                       "departement_name",
                                                                       "population",
                                                                       "area_km2",
                                                                       "any_population",
                                                                       "any_population_not",
                                                                       "any_population_unk",
                                                                       "any_population_pct",
                                                                       "any_population_lo",
                                                                       "any_population_hi",
                                                                       "any_population_known_pct",
                                                                       "any_area_km2",
                                                                       "any_area_km2_not",
                                                                       "any_area_km2_unk",
                                                                       "any_area_km2_pct",
                                                                       "any_area_km2_lo",
                                                                       "any_area_km2_hi",
                                                                       "any_area_km2_known_pct"});
    const auto parents = column_names(w.table("departement"));
    CHECK(std::vector<std::string>(parents.begin(), parents.begin() + 4) ==
          std::vector<std::string>{"code", "name", "population", "area_km2"});
}

TEST_CASE("the three states of a commune add up to its whole") {
    const model::Table t = World().table("commune");
    REQUIRE(t.rows() == 3);
    const std::size_t a1 = row_of(t, {{"code", "A1"}}), a2 = row_of(t, {{"code", "A2"}}), x0 = row_of(t, {{"code", "X0"}});
    CHECK(cell(t, "population", a1) == "100");
    CHECK(cell(t, "any_population", a1) == "60");
    CHECK(cell(t, "any_population_not", a1) == "40");
    CHECK(cell(t, "any_population_unk", a1) == "0");
    CHECK(cell(t, "any_population_pct", a1) == "60.00");
    CHECK(cell(t, "any_population", a2) == "10");
    CHECK(cell(t, "any_population_not", a2) == "0");
    CHECK(cell(t, "any_population_unk", a2) == "20");
    CHECK(cell(t, "any_population_pct", a2) == "33.33");
    CHECK(cell(t, "two_population", a2) == "0");
    CHECK(cell(t, "two_population_not", a2) == "20");
    CHECK(cell(t, "two_population_unk", a2) == "10");
    CHECK(cell(t, "two_population_not", x0) == "6");
}

TEST_CASE("area has the same figures; its bounds are what the unknown leaves open") {
    const model::Table t = World().table("commune");
    const std::size_t a2 = row_of(t, {{"code", "A2"}});
    CHECK(cell(t, "area_km2", a2) == "4");
    CHECK(cell(t, "any_area_km2", a2) == "1");
    CHECK(cell(t, "any_area_km2_not", a2) == "0");
    CHECK(cell(t, "any_area_km2_unk", a2) == "3");
    CHECK(cell(t, "any_area_km2_pct", a2) == "25.00");
    CHECK(cell(t, "any_area_km2_lo", a2) == "25.00");
    CHECK(cell(t, "any_area_km2_hi", a2) == "100.00");
}

TEST_CASE("parents add up their communes, the blank parent is a row with an empty code, and all is the sum") {
    World w;
    const model::Table parents = w.table("departement"), all = w.table("all");
    REQUIRE(parents.rows() == 2);
    const std::size_t a = row_of(parents, {{"code", "A"}}), blank = row_of(parents, {{"code", ""}});
    CHECK(cell(parents, "name", a) == "Alpha");
    CHECK(cell(parents, "name", blank).empty());
    CHECK(cell(parents, "population", a) == "130");
    CHECK(cell(parents, "any_population", a) == "70");
    CHECK(cell(parents, "any_population_not", a) == "40");
    CHECK(cell(parents, "any_population_unk", a) == "20");
    CHECK(cell(parents, "population", blank) == "6");
    REQUIRE(all.rows() == 1);
    CHECK(cell(all, "code", 0) == "all");
    CHECK(cell(all, "name", 0).empty());
    CHECK(cell(all, "population", 0) == "136");
    CHECK(cell(all, "any_population", 0) == "75");
    CHECK(cell(all, "area_km2", 0) == "17");
}

TEST_CASE("bounds of people come from the doubt, row by row and rolled up") {
    World w;
    w.model.has_doubt = true;
    // A1: 50 in squares that surely meet `any`, 30 in squares that may, 20 in squares that do not.
    w.model.doubt = {{core::TerritoryId(0), 0, 0, {20 * kPerson, 0}},
                     {core::TerritoryId(0), 0, 1, {30 * kPerson, 0}},
                     {core::TerritoryId(0), 1, 1, {50 * kPerson, 0}},
                     {core::TerritoryId(1), 0, 3, {30 * kPerson, 0}},
                     {core::TerritoryId(2), 1, 1, {6 * kPerson, 0}}};
    const model::Table t = w.table("commune"), all = w.table("all");
    CHECK(cell(t, "any_population_lo", 0) == "50.00");
    CHECK(cell(t, "any_population_hi", 0) == "80.00");
    CHECK(cell(t, "any_population_lo", 1) == "0.00");
    CHECK(cell(t, "any_population_hi", 1) == "100.00");
    CHECK(cell(all, "any_population_lo", 0) == "41.18");  // 56 of 136
    CHECK(cell(all, "any_population_hi", 0) == "85.29");  // 116 of 136
}

TEST_CASE("bounds never stand on the wrong side of the share") {
    World w;
    w.model.has_doubt = true;
    w.model.doubt = {{core::TerritoryId(0), 1, 1, {100 * kPerson, 0}}, {core::TerritoryId(1), 0, 0, {30 * kPerson, 0}}};
    const model::Table t = w.table("commune");
    CHECK(cell(t, "any_population_lo", 0) == "60.00");
    CHECK(cell(t, "any_population_hi", 1) == "100.00");
}

TEST_CASE("without doubt the bounds of people are null") {
    const model::Table t = World().table("commune");
    CHECK(cell(t, "any_population_lo", 0) == "null");
    CHECK(cell(t, "any_population_hi", 0) == "null");
}

TEST_CASE("people of a territory without any demand cell are null, its area stays") {
    World w;
    w.model.has_demand = {true, true, false};
    const model::Table t = w.table("commune"), parents = w.table("departement");
    for (const char* column : {"population", "any_population", "any_population_not", "any_population_unk", "any_population_pct"})
        CHECK(cell(t, column, 2) == "null");
    CHECK(cell(t, "area_km2", 2) == "3");
    CHECK(cell(t, "any_area_km2", 2) == "1");
    CHECK(cell(parents, "population", row_of(parents, {{"code", "A"}})) == "130");
    CHECK(cell(parents, "population", row_of(parents, {{"code", ""}})) == "null");
}

TEST_CASE("a share of nobody is null, and never 100 while somebody is missing") {
    World w;
    w.tally = MemoryTally(3, 2, 5);
    w.tally.add(0, {0}, {99'999'999 * kPerson, kKm2});
    w.tally.add(0, {4}, {1, 0});
    w.tally.add(1, {4}, {0, kKm2});
    w.tally.finish();
    const model::Table t = w.table("commune");
    CHECK(cell(t, "any_population_not", 0) == "0.000001");
    CHECK(cell(t, "any_population_pct", 0) == "99.99");
    CHECK(cell(t, "population", 1) == "0");
    CHECK(cell(t, "any_population_pct", 1) == "null");
    CHECK(cell(t, "any_area_km2_pct", 1) == "0.00");
    CHECK(cell(t, "area_km2", 2) == "0");  // in no row of the tally
    CHECK(cell(t, "any_area_km2_pct", 2) == "null");
}

TEST_CASE("a reference gives the gap, and a flag over 10 %") {
    World w;
    w.model.territories.reference_attributes = {"population"};
    auto& territories = w.model.territories.territories;
    territories[0].reference = {110 * kPerson};  // 100 counted: -9.09 %
    territories[1].reference = {20 * kPerson};   // 30 counted: +50 %
    territories[2].reference = {std::nullopt};
    model::Table t = w.table("commune");
    CHECK(column_names(t)[6] == "population_ref");
    CHECK(column_names(t)[7] == "population_gap_pct");
    CHECK(column_names(t)[8] == "population_gap_flag");
    CHECK(cell(t, "population_ref", 0) == "110");
    CHECK(cell(t, "population_gap_pct", 0) == "-9.09");
    CHECK(cell(t, "population_gap_flag", 0) == "false");
    CHECK(cell(t, "population_gap_pct", 1) == "50");
    CHECK(cell(t, "population_gap_flag", 1) == "true");
    CHECK(cell(t, "population_ref", 2) == "null");
    CHECK(cell(t, "population_gap_flag", 2) == "null");
    CHECK(w.table("departement").find("population_ref") == nullptr);

    territories[1].reference = {0};
    territories[0].reference = {100 * kPerson};
    t = w.table("commune");
    CHECK(cell(t, "population_gap_pct", 0) == "0");
    CHECK(cell(t, "population_gap_pct", 1) == "null");
    CHECK(cell(t, "population_gap_flag", 1) == "true");  // people where officially nobody lives
}

TEST_CASE("a flag needs more than 10 %, on the exact figures") {
    World w;
    w.model.territories.reference_attributes = {"population"};
    w.model.territories.territories[1].reference = {30 * kPerson * 10 / 11};  // 27.272727, and a little more than 10 %
    w.model.territories.territories[0].reference = {100 * kPerson};
    w.model.territories.territories[2].reference = {0};
    const model::Table t = w.table("commune");
    CHECK(cell(t, "population_gap_pct", 1) == "10");
    CHECK(cell(t, "population_gap_flag", 1) == "true");
}

TEST_CASE("a reference to an attribute that is not counted is an error of the job") {
    World w;
    w.model.territories.reference_attributes = {"dwellings"};
    try {
        (void)measure::make_tables(w.model, w.tally);
        FAIL("no error");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::job);
        CHECK(error.message() == "«dwellings» is not an attribute of the demand");
    }
}

TEST_CASE("a job without supply or indicators publishes people and area") {
    model::RunModel model = three_communes();
    model.markets.clear();
    MemoryTally tally(3, 2, 0);
    tally.add(0, {}, {7 * kPerson, kKm2});
    tally.finish();
    const auto tables = measure::make_tables(model, tally);
    REQUIRE(tables.size() == 3);
    CHECK(column_names(tables[0]) ==
          std::vector<std::string>{"code", "name", "departement", "departement_name", "population", "area_km2"});
    CHECK(cell(tables[2], "population", 0) == "7");
}
