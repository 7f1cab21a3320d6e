// Places in the world of two operators: a school that both serve, one where P is not known, one outside.
#include <catch2/catch.hpp>

#include "measure/support/two_operators.hpp"
#include "measure/tables/place_table.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

struct World : TwoOperators {
    model::PlacesSpec spec;
    std::vector<model::Place> places{
        {"s1", "Upper school", {2.5, 46.1234567}, {}}, {"s2", "Lower school", {-3, 47}, {}}, {"s3", "At sea", {-20, 47}, {}}};
    std::vector<model::PlaceFinding> findings{
        {core::TerritoryId(0), {0b11001}, {0.0}, {"any_A_1"}}, {core::TerritoryId(1), {0}, {1234.4}, {""}}, {}};

    World() {
        model.job.indicator = {indicator("any", "4G")};
        model::ZonesSpec zones;
        zones.name = "no_4g";
        zones.fails = "any";
        model.job.zones = {zones};
        spec.name = "schools";
        spec.source.given = "schools.csv";
    }
    [[nodiscard]] model::Table table() const { return measure::place_table(model, spec, places, findings); }
};

}  // namespace

TEST_CASE("the columns of places, in order") {
    const model::Table t = World().table();
    CHECK(t.name == "schools");
    CHECK(t.kind == model::TableKind::places);
    CHECK(column_names(t) == std::vector<std::string>{"id", "name", "lon", "lat", "commune", "commune_name", "departement",
                                                      "departement_name", "any", "any_km", "operators", "orion_technology",
                                                      "orion_level", "p_technology", "p_level", "zone_no_4g"});
    CHECK(t.find("any_km")->unit == "km");
    CHECK(t.find("id")->source == "schools.csv");
    CHECK(t.title.en == "schools: 3 places");
    CHECK(t.title.fr == "schools : 3 lieux");
}

TEST_CASE("a served place: where it is, what it has, in which zone") {
    const model::Table t = World().table();
    CHECK(cell(t, "name", 0) == "Upper school");
    CHECK(cell(t, "lon", 0) == "2.5");
    CHECK(cell(t, "lat", 0) == "46.123457");
    CHECK(cell(t, "commune", 0) == "A1");
    CHECK(cell(t, "departement_name", 0) == "Alpha");
    CHECK(cell(t, "any", 0) == "meets");
    CHECK(cell(t, "any_km", 0) == "0");
    CHECK(cell(t, "operators", 0) == "Orion, P");
    CHECK(cell(t, "orion_technology", 0) == "4G");
    CHECK(cell(t, "orion_level", 0) == "TBC");
    CHECK(cell(t, "p_technology", 0) == "4G");
    CHECK(cell(t, "p_level", 0).empty());
    CHECK(cell(t, "zone_no_4g", 0) == "any_A_1");
}

TEST_CASE("an operator that is not there and one of whom nobody knows are told apart") {
    const model::Table t = World().table();
    CHECK(cell(t, "any", 1) == "unknown");
    CHECK(cell(t, "any_km", 1) == "1.234");
    CHECK(cell(t, "operators", 1).empty());
    CHECK(cell(t, "orion_technology", 1) == "none");
    CHECK(cell(t, "p_technology", 1) == "unknown");
}

TEST_CASE("where no operator is and all are known, the indicator is not met; nothing served anywhere has no distance") {
    World w;
    w.findings[0] = {core::TerritoryId(0), {0b10000}, {std::nullopt}, {""}};
    CHECK(cell(w.table(), "any", 0) == "not");
    CHECK(cell(w.table(), "any_km", 0) == "null");
    CHECK(cell(w.table(), "p_technology", 0) == "none");
}

TEST_CASE("outside every territory a place has its position and nothing else") {
    const model::Table t = World().table();
    CHECK(cell(t, "lon", 2) == "-20");
    for (const char* column : {"commune", "departement", "any", "operators", "orion_technology", "p_technology", "zone_no_4g"}) {
        INFO(column);
        CHECK(cell(t, column, 2).empty());
    }
    CHECK(cell(t, "any_km", 2) == "null");
}

TEST_CASE("two operators of one name have their own columns of places") {
    World w;
    w.model.operator_names = {{"O", "Nova"}, {"P", "NOVA"}};
    const model::Table t = w.table();
    CHECK(t.find("nova_technology") != nullptr);
    CHECK(t.find("nova_technology_2") != nullptr);
}
