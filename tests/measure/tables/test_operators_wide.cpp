// `<unit>_operators_wide`: one row a territory, one column an operator and technology.
#include <catch2/catch.hpp>

#include "measure/support/two_operators.hpp"
#include "measure/tables/operators_wide.hpp"
#include "measure/tables/tables.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

model::Table wide(const model::RunModel& model, const MemoryTally& tally) {
    return table_named(measure::make_tables(model, tally), "commune_operators_wide");
}

}  // namespace

TEST_CASE("each operator and technology is a column of what it covers at any level; unknown and absent are told apart") {
    const TwoOperators w;
    const model::Table t = wide(w.model, w.tally);
    CHECK(t.kind == model::TableKind::longer);
    CHECK(column_names(t) == std::vector<std::string>{"code", "name", "orion_4g_pct", "p_4g_pct"});
    REQUIRE(t.rows() == 3);
    CHECK(cell(t, "name", row_of(t, {{"code", "A1"}})) == "Aix");
    CHECK(cell(t, "orion_4g_pct", row_of(t, {{"code", "A1"}})) == "60.00");
    CHECK(cell(t, "orion_4g_pct", row_of(t, {{"code", "A2"}})) == "33.33");  // level CL counts
    CHECK(cell(t, "p_4g_pct", row_of(t, {{"code", "A1"}})) == "60.00");
    CHECK(cell(t, "p_4g_pct", row_of(t, {{"code", "A2"}})) == "null");  // nobody said: null, not 0
    CHECK(cell(t, "p_4g_pct", row_of(t, {{"code", "X0"}})) == "0.00");
}

TEST_CASE("labels and definitions name the operator and the technology") {
    const TwoOperators w;
    const model::Table t = wide(w.model, w.tally);
    CHECK(t.columns[2].label.en.find("Orion, 4G: ") == 0);
    CHECK(t.columns[2].label.fr.find("Orion, 4G : ") == 0);
    CHECK(t.columns[2].unit == "%");
    CHECK(t.columns[2].definition.en.find("share covered by Orion (4G)") == 0);
    CHECK(t.title.en == "coverage by operator by commune, one column an operator and technology");
}

TEST_CASE("services, kinds and vintages stand in the names where there are several") {
    model::RunModel model = three_communes();
    for (const char* service : {"data", "voice"}) {
        model.catalogue.claims.push_back({{"O", "4G", service, "mobile", "claimed", ""}, {}, -1, "", 0});
        add_layer(model, core::ClaimId(static_cast<std::uint32_t>(model.catalogue.claims.size() - 1)));
    }
    MemoryTally tally(3, 2, 2);
    tally.add(0, {1}, {kPerson, kKm2});
    tally.finish();
    const model::Table t = wide(model, tally);
    CHECK(t.find("orion_4g_data_pct") != nullptr);
    CHECK(t.find("orion_4g_voice_pct") != nullptr);
}

TEST_CASE("names of columns are plain words, whatever the operator is called") {
    CHECK(measure::column_word("Boréal Télécom", "99902") == "boreal_telecom");
    CHECK(measure::column_word("Œuvre & Cie (SA)", "1") == "oeuvre_cie_sa");
    CHECK(measure::column_word("20801", "20801") == "op_20801");
    CHECK(measure::column_word("3", "23420") == "op_3");
    CHECK(measure::column_word("中国", "46000") == "op_46000");
    CHECK(measure::column_word("", "") == "op_");
}

TEST_CASE("two operators of one name have a column each") {
    TwoOperators w;
    w.model.operator_names = {{"O", "Nova"}, {"P", "NOVA"}};
    CHECK(column_names(wide(w.model, w.tally)) == std::vector<std::string>{"code", "name", "nova_4g_pct", "nova_2_4g_pct"});
}

TEST_CASE("without people the share is of the area") {
    TwoOperators w;
    w.model.attributes.clear();
    MemoryTally area(3, 1, 5);
    area.add(0, {0, 4}, {6 * kKm2});
    area.add(0, {4}, {2 * kKm2});
    area.finish();
    const model::Table t = wide(w.model, area);
    CHECK(cell(t, "orion_4g_pct", row_of(t, {{"code", "A1"}})) == "75.00");
}
