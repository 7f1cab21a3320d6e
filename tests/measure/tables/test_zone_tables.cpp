// Zones of the world of three communes, as tables. In people and km2, white + grey:
//
//   zone 1, département A:  A1 30 + 10, 3 + 1     zone 2, no département:  X0 5, 1
//                           A2  5 +  0, 1 + 0     scattered: A2 2, 0.5; X0 1, 0.25
#include <catch2/catch.hpp>

#include "measure/support/two_operators.hpp"
#include "measure/tables/zone_tables.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

model::ZonePart part(std::uint32_t territory, std::int64_t white, std::int64_t white_ha, std::int64_t grey = 0,
                     std::int64_t grey_ha = 0) {
    return {core::TerritoryId(territory), {white * kPerson, white_ha * kKm2 / 100, grey * kPerson, grey_ha * kKm2 / 100}};
}

struct World : TwoOperators {
    model::ZonesSpec spec;
    model::ZoneSet set;

    World() {
        model.job.indicator = {indicator("any", "4G")};
        model.frame.lattice = {"EPSG:3035", 0, 0, 1000, 1000};
        spec.name = "no_4g";
        spec.fails = "any";
        spec.attribute = "population";
        spec.within = "departement";
        set.name = spec.name;
        set.units = {{"", ""}, {"A", "Alpha"}};
        set.site_operators = {"O"};
        set.scattered = {part(1, 2, 50), part(2, 1, 25)};
        model::Zone first;
        first.id = "any_A_1";
        first.name = "Aix (Alpha) 1";
        first.unit = 1;
        first.parts = {part(0, 30, 300, 10, 100), part(1, 5, 100)};
        first.present = {0b00001};
        first.outline_area = 6 * kKm2;
        first.outside = {4 * kPerson, kKm2 / 5};
        first.row = -2685;
        first.col = 4048;
        first.lon_lat = {2.5, 46.1234567};
        first.served = model::Away{1234.4, 90.04};
        first.sites = {model::Away{0, 0}};
        model::Zone second;
        second.id = "any__1";
        second.name = "Cys 1";
        second.parts = {part(2, 5, 100)};
        second.present = {0};
        second.outline_area = kKm2;
        second.outside = {0, 0};
        second.sites = {std::nullopt};
        set.zones = {first, second};
    }
    [[nodiscard]] model::Table zones() const { return measure::zone_table(model, spec, set); }
    [[nodiscard]] model::Table parts() const { return measure::zone_parts_table(model, spec, set); }
};

std::int64_t sum_of(const model::Table& table, const std::string& column) {
    std::int64_t sum = 0;
    for (const std::int64_t number : table.find(column)->numbers) sum += number;
    return sum;
}

}  // namespace

TEST_CASE("the columns of the zones, in order") {
    const model::Table t = World().zones();
    CHECK(t.name == "zones_no_4g");
    CHECK(t.kind == model::TableKind::zones);
    CHECK(column_names(t) == std::vector<std::string>{"id",
                                                      "name",
                                                      "rank",
                                                      "rank_within",
                                                      "commune",
                                                      "commune_name",
                                                      "commune_count",
                                                      "departement",
                                                      "departement_name",
                                                      "population",
                                                      "population_white",
                                                      "population_grey",
                                                      "area_km2",
                                                      "area_km2_white",
                                                      "area_km2_grey",
                                                      "outline_km2",
                                                      "population_outside",
                                                      "area_km2_outside",
                                                      "operators",
                                                      "best_technology",
                                                      "best_level",
                                                      "square",
                                                      "lon",
                                                      "lat",
                                                      "served_km",
                                                      "served_bearing",
                                                      "site_orion_km",
                                                      "site_orion_bearing",
                                                      "secret"});
    for (const model::Column& column : t.columns) {
        INFO(column.name);
        CHECK(column.nulls.size() == 4);
        CHECK_FALSE(column.label.fr.empty());
        CHECK_FALSE(column.label.en.empty());
    }
}

TEST_CASE("a zone is named by its main commune and adds up its parts, white and grey") {
    const model::Table t = World().zones();
    const std::size_t row = row_of(t, {{"id", "any_A_1"}});
    CHECK(cell(t, "rank", row) == "1");
    CHECK(cell(t, "commune", row) == "A1");
    CHECK(cell(t, "commune_name", row) == "Aix");
    CHECK(cell(t, "commune_count", row) == "2");
    CHECK(cell(t, "departement", row) == "A");
    CHECK(cell(t, "population", row) == "45");
    CHECK(cell(t, "population_white", row) == "35");
    CHECK(cell(t, "population_grey", row) == "10");
    CHECK(cell(t, "area_km2", row) == "5");
    CHECK(cell(t, "outline_km2", row) == "6");
}

TEST_CASE("people of a zone who stand outside its outline are a figure beside it") {
    World w;
    const model::Table t = w.zones();
    const std::size_t row = row_of(t, {{"id", "any_A_1"}});
    CHECK(cell(t, "population_outside", row) == "4");
    CHECK(cell(t, "area_km2_outside", row) == "0.2");
    CHECK(t.find("population_outside")->definition.en.find("clips other data by the outline does not find them") !=
          std::string::npos);
    CHECK(cell(t, "population_outside", row_of(t, {{"id", "any__1"}})) == "0");
    CHECK(cell(t, "population_outside", row_of(t, {{"id", "any_A_scattered"}})) == "null");  // it has no outline
    w.model.job.publish_min = {{"population", 100 * kPerson}};
    const model::Table kept_back = w.zones();
    CHECK(cell(kept_back, "population_outside", row) == "null");
    CHECK(cell(kept_back, "area_km2_outside", row) == "0.2");
}

TEST_CASE("what is in a zone, where it is and how far to what serves") {
    const model::Table t = World().zones();
    const std::size_t row = row_of(t, {{"id", "any_A_1"}});
    CHECK(cell(t, "operators", row) == "Orion");
    CHECK(cell(t, "best_technology", row) == "4G");
    CHECK(cell(t, "best_level", row) == "TBC");
    CHECK(cell(t, "square", row) == "CRS3035RES1000mN2684000E4048000");
    CHECK(cell(t, "lon", row) == "2.5");
    CHECK(cell(t, "lat", row) == "46.123457");
    CHECK(cell(t, "served_km", row) == "1.234");
    CHECK(cell(t, "served_bearing", row) == "90");
    CHECK(cell(t, "site_orion_km", row) == "0");
    CHECK(cell(t, "site_orion_bearing", row) == "null");  // a place has no direction to itself
    const std::size_t other = row_of(t, {{"id", "any__1"}});
    CHECK(cell(t, "operators", other).empty());
    CHECK(cell(t, "served_km", other) == "null");
    CHECK(cell(t, "site_orion_km", other) == "null");
}

TEST_CASE("what is scattered has one row a unit, without rank, after the zones") {
    const model::Table t = World().zones();
    REQUIRE(t.rows() == 4);
    const std::size_t row = row_of(t, {{"id", "any_A_scattered"}});
    CHECK(row == 3);
    CHECK(cell(t, "name", row) == "scattered (Alpha)");
    CHECK(cell(t, "rank", row) == "null");
    CHECK(cell(t, "rank_within", row) == "null");
    // Each unit of `within` begins anew.
    CHECK(cell(t, "rank", row_of(t, {{"id", "any__1"}})) == "2");
    CHECK(cell(t, "rank_within", row_of(t, {{"id", "any__1"}})) == "1");
    CHECK(cell(t, "commune", row).empty());
    CHECK(cell(t, "departement", row) == "A");
    CHECK(cell(t, "population", row) == "2");
    CHECK(cell(t, "outline_km2", row) == "null");
    CHECK(cell(t, "served_km", row) == "null");
    CHECK(cell(t, "name", row_of(t, {{"id", "any__scattered"}})) == "scattered");
}

TEST_CASE("the columns of both tables add up to what fails") {
    const World w;
    for (const char* column :
         {"population", "population_white", "population_grey", "area_km2", "area_km2_white", "area_km2_grey"}) {
        INFO(column);
        CHECK(sum_of(w.zones(), column) == sum_of(w.parts(), column));
    }
    CHECK(sum_of(w.zones(), "population") == 53 * kPerson);
    CHECK(sum_of(w.zones(), "area_km2") == 675 * kKm2 / 100);
    CHECK(sum_of(w.zones(), "population") == sum_of(w.zones(), "population_white") + sum_of(w.zones(), "population_grey"));
}

TEST_CASE("the part of each commune is told, and of what is scattered in it") {
    const model::Table t = World().parts();
    CHECK(t.name == "zones_no_4g_communes");
    CHECK(t.kind == model::TableKind::longer);
    REQUIRE(t.rows() == 5);
    const std::size_t row = row_of(t, {{"zone", "any_A_1"}, {"code", "A2"}});
    CHECK(cell(t, "rank", row) == "1");
    CHECK(cell(t, "name", row) == "Bex");
    CHECK(cell(t, "departement_name", row) == "Alpha");
    CHECK(cell(t, "population", row) == "5");
    const std::size_t apart = row_of(t, {{"zone", ""}, {"code", "A2"}});
    CHECK(cell(t, "rank", apart) == "null");
    CHECK(cell(t, "population", apart) == "2");
}

TEST_CASE("below publish_min people are null and the zone is secret; its area and the scattered stay") {
    World w;
    w.model.job.publish_min = {{"population", 11 * kPerson}};
    const model::Table t = w.zones();
    const std::size_t small = row_of(t, {{"id", "any__1"}}), large = row_of(t, {{"id", "any_A_1"}});
    CHECK(cell(t, "secret", small) == "true");
    CHECK(cell(t, "population", small) == "null");
    CHECK(cell(t, "population_white", small) == "null");
    CHECK(cell(t, "area_km2", small) == "1");
    CHECK(cell(t, "secret", large) == "false");
    CHECK(cell(t, "population", large) == "45");
    CHECK(cell(t, "population", row_of(t, {{"id", "any_A_scattered"}})) == "2");
    // A part below it is null in a zone above it.
    const model::Table parts = w.parts();
    CHECK(cell(parts, "population", row_of(parts, {{"zone", "any_A_1"}, {"code", "A2"}})) == "null");
    CHECK(cell(parts, "population", row_of(parts, {{"zone", "any_A_1"}, {"code", "A1"}})) == "40");
}

TEST_CASE("exactly publish_min is published, and so is nobody") {
    World w;
    w.model.job.publish_min = {{"population", 5 * kPerson}};
    CHECK(cell(w.zones(), "secret", 1) == "false");
    w.set.zones[1].parts = {part(2, 0, 100)};
    w.model.job.publish_min = {{"population", 11 * kPerson}};
    CHECK(cell(w.zones(), "secret", 1) == "false");
    CHECK(cell(w.zones(), "population", 1) == "0");
}

TEST_CASE("the title says how many people are in how many zones, and how many are scattered") {
    const World w;
    CHECK(w.zones().title.en == "no any: 50 people in 2 zones; scattered: 3 people");
    CHECK(w.zones().title.fr == "sans any : 50 personnes dans 2 zones ; épars : 3 personnes");
}

TEST_CASE("a parent that zones may cross tells its largest and that one's part") {
    World w;
    w.spec.within = "all";
    w.set.units = {{"all", ""}};
    w.set.zones[0].parts.push_back(part(2, 15, 100));
    const model::Table t = w.zones();
    CHECK(cell(t, "departement", 0) == "A");
    CHECK(cell(t, "departement_pct", 0) == "75.00");  // 45 of 60
    CHECK(cell(t, "departement", row_of(t, {{"id", "any_all_scattered"}})).empty());
}

TEST_CASE("two operators of one name have their codes in the columns of sites") {
    World w;
    w.model.operator_names = {{"O", "Nova"}, {"P", "NOVA"}};
    w.set.site_operators = {"O", "P"};
    for (model::Zone& zone : w.set.zones) zone.sites = {std::nullopt, std::nullopt};
    const model::Table t = w.zones();
    CHECK(t.find("site_o_km") != nullptr);
    CHECK(t.find("site_p_km") != nullptr);
}
