#include <catch2/catch.hpp>

#include "measure/index/index_values.hpp"

using namespace covmap;
using namespace covmap::measure;

namespace {

/// Columns code, people (6 decimals) and pct (2 decimals); people of less than 0 are null.
model::Table table_of(const std::vector<std::string>& codes, const std::vector<std::int64_t>& people,
                      const std::vector<std::int64_t>& hundredths) {
    model::Table table;
    table.columns.resize(3);
    table.columns[0].name = "code";
    table.columns[1].name = "people";
    table.columns[1].type = model::ColumnType::quantity;
    table.columns[1].scale = 6;
    table.columns[2].name = "pct";
    table.columns[2].type = model::ColumnType::share;
    table.columns[2].scale = 2;
    for (std::size_t row = 0; row < codes.size(); ++row) {
        table.columns[0].push(codes[row]);
        table.columns[1].push(people[row] < 0 ? std::nullopt : std::optional(people[row] * 1000000));
        table.columns[2].push(hundredths[row]);
    }
    return table;
}

const model::Table kCommunes = table_of({"A1", "A2", "B1", "C1"}, {30, 10, 0, -1}, {5000, 1250, 0, 0});
const std::vector<std::uint32_t> kSelf = {0, 1, 2, 3}, kParent = {0, 0, 1, 2};

model::CriterionSpec column(const std::string& name, const std::string& of = {}) {
    model::CriterionSpec spec;
    spec.column = name;
    spec.of = of;
    spec.count = !of.empty();
    return spec;
}

model::CriterionSpec joined(const std::string& of, bool count) {
    model::CriterionSpec spec = column("rate", of);
    spec.count = count;
    spec.source = model::Source{};
    spec.source->given = "t.csv";
    spec.on = "code";
    return spec;
}

IndexFigures figures(const std::vector<model::CriterionSpec>& criteria, const IndexUnit& unit, std::int64_t minimum = 0) {
    model::RunModel model;
    model.attributes.resize(1);
    model.attributes.front().name = "people";
    for (const bool count : {false, true})
        model.joined.push_back({"t.csv", "", "code", "rate", count, {8.0, std::nullopt, 5.0, 1.0}});
    model::IndexSpec index;
    index.criteria = criteria;
    index.minimum = minimum * 1000000;
    return index_figures(model, index, unit);
}

}  // namespace

TEST_CASE("figures are those published, counts are divided, and what is missing is nothing") {
    const IndexFigures got =
        figures({column("pct"), column("pct", "people"), column("gone"), column("code")}, {kCommunes, kCommunes, kSelf}, 20);
    CHECK(got.criteria[0] == Figures{50, 12.5, 0, 0});
    CHECK(got.criteria[1] == Figures{100.0 * 50 / 30, 125, std::nullopt, std::nullopt});
    CHECK(got.criteria[2] == Figures(4));
    CHECK(got.criteria[3] == Figures(4));
    CHECK(got.scored == std::vector<bool>{true, true, false, false});
    CHECK(got.reference == std::vector<bool>{true, false, false, false});
}

TEST_CASE("a joined column stands by itself in its territories, and weighted in their parents") {
    const IndexFigures own = figures({joined("", false), joined("people", true)}, {kCommunes, kCommunes, kSelf});
    CHECK(own.criteria[0] == Figures{8, std::nullopt, 5, 1});
    CHECK(own.criteria[1] == Figures{100.0 * 8 / 30, std::nullopt, std::nullopt, std::nullopt});
    const model::Table parents = table_of({"A", "B", ""}, {40, 0, 5}, {0, 0, 0});
    const IndexFigures above =
        figures({joined("", false), joined("people", false), joined("people", true)}, {parents, kCommunes, kParent});
    CHECK(above.criteria[0] == Figures(3));
    CHECK(above.criteria[1] == Figures{8, std::nullopt, std::nullopt});  // 30 of 40 people have a figure
    CHECK(above.criteria[2] == Figures{100.0 * 8 / 30, std::nullopt, std::nullopt});
    CHECK(above.scored == std::vector<bool>{true, false, false});  // the parent without code is none
}
