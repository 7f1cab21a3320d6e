// [[demand.share]]: attributes that tables by territory give.
#include <algorithm>
#include <catch2/catch.hpp>

#include "model/job/each_share.hpp"
#include "read/support/job_folder.hpp"

using covmap::core::Text;
using covmap::model::Job;
using covmap::model::ShareColumnSpec;
using covmap::model::ShareSpec;
using namespace covmap::test;

namespace {

const std::string kDemand =
    "version = 1\n[[demand]]\nsource = \"squares.csv.gz\"\nattributes = { population = \"T\", seniors = \"S\" }\n";
const std::string kTerritory =
    "[[territory]]\nsource = \"communes.gpkg\"\ncolumns = { code = \"code\" }\nparents = { departement = { code = \"dep\" } }\n";

std::string share(const std::string& columns, const std::string& more = {}) {
    return "[[demand.share]]\nsource = \"schools.csv\"\non = \"code\"\n" + more + "columns = { " + columns + " }\n";
}

const std::string kAged = "aged = { column = \"P80\", as = \"count\" }";

Job job_of(const std::string& shares, const std::string& more = {}) {
    return JobFolder().parsed(kDemand + shares + kTerritory + more);
}

std::string fault_of(const std::string& shares, const std::string& more = {}) {
    const auto faults = JobFolder().faults(kDemand + shares + kTerritory + more);
    for (const auto& fault : faults) UNSCOPED_INFO(fault.what);
    REQUIRE(faults.size() == 1);
    return faults.front().what;
}

}  // namespace

TEST_CASE("a share is a table by territory whose columns are counts or rates") {
    const Job job =
        job_of(share(kAged + ", alone = { column = \"ALONE\", as = \"rate\", percent = true, of = \"seniors\", label = { fr = "
                             "\"Seuls\", en = \"Alone\" }, unit = \"persons\" }"));
    REQUIRE(job.demand.share.size() == 1);
    const ShareSpec& table = job.demand.share.front();
    CHECK(table.source.given == "schools.csv");
    CHECK(table.on == "code");
    CHECK(table.unit == "commune");
    REQUIRE(table.columns.size() == 2);
    CHECK(table.columns[0] == ShareColumnSpec{"aged", "P80", true, false, "population", Text{"aged", "aged"}, ""});
    CHECK(table.columns[1] == ShareColumnSpec{"alone", "ALONE", false, true, "seniors", Text{"Seuls", "Alone"}, "persons"});
    CHECK(covmap::model::share_names(job) == std::vector<std::string>{"aged", "alone"});
}

TEST_CASE("a share may be by another set of territories") {
    const std::string iris = "[[territory]]\nunit = \"iris\"\nsource = \"communes.gpkg\"\ncolumns = { code = \"code\" }\n";
    CHECK(job_of(share(kAged, "unit = \"iris\"\n"), iris).demand.share.front().unit == "iris");
    CHECK(fault_of(share(kAged, "unit = \"irsi\"\n"), iris).find("iris") != std::string::npos);
    CHECK(fault_of(share(kAged, "unit = \"departement\"\n")).find("is a parent") != std::string::npos);
}

TEST_CASE("what is no share is told, with its remedy") {
    CHECK(fault_of(share("aged = { column = \"P80\" }")).find("needs `as`") != std::string::npos);
    CHECK(fault_of(share("aged = { column = \"P80\", as = \"sum\" }")).find("count") != std::string::npos);
    CHECK(fault_of(share("aged = { column = \"P80\", as = \"count\", percent = true }")).find("take it out") !=
          std::string::npos);
    CHECK(fault_of(share("aged = \"P80\"")).find("is a table; write aged = {") != std::string::npos);
    CHECK(fault_of(share("aged = { column = \"P80\", as = \"count\", of = \"senior\" }")).find("seniors") != std::string::npos);
    CHECK(fault_of(share("seniors = { column = \"P65\", as = \"count\" }")).find("two attributes «seniors»") !=
          std::string::npos);
    CHECK(fault_of(share(kAged, "confidential = true\n")).find("confidential") != std::string::npos);
    CHECK(fault_of("[[demand.share]]\nsource = \"schools.csv\"\non = \"code\"\n").find("needs `columns`") != std::string::npos);
}

TEST_CASE("shares are no people in squares: zones and least values of squares refuse them") {
    const std::string any = "[[indicator]]\nname = \"any_4g\"\ntechnology = \">=4G\"\n";
    const std::string zones = any + "[[zones]]\nname = \"no_4g\"\nfails = \"any_4g\"\nattribute = \"aged\"\n";
    CHECK(fault_of(share(kAged), zones).find("known by territory and not by square: zones") != std::string::npos);
    CHECK(fault_of(share(kAged), "[publish_min]\naged = 11\n").find("publish_min takes") != std::string::npos);
}

TEST_CASE("an index may take shares, and the figures of indicators for them") {
    const std::string any = "[[indicator]]\nname = \"any_4g\"\ntechnology = \">=4G\"\n";
    const std::string index =
        "[[index]]\nname = \"frail\"\n[[index.criterion]]\ncolumn = \"any_4g_aged_pct\"\n"
        "[[index.criterion]]\ncolumn = \"aged\"\nof = \"population\"\n";
    CHECK(job_of(share(kAged), any + index).index.size() == 1);
    const Job ready = job_of(share(kAged), any + "[[index]]\nuse = \"ifn\"\ncolumns = { seniors = \"aged\" }\n");
    CHECK(ready.index.front().criteria.front().of == "population");
}

TEST_CASE("shares and other parts of the job make no column twice") {
    CHECK(fault_of(share("population_pct = { column = \"P\", as = \"count\" }")).find("both make") != std::string::npos);
}
