#include <catch2/catch.hpp>

#include "measure/index/index_columns.hpp"

using namespace covmap;
using namespace covmap::measure;

namespace {

model::IndexSpec index_of_two() {
    model::IndexSpec index;
    index.name = "fragility";
    index.label = {"Fragilité", "Fragility"};
    index.minimum = 50'500'000;
    index.criteria.resize(2);
    index.criteria[0].key = index.criteria[0].column = "pct";
    index.criteria[0].low = true;
    index.criteria[1].key = index.criteria[1].column = "seniors";
    index.criteria[1].of = "population";
    index.criteria[1].count = true;
    index.criteria[1].weight = 0.5;
    index.unfilled = {"poverty"};
    return index;
}

}  // namespace

TEST_CASE("the columns of an index say what it is made of, and what it lacks") {
    const model::IndexSpec index = index_of_two();
    IndexResult result;
    result.criteria = {Criterion::used, Criterion::constant};
    result.score = {1234, std::nullopt};
    result.rank = result.rank_lo = result.rank_hi = {1, std::nullopt};
    result.made_of = {1, 0};
    model::RunModel model;
    model.attributes = {{"population", {"Habitants", "Inhabitants"}, "", "", ""}};
    model::Table table;
    table.columns.resize(1);
    table.columns[0].name = "pct";
    table.columns[0].source = "Maps";
    table.columns[0].date = "2024-12-31";
    const std::vector<model::Column> columns = index_columns(model, index, result, table);
    REQUIRE(columns.size() == 5);
    CHECK(columns[0].name == "fragility");
    CHECK(columns[0].scale == 2);
    CHECK(columns[0].label == core::Text{"Fragilité (1 critère sur 3)", "Fragility (1 of 3 criteria)"});
    CHECK(columns[0].definition.en ==
          "weighted mean of 1 of 3 criteria; higher is more fragile: pct (rank, weight 1, lower is more fragile); without data: "
          "seniors (everywhere the same), poverty; reference: all territories of at least 50.5 Inhabitants");
    CHECK(columns[0].source == "Maps");
    CHECK(columns[0].date == "2024-12-31");
    CHECK(columns[0].numbers.front() == 1234);
    CHECK(columns[0].nulls == std::vector<bool>{false, true});
    CHECK(columns[3].name == "fragility_rank_hi");
    CHECK(columns[4].numbers == std::vector<std::int64_t>{1, 0});
}

TEST_CASE("warnings name what is left out, and why territories have no score") {
    IndexResult result;
    result.criteria = {Criterion::used, Criterion::no_data};
    result.score = {1234, std::nullopt, std::nullopt};
    const IndexFigures figures = {{{1.0, std::nullopt, 2.0}, Figures(3)}, {true, true, false}, {true, true, false}};
    CHECK(index_warnings(index_of_two(), figures, result) ==
          std::vector<std::string>{"index fragility: made of 1 of 3 criteria; without data: seniors, poverty",
                                   "index fragility: 1 of 2 inhabited territories have no score, for lack of pct in 1"});
}
