#include <catch2/catch.hpp>
#include <cmath>

#include "core/error.hpp"
#include "read/measurement/quadkey_rows.hpp"
#include "read/measurement/test_day.hpp"
#include "read/measurement/test_records.hpp"
#include "read/support/vector_files.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using Catch::Matchers::Contains;
using model::MeasuredTest;
using test::source_of;
using test::TempFolder;

const core::Lattice kLattice{"EPSG:3035", 0, 0, 1000, 1000};

model::MeasurementSpec spec_of(const std::string& path) {
    model::MeasurementSpec spec;
    spec.source = source_of(path, "EPSG:4326");
    spec.columns.x = "lon";
    spec.columns.y = "lat";
    spec.columns.down = "mbps";
    spec.operator_field.column = "op";
    spec.technology.constant = "4G";
    spec.service.constant = "data";
    spec.success = {{"down", true, 3}};
    return spec;
}

TestRead read_of(const model::MeasurementSpec& spec) {
    const auto canonical = [](const std::string& name) { return name == "Orange" ? std::string("20801") : name; };
    return read_tests(spec, canonical, kLattice, {}, nullptr);
}

}  // namespace

TEST_CASE("a test stands on the lattice, in its squares, and has an outcome by its rule") {
    const TempFolder folder;
    // The natural origin of EPSG:3035 is 10 E 52 N, at 4321000, 3210000.
    model::MeasurementSpec spec =
        spec_of(folder.file("t.csv", "op;lon;lat;mbps\nOrange;10.001;52.001;3\n20801;10.001;52.001;2,9\n"));
    spec.square_m = 500;
    const TestRead got = read_of(spec);
    REQUIRE(got.tests.size() == 2);
    CHECK(got.subjects == std::vector<model::TestSubject>{{"20801", "4G", "data"}});
    CHECK(got.tests[0].grid.x == Approx(4321.0686).margin(0.001));
    CHECK(got.tests[0].grid.y == Approx(-3210.1113).margin(0.001));
    CHECK(got.tests[0].outcome == 1);
    CHECK(got.tests[1].outcome == 0);
    CHECK(got.tests[1].down_kbps == 2900);
    CHECK(got.squares.crs == "EPSG:3035");
    CHECK(got.tests[0].km_col == 4321);
    CHECK(got.tests[0].km_row == -3211);
    CHECK(got.tests[0].col == 8642);
    CHECK(got.tests[0].row == -6421);
    CHECK(got.tests[0].ring == MeasuredTest::kNone);
    CHECK(got.tests[0].day == MeasuredTest::kNoDay);
    CHECK_FALSE(got.coarse);
    CHECK(got.defects.empty());
    REQUIRE(got.inputs.size() == 1);
    CHECK(got.inputs[0].role == "measurement");
    CHECK(got.inputs[0].records == 2);
    CHECK(got.records == std::vector<std::string>{"2", "3"});
}

TEST_CASE("beyond Europe squares are those of EPSG:6933") {
    const TempFolder folder;
    CHECK(read_of(spec_of(folder.file("t.csv", "op,lon,lat,mbps\nA,10,52,3\nA,55.5,-21,3\n"))).squares.crs == "EPSG:6933");
}

TEST_CASE("each record that cannot be used is counted by code, and the others are read") {
    const TempFolder folder;
    model::MeasurementSpec spec =
        spec_of(folder.file("t.csv",
                            "id,op,lon,lat,mbps,date\n1,A,10,52,3,2024-01-05\n2,A,,,3,2024-01-05\n3,,10,52,3,2024-01-05\n"
                            "4,A,10,52,-1,2024-01-05\n5,A,10,52,200000,2024-01-05\n6,A,10,52,many,2024-01-05\n"
                            "7,A,10,52,,2024-01-05\n8,A,10,52,3,2024-02-30\n1,A,10,52,3,2024-01-05\n9,A,400,52,3,2024-01-05\n"));
    spec.columns.id = "id";
    spec.columns.date = "date";
    const TestRead got = read_of(spec);
    REQUIRE(got.tests.size() == 1);
    CHECK(got.tests[0].day == 19727);
    CHECK(got.defects.count("coordinate-not-a-number") == 1);
    CHECK(got.defects.count("coordinate-out-of-range") == 1);
    CHECK(got.defects.count("test-without-operator") == 1);
    CHECK(got.defects.count("test-value-impossible") == 3);
    CHECK(got.defects.count("test-without-outcome") == 1);
    CHECK(got.defects.count("test-date-unreadable") == 1);
    CHECK(got.defects.count("test-duplicate") == 1);
    CHECK(got.inputs[0].records == 10);
    const auto& examples = got.defects.entries().at({"test-value-impossible", "t.csv"}).examples;
    CHECK(examples.front().detail == "-1");
    spec.source.info.confidential = true;
    const TestRead hidden = read_of(spec);
    for (const auto& [code, entry] : hidden.defects.entries())
        for (const core::DefectPlace& place : entry.examples) CHECK(place.detail.empty());
}

TEST_CASE("a missing value is no outcome, or a failure where the job says so") {
    const TempFolder folder;
    model::MeasurementSpec spec = spec_of(folder.file("t.csv", "op,lon,lat,mbps\nA,10,52,\n"));
    CHECK(read_of(spec).tests.empty());
    spec.missing_fails = true;
    CHECK(read_of(spec).tests.at(0).outcome == 0);
}

TEST_CASE("outcomes, situations, devices and clusters are columns in any words") {
    const TempFolder folder;
    model::MeasurementSpec spec =
        spec_of(folder.file("t.csv",
                            "op,lon,lat,mbps,ok,where,phone,route\nA,10,52,1,OK,INCAR,p1,r\nA,10,52,1,KO,Outdoors,p2,r\n"
                            "A,10,52,1,true,on foot,p1,\nA,10,52,1,perhaps,,p1,\n"));
    spec.success.clear();
    spec.success_column = "ok";
    spec.situation.column = "where";
    spec.columns.device = "phone";
    spec.columns.cluster = "route";
    spec.values = {{"success", {{"OK", "yes"}, {"KO", "no"}}}, {"situation", {{"INCAR", "in_vehicle"}}}};
    const TestRead got = read_of(spec);
    REQUIRE(got.tests.size() == 3);
    CHECK(got.tests[0].outcome == 1);
    CHECK(got.tests[1].outcome == 0);
    CHECK(got.situations.at(got.tests[0].situation) == "in_vehicle");
    CHECK(got.situations.at(got.tests[1].situation) == "outdoors");
    CHECK(got.situations.at(got.tests[2].situation).empty());
    CHECK(got.tests[0].device == got.tests[2].device);
    CHECK(got.tests[0].device != got.tests[1].device);
    CHECK(got.tests[0].cluster == got.tests[1].cluster);
    CHECK(got.tests[2].cluster == MeasuredTest::kNone);
    CHECK(got.defects.count("test-situation-unknown") == 1);
    CHECK(got.defects.count("test-without-outcome") == 1);
}

TEST_CASE("only records that the job asks for are tests; MCC and MNC make one code; units are the source's") {
    const TempFolder folder;
    model::MeasurementSpec spec = spec_of(folder.file(
        "t.csv", "mcc,mnc,kind,lon,lat,kbps\n208,1,WEB|X,10,52,4000\n208,15,VOIX,10,52,4000\n208,15,WEB,10,52,2000\n"));
    spec.operator_field.column = "mcc";
    spec.columns.mnc = "mnc";
    spec.columns.down = "kbps";
    spec.mbps_per_unit = 1e-3;
    spec.where = {{"kind", {"WEB"}}};
    const TestRead got = read_of(spec);
    REQUIRE(got.tests.size() == 2);
    CHECK(got.subjects.at(got.tests[0].subject).operator_code == "20801");
    CHECK(got.subjects.at(got.tests[1].subject).operator_code == "20815");
    CHECK(got.tests[0].down_kbps == 4000);
    CHECK(got.tests[1].outcome == 0);
    CHECK(got.defects.empty());
}

TEST_CASE("eight points stand around a position at its accuracy, which the job may say") {
    const TempFolder folder;
    model::MeasurementSpec spec =
        spec_of(folder.file("t.csv", "op,lon,lat,mbps,acc\nA,10,52,3,50\nA,10.1,52,3,\nA,10.2,52,3,0\n"));
    spec.columns.accuracy = "acc";
    const TestRead got = read_of(spec);
    REQUIRE(got.tests.size() == 3);
    REQUIRE(got.rings.size() == 8);
    CHECK(got.tests[0].ring == 0);
    CHECK(got.tests[1].ring == MeasuredTest::kNone);
    for (const core::Point& at : got.rings)
        CHECK(1000 * std::hypot(at.x - got.tests[0].grid.x, at.y - got.tests[0].grid.y) == Approx(50).epsilon(0.01));
    CHECK(got.rings[0].y == Approx(got.tests[0].grid.y - 0.05).margin(0.001));
    spec.accuracy_m = 20;
    CHECK(read_of(spec).rings.size() == 16);
}

TEST_CASE("positions of whole hundredths of a degree are coarse, from twenty on") {
    const TempFolder folder;
    const auto read = [&](int tests, const std::string& last) {
        std::string text = "op,lon,lat,mbps\n";
        for (int t = 0; t + 1 < tests; ++t) text += "A,10." + std::to_string(10 + t) + ",52.11,3\n";
        return read_of(spec_of(folder.file("t.csv", text + "A," + last + ",52.11,3\n"))).coarse;
    };
    CHECK(read(20, "10.99"));
    CHECK_FALSE(read(19, "10.99"));
    CHECK_FALSE(read(20, "10.991"));
}

TEST_CASE("the middle of a tile is where its quadkey says") {
    // Microsoft's own example: tile 3, 5 of zoom 3 is 213.
    const auto middle = quadkey_middle("213");
    REQUIRE(middle);
    CHECK(middle->x == Approx(-180 + 360 * 3.5 / 8));
    CHECK(middle->y == Approx(std::atan(std::sinh(M_PI * (1 - 2 * 5.5 / 8))) * 180 / M_PI));
    CHECK_FALSE(quadkey_middle("214"));
    CHECK_FALSE(quadkey_middle(""));
    const TempFolder folder;
    model::MeasurementSpec spec =
        spec_of(folder.file("t.csv", "quadkey,avg,tests,devices\n1202203020302030,5000,12,4\nx,5000,1,1\n"));
    spec.columns = {};
    spec.columns.quadkey = "quadkey";
    spec.columns.down = "avg";
    spec.columns.tests = "tests";
    spec.columns.devices = "devices";
    spec.operator_field = {};
    spec.mbps_per_unit = 1e-3;
    spec.beside = true;
    const TestRead got = read_of(spec);
    REQUIRE(got.tests.size() == 1);
    CHECK(got.tests[0].tests == 12);
    CHECK(got.tests[0].devices == 4);
    CHECK(got.tests[0].down_kbps == 5000);
    CHECK(got.defects.count("coordinate-not-a-number") == 1);
}

TEST_CASE("days are year first or day first, and none that the calendar has not") {
    CHECK(test_day("1980-01-01") == 3652);
    for (const char* text : {"2024-12-31", "2024-12-31T23:59:59Z", "20241231", "31/12/2024", "31.12.2024 10:00", "2024/12/31"})
        CHECK(test_day(text) == 20088);
    for (const char* text : {"", "2024", "12/31/2024", "31-12", "2024-02-30", "2024-12-31x", "31/12/24", "1900-01-01", "soon"})
        CHECK_FALSE(test_day(text));
}

TEST_CASE("a file without CRS or without a column is refused with its name") {
    const TempFolder folder;
    model::MeasurementSpec spec = spec_of(folder.file("t.csv", "op,lon,lat,mbps\nA,10,52,3\n"));
    spec.source.crs.clear();
    CHECK_THROWS_WITH(read_of(spec), Contains("does not say its CRS"));
    spec = spec_of(folder.path("t.csv"));
    spec.columns.signal = "dbm";
    CHECK_THROWS_WITH(read_of(spec), Contains("t.csv") && Contains("dbm"));
    spec.source.files.clear();
    CHECK_THROWS_WITH(read_of(spec), Contains("no such file"));
}
