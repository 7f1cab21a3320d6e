// Tables of lines on three communes: A1 has 4G from O and P or none, A2 from O alone or not known, X0 nothing.
#include <catch2/catch.hpp>

#include "measure/lines/line_tables.hpp"
#include "measure/lines/stretches.hpp"
#include "measure/support/two_operators.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

struct Roads {
    model::RunModel model = TwoOperators().model;
    model::LinesSpec spec;
    model::LineSet set;
    model::LineFindings findings;

    Roads() {
        model.job.indicator = {indicator("any", "4G")};
        model.job.indicator.front().min = 1;
        spec.name = "roads";
        spec.source.given = "roads.gpkg";
        spec.class_column = "class";
        spec.fails = {"any"};
        set.classes = {"major", "minor"};
        findings.states = {{core::TerritoryId(0), {16}}, {core::TerritoryId(0), {25}}, {core::TerritoryId(1), {0}},
                           {core::TerritoryId(1), {4}},  {core::TerritoryId(2), {16}}, {{}, {}}};
        add(0, {{4000, 1, 1}, {7000, 0, 0}});                // A1: 4 with, 3 without
        add(1, {{1001, 1, 3}, {3001, 2, 2}, {4001, 5, 5}});  // along the border of A1 and A2, then unknown, then outside
        add(0, {{2000, 4, 4}});                              // X0
        findings.first_piece.push_back(findings.pieces.size());
    }

    void add(std::uint32_t class_number, const std::vector<model::LinePiece>& pieces) {
        set.lines.push_back({"", "", class_number, set.vertices.size(), set.vertices.size() + 2});
        findings.first_piece.push_back(findings.pieces.size());
        findings.pieces.insert(findings.pieces.end(), pieces.begin(), pieces.end());
        set.vertices.resize(set.vertices.size() + 2);
        set.at_mm.insert(set.at_mm.end(), {0, pieces.back().to_mm});
    }

    [[nodiscard]] std::vector<model::Table> tables() const { return measure::line_tables(model, spec, set, findings); }
};

std::string km(const model::Table& table, const std::string& unit, const std::string& code, const std::string& of_class,
               const std::string& column) {
    return cell(table, column, row_of(table, {{"unit", unit}, {"code", code}, {"class", of_class}}));
}

}  // namespace

TEST_CASE("kilometres by territory, parent and class, which add up") {
    const Roads roads;
    const model::Table table = table_named(roads.tables(), "lines_roads");
    CHECK(column_names(table) == std::vector<std::string>{"unit", "code", "name", "class", "km", "any_km", "any_km_not",
                                                          "any_km_unk", "any_km_pct", "any_km_known_pct"});
    CHECK(km(table, "commune", "A1", "all", "km") == "0.0075");
    CHECK(km(table, "commune", "A1", "all", "any_km") == "0.0045");
    CHECK(km(table, "commune", "A1", "all", "any_km_not") == "0.003");
    CHECK(km(table, "commune", "A1", "major", "any_km_pct") == "57.14");
    CHECK(km(table, "commune", "A1", "minor", "km") == "0.0005");
    CHECK(km(table, "commune", "A2", "minor", "km") == "0.002501");  // and the odd mm of the border
    CHECK(km(table, "commune", "A2", "all", "any_km_unk") == "0.002");
    CHECK(km(table, "departement", "A", "all", "km") == "0.010001");
    CHECK(km(table, "departement", "", "all", "any_km_not") == "0.002");
    CHECK(km(table, "all", "all", "all", "km") == "0.012001");
    CHECK(km(table, "all", "all", "major", "km") == "0.009");
    CHECK_FALSE(has_row(table, {{"code", "X0"}, {"class", "minor"}}));
}

TEST_CASE("kilometres by operator and best level add up to the whole") {
    const Roads roads;
    const model::Table table = table_named(roads.tables(), "lines_roads_operators");
    const auto of = [&](const std::string& code, const std::string& op, const std::string& level) {
        return cell(table, "km", row_of(table, {{"code", code}, {"class", "all"}, {"operator", op}, {"level", level}}));
    };
    CHECK(of("A1", "O", "TBC") == "0.0045");
    CHECK(of("A1", "O", "none") == "0.003");
    CHECK(of("A1", "P", "covered") == "0.0045");
    CHECK(of("A2", "P", "unknown") == "0.002501");
    CHECK(of("A2", "O", "CL") == "0.000501");
    CHECK(of("all", "O", "none") == "0.007");
    CHECK(cell(table, "km_total", row_of(table, {{"code", "A1"}, {"class", "all"}, {"operator", "P"}, {"level", "none"}})) ==
          "0.0075");
}

TEST_CASE("without a class column there is but the sum") {
    Roads roads;
    roads.spec.class_column.clear();
    const model::Table table = table_named(roads.tables(), "lines_roads");
    CHECK_FALSE(has_row(table, {{"class", "major"}}));
    CHECK(km(table, "all", "all", "all", "km") == "0.012001");
}

TEST_CASE("[only] limits what is published, and the account holds all that was read") {
    Roads roads;
    roads.model.job.only = {{"departement", {"A"}}};
    CHECK(km(table_named(roads.tables(), "lines_roads"), "all", "all", "all", "km") == "0.010001");
    const model::LineAccount account = measure::line_account(roads.spec, roads.set, roads.findings);
    CHECK(account.read_mm == 13'001);
    CHECK(account.inside_mm == 12'001);
    CHECK(account.outside_mm == 1'000);
}

TEST_CASE("the table of stretches tells where they are and what is there") {
    Roads roads;
    roads.spec.minimum_mm = 2000;
    const auto stretches = measure::find_stretches(roads.model, roads.spec, roads.set, roads.findings);
    const model::Table table = measure::stretch_table(roads.model, roads.spec, roads.set, stretches);
    CHECK(column_names(table) == std::vector<std::string>{"indicator", "rank", "id", "name", "class", "length_km", "not_km",
                                                          "commune", "commune_name", "commune_count", "departement",
                                                          "departement_name", "operators", "best_technology", "best_level", "lon",
                                                          "lat"});
    REQUIRE(table.rows() == 2);
    CHECK(cell(table, "rank", 0) == "1");
    CHECK(cell(table, "length_km", 0) == "0.003");
    CHECK(cell(table, "commune", 0) == "A1");
    CHECK(cell(table, "departement", 0) == "A");
    CHECK(cell(table, "class", 0) == "major");
    CHECK(cell(table, "rank", 1) == "2");
    CHECK(cell(table, "commune", 1) == "X0");
}
