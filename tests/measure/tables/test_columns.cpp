#include <catch2/catch.hpp>
#include <set>

#include "measure/support/two_operators.hpp"
#include "measure/tables/columns.hpp"
#include "measure/tables/tables.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

struct World : TwoOperators {
    World() {
        model.job.territory.source.info.title = "Communes 2018";
        model.job.territory.source.info.date = "2018-01-01";
        model::SupplySpec supply;
        supply.source.info.title = "Maps 2018";
        model.job.supply.push_back(supply);
        model.job.indicator.push_back(indicator("any_4g", "4G"));
        model.job.indicator.back().label = {"4G d'un opérateur", "4G from an operator"};
        model.territories.reference_attributes = {"population"};
    }
};

}  // namespace

TEST_CASE("every column says what it is, in both languages, and has a short name of its own") {
    const World w;
    for (const model::Table& table : measure::make_tables(w.model, w.tally)) {
        std::set<std::string> names;
        for (const model::Column& column : table.columns) {
            INFO(table.name << "." << column.name);
            CHECK_FALSE(column.label.fr.empty());
            CHECK_FALSE(column.label.en.empty());
            CHECK_FALSE(column.definition.fr.empty());
            CHECK_FALSE(column.definition.en.empty());
            CHECK_FALSE(column.source.empty());
            CHECK_FALSE(column.date.empty());
            CHECK(column.short_name.size() <= 10);
            CHECK(names.insert(column.short_name).second);
            CHECK(column.definition.fr.find('@') == std::string::npos);
            CHECK(column.nulls.size() == table.rows());
        }
    }
}

TEST_CASE("a column of an indicator carries its indicator, sources, date and direction") {
    const World w;
    const auto tables = measure::make_tables(w.model, w.tally);
    const model::Table& t = table_named(tables, "commune");
    const model::Column* share = t.find("any_4g_population_pct");
    REQUIRE(share != nullptr);
    CHECK(share->indicator == "any_4g");
    CHECK(share->unit == "%");
    CHECK(share->type == model::ColumnType::share);
    CHECK(share->source == "census; Maps 2018");
    CHECK(share->date == "2018-01-01");
    CHECK(share->short_name == "any4gpop_p");
    CHECK(share->label == core::Text{"4G d'un opérateur : population (%)", "4G from an operator: population (%)"});
    CHECK(share->definition.en.find("as claimed by operators") != std::string::npos);
    CHECK_FALSE(share->low_is_good);
    CHECK(t.find("any_4g_population_not")->low_is_good);
    CHECK(t.find("any_4g_population_unk")->low_is_good);
    CHECK(t.find("any_4g_area_km2_unk")->scale == 8);
    CHECK(t.find("population")->unit == "personnes");
    CHECK(t.find("population")->source == "census");
    CHECK(t.find("population")->date == "2021-01-01");
    CHECK(t.find("population")->indicator.empty());
    CHECK(t.find("area_km2")->unit == "km²");
    CHECK(t.find("area_km2")->source == "Communes 2018");
}

TEST_CASE("where low is good the colours turn, but unknown stays bad") {
    World w;
    w.model.job.indicator[0].low_is_good = true;
    const auto tables = measure::make_tables(w.model, w.tally);
    const model::Table& t = table_named(tables, "commune");
    CHECK(t.find("any_4g_population_pct")->low_is_good);
    CHECK_FALSE(t.find("any_4g_population_not")->low_is_good);
    CHECK(t.find("any_4g_population_unk")->low_is_good);
}

TEST_CASE("columns.csv has one row for each column of each table") {
    const World w;
    const auto tables = measure::make_tables(w.model, w.tally);
    const model::Table columns = measure::columns_table(tables);
    CHECK(columns.name == "columns");
    CHECK(column_names(columns) == std::vector<std::string>{"table", "column", "short_name", "unit", "label_fr", "label_en",
                                                            "definition_fr", "definition_en", "source", "date"});
    std::size_t expected = 0;
    for (const model::Table& table : tables) expected += table.columns.size();
    CHECK(columns.rows() == expected);
    const std::size_t row = row_of(columns, {{"table", "commune_operators"}, {"column", "population_total"}});
    CHECK(cell(columns, "short_name", row) == "popula_tot");
    CHECK(cell(columns, "unit", row) == "personnes");
}
