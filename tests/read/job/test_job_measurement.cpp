// [[measurement]]: which tests, held against which claims, and what is required.
#include <catch2/catch.hpp>

#include "read/support/job_folder.hpp"

using covmap::core::Text;
using covmap::model::Job;
using covmap::model::MeasurementSpec;
using namespace covmap::test;

namespace {

const std::string kTests =
    "[[measurement]]\nname = \"tests\"\nsource = \"schools.csv\"\n"
    "columns = { x = \"lon\", y = \"lat\", operator = \"op\", down = \"mbps\" }\n"
    "technology = \"4g\"\nservice = \"data\"\n";
const std::string kSuccess = "success = { down = \">=3\" }\n";

MeasurementSpec spec_of(const std::string& more) { return JobFolder().parsed(kLeast + kTests + more).measurement.at(0); }

std::string fault_of(const std::string& text) {
    const auto faults = JobFolder().faults(kLeast + text);
    for (const auto& fault : faults) UNSCOPED_INFO(fault.what);
    REQUIRE(faults.size() == 1);
    return faults.front().what;
}

}  // namespace

TEST_CASE("a measurement is confidential, in degrees, outdoors and within a year of the claims unless it says otherwise") {
    const MeasurementSpec spec = spec_of(kSuccess);
    CHECK(spec.source.info.confidential);
    CHECK(spec.source.crs == "EPSG:4326");
    CHECK(spec.label == Text{"tests", "tests"});
    CHECK(spec.technology.constant == "4G");
    CHECK(spec.operator_field.column == "op");
    CHECK(spec.claim_situation == "outdoors");
    CHECK(spec.months == 12);
    CHECK(spec.min_tests == 5);
    CHECK(spec.min_devices == 3);
    CHECK(spec.square_m == 0);
    CHECK_FALSE(spec.beside);
    CHECK(spec.reliability.empty());
    REQUIRE(spec.success.size() == 1);
    CHECK(spec.success[0] == covmap::model::OutcomeRule{"down", true, 3});
    CHECK_FALSE(spec_of(kSuccess + "confidential = false\n").source.info.confidential);
}

TEST_CASE("what is required is ordered by area, the largest first") {
    const MeasurementSpec spec =
        spec_of(kSuccess + "reliability = [{ min = 95, over_km2 = 50 }, { min = 98, over_km2 = 1000 }]\n");
    REQUIRE(spec.reliability.size() == 2);
    CHECK(spec.reliability[0] == covmap::model::ReliabilityRule{98, 1000});
    CHECK(spec_of(kSuccess + "reliability = { min = 95 }\n").reliability.at(0) == covmap::model::ReliabilityRule{95, 0});
    CHECK(fault_of(kTests + kSuccess + "reliability = [{ min = 100 }]\n") == "`min` is a share above 0 and below 100 %");
    CHECK(fault_of(kTests + kSuccess + "reliability = [{ over_km2 = 1 }]\n").find("needs `min`") != std::string::npos);
}

TEST_CASE("success is a column, or a rule of what was measured") {
    const MeasurementSpec spec = spec_of("success = { down = \">=3.5\", missing = \"fails\" }\n");
    CHECK(spec.success.at(0).value == 3.5);
    CHECK(spec.missing_fails);
    CHECK(fault_of(kTests).find("does not say which tests succeeded") != std::string::npos);
    CHECK(fault_of(kTests + "success = { down = \"3\" }\n").find("at least or at most a number") != std::string::npos);
    CHECK(fault_of(kTests + "success = { latency = \"<=100\" }\n").find("columns names none") != std::string::npos);
    CHECK(fault_of(kTests + "success = { speed = \">=3\" }\n").find("a key of `success`") != std::string::npos);
    const std::string both = replaced(kTests, "down = \"mbps\"", "down = \"mbps\", success = \"ok\"");
    CHECK(fault_of(both + kSuccess).find("both as a column and as a rule") != std::string::npos);
    CHECK(JobFolder().parsed(kLeast + both).measurement.at(0).success_column == "ok");
}

TEST_CASE("tests are of an operator and a technology, or stand beside the claims") {
    CHECK(fault_of(replaced(kTests, "technology = \"4g\"\n", "") + kSuccess).find("name both") != std::string::npos);
    const std::string unknown = replaced(replaced(kTests, "technology = \"4g\"\n", ""), "operator = \"op\", ", "");
    CHECK(JobFolder().parsed(kLeast + unknown + "beside = true\n").measurement.at(0).beside);
    const std::string sums = replaced(unknown, "x = ", "tests = \"n\", x = ");
    CHECK(JobFolder().parsed(kLeast + sums).measurement.at(0).beside);
}

TEST_CASE("no square is finer than 200 m") {
    CHECK(spec_of(kSuccess + "squares_m = 200\n").square_m == 200);
    CHECK(fault_of(kTests + kSuccess + "squares_m = 199\n").find("no finer than 200 m") != std::string::npos);
}

TEST_CASE("situations, outcomes and units are words of ours, whatever the publisher writes") {
    const MeasurementSpec spec =
        spec_of(kSuccess +
                "speed_unit = \"kbit/s\"\nvalues = { situation = { INCAR = \"in_vehicle\" }, technology = { lte = \"4g\" } }\n");
    CHECK(spec.values.at("situation").at("INCAR") == "in_vehicle");
    CHECK(spec.values.at("technology").at("lte") == "4G");
    CHECK(spec.mbps_per_unit == 1e-3);
    CHECK(fault_of(kTests + kSuccess + "values = { situation = { INCAR = \"car\" } }\n").find("a situation") !=
          std::string::npos);
    CHECK(fault_of(kTests + kSuccess + "situation = \"outside\"\n").find("`situation`") != std::string::npos);
}

TEST_CASE("the extent of tests names territories, and what is published is at least one test") {
    CHECK(spec_of(kSuccess + "extent = { departement = [\"46\"] }\n").extent.at("departement") == std::vector<std::string>{"46"});
    CHECK(fault_of(kTests + kSuccess + "extent = \"box\"\n").find("names territories") != std::string::npos);
    CHECK(fault_of(kTests + kSuccess + "extent = { canton = [\"1\"] }\n").find("canton") != std::string::npos);
    const MeasurementSpec spec = spec_of(kSuccess + "publish_min = { tests = 10, devices = 0 }\n");
    CHECK(spec.min_tests == 10);
    CHECK(spec.min_devices == 0);
    CHECK(fault_of(kTests + kSuccess + "publish_min = { tests = 0 }\n").find("from 1") != std::string::npos);
}

TEST_CASE("a table needs its coordinates, names are not given twice, and a key that is none is told") {
    CHECK(fault_of(replaced(kTests, "x = \"lon\", y = \"lat\", ", "") + kSuccess).find("need their coordinates") !=
          std::string::npos);
    CHECK(fault_of(kTests + kSuccess + kTests + kSuccess).find("is also in line 9") != std::string::npos);
    CHECK(fault_of(kTests + kSuccess + "month = 3\n").find("did you mean «months»") != std::string::npos);
    CHECK(fault_of(replaced(kTests, "name = \"tests\"\n", "") + kSuccess).find("name = \"tests\"") != std::string::npos);
}
