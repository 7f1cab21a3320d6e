#include <catch2/catch.hpp>

#include "measure/measurement/contradictions.hpp"
#include "measure/measurement/reliability.hpp"
#include "measure/support/world.hpp"

using namespace covmap;
using namespace covmap::measure;

namespace {

using model::MeasuredRow;

model::MeasurementSpec asking() {
    model::MeasurementSpec spec;
    spec.name = "tests";
    spec.square_m = 1000;
    spec.reliability = {{98, 1000}, {90, 50}};
    return spec;
}

/// 40 tests, each a cluster of its own, in the square at (east, north) km.
MeasuredRow square(int east_km, int north_km, std::int64_t successes, const std::string& op = "O") {
    MeasuredRow row;
    row.unit = "square";
    row.code = "CRS3035RES1000mN" + std::to_string(1000 * north_km) + "E" + std::to_string(1000 * east_km);
    row.operator_code = op;
    row.technology = "4G";
    row.service = "data";
    row.level = "BC";
    row.situation = "outdoors";
    row.tests = row.clusters = 40;
    row.effective = 40;
    row.successes = successes;
    return row;
}

}  // namespace

TEST_CASE("squares that share a side are one zone, those that meet at a corner are two, the one with most failures first") {
    const model::Measured measured{"tests",
                                   {square(4000, 2000, 20), square(4001, 2000, 20), square(4001, 2001, 10),
                                    square(4003, 2002, 40), square(4002, 2002, 5), square(4005, 2002, 38)}};
    const auto zones = contradictions(measured, asking());
    REQUIRE(zones.size() == 2);
    CHECK(zones[0].squares.size() == 3);
    CHECK(zones[0].tests == 120);
    CHECK(zones[0].successes == 50);
    CHECK(zones[0].id == "O.4G.BC.CRS3035RES1000mN2000000E4000000");
    CHECK(zones[0].crs == "EPSG:3035");
    CHECK(zones[0].side_m == 1000);
    CHECK(zones[1].squares == std::vector<std::pair<std::int64_t, std::int64_t>>{{2002000, 4002000}});
}

TEST_CASE("operators have zones of their own; hidden squares, few clusters and other situations make none") {
    const MeasuredRow good = square(4000, 2000, 10);
    std::vector<MeasuredRow> rows(6, good);
    rows[0].hidden = true;
    rows[1].clusters = kFewClusters - 1;
    rows[2].situation = "indoors";
    rows[3].claim = model::TestClaim::edge;
    rows[4].unit = "commune";
    rows[5].successes.reset();
    CHECK(contradictions({"tests", rows}, asking()).empty());
    CHECK(contradictions({"tests", {good, square(4001, 2000, 10, "P")}}, asking()).size() == 2);
    model::MeasurementSpec silent = asking();
    silent.reliability.clear();
    CHECK(contradictions({"tests", {good}}, silent).empty());
    CHECK_FALSE(tells_contradictions(silent));
}

TEST_CASE("among many squares a doubtful one is none") {
    std::vector<MeasuredRow> rows = {square(4000, 2000, 32)};  // 80 %: p = 0.04
    rows[0].tests = rows[0].clusters = 60;
    rows[0].effective = 60;
    rows[0].successes = 46;  // 77 %: p = 0.002
    CHECK(contradictions({"tests", rows}, asking()).size() == 1);
    for (int n = 1; n < 60; ++n) rows.push_back(square(4000 + 2 * n, 2000, 40));
    CHECK(contradictions({"tests", rows}, asking()).empty());
}

TEST_CASE("the table of zones has their area, their tests and what is required") {
    const model::RunModel model = test::three_communes();
    const auto zones = contradictions({"tests", {square(4000, 2000, 10), square(4001, 2000, 10)}}, asking());
    const model::Table table = contradiction_table(model, asking(), zones);
    CHECK(table.name == "measurement_tests_zones");
    CHECK(table.kind == model::TableKind::zones);
    CHECK(table.unit == kMeasuredUnit);
    CHECK(table.title.en == "tests: measured, not claimed; 1 zone where tests contradict the map");
    CHECK(test::cell(table, "area_km2", 0) == "2");
    CHECK(test::cell(table, "squares", 0) == "2");
    CHECK(test::cell(table, "success_pct", 0) == "25.00");
    CHECK(test::cell(table, "required_pct", 0) == "90.00");
}
