// [[access]], the question `access`, and the ready set «inclusion».
#include <algorithm>
#include <catch2/catch.hpp>

#include "read/support/job_folder.hpp"

using covmap::core::Text;
using covmap::model::IndicatorSpec;
using covmap::model::Job;
using covmap::model::SupplySpec;
using namespace covmap::test;

namespace {

/// The least job with two attributes and a parent.
const std::string kPlain = R"(version = 1
[[demand]]
source = "squares.csv.gz"
attributes = { population = "T", seniors = "S" }
[[territory]]
source = "communes.gpkg"
columns = { code = "code" }
parents = { departement = { code = "dep" } }
)";
const std::string kHelp =
    "[[access]]\nname = \"help\"\nsource = \"schools.csv\"\ncolumns = { x = \"lon\", y = \"lat\", commune = \"insee\" }\n"
    "within_km = [10, 2.5, 5, 5]\n";
const std::string kCovered = "[[indicator]]\nname = \"any_4g\"\ntechnology = \">=4G\"\n";

Job job_of(const std::string& more) { return JobFolder().parsed(kPlain + more); }

std::string fault_of(const std::string& more) {
    const auto faults = JobFolder().faults(kPlain + more);
    REQUIRE(faults.size() == 1);
    return faults.front().what;
}

}  // namespace

TEST_CASE("a list of places is a supply of its own kind, with a technology for each distance") {
    const Job job = job_of(kHelp + "where = { services = [\"print\"] }\n");
    REQUIRE(job.access.size() == 1);
    CHECK(job.access.front().within_km == std::vector<double>{2.5, 5, 10});
    CHECK(job.access.front().label == Text{"help", "help"});
    REQUIRE(job.supply.size() == 1);
    const SupplySpec& supply = job.supply.front();
    CHECK(supply.bands);
    CHECK(supply.kind == "help");
    CHECK(supply.nature == "modelled");
    CHECK(supply.radius_km == std::map<std::string, double>{{"2.5 KM", 2.5}, {"5 KM", 5}, {"10 KM", 10}});
    CHECK(supply.source.crs == "EPSG:4326");
    CHECK(supply.commune_column == "insee");
    CHECK(supply.where == std::map<std::string, std::vector<std::string>>{{"services", {"print"}}});
    CHECK(supply.extent.word == "held");
}

TEST_CASE("a list says itself where it speaks, or is one of [[places]]") {
    CHECK(job_of(kHelp + "extent = \"everywhere\"\n").supply.front().extent.word == "everywhere");
    const Job job = job_of("[[places]]\nname = \"schools\"\nsource = \"schools.csv\"\ncolumns = { x = \"lon\", y = \"lat\" }\n"
                           "[[access]]\nname = \"school\"\nplaces = \"schools\"\nwithin_km = 3\n");
    REQUIRE(job.supply.size() == 1);
    CHECK(job.supply.front().source.given == "schools.csv");
    CHECK(job.supply.front().x_column == "lon");
    CHECK(job.access.front().within_km == std::vector<double>{3});
}

TEST_CASE("an indicator asks for one of the distances of a list") {
    const Job job = job_of(kHelp + "[[indicator]]\nname = \"near\"\naccess = { help = 5 }\n");
    const IndicatorSpec& near = job.indicator.front();
    CHECK(near.kind == "help");
    CHECK(near.technologies == std::vector<std::string>{"5 KM"});
    CHECK(near.nature == std::vector<std::string>{"modelled"});
}

TEST_CASE("what a list and its question lack is told with the remedy") {
    CHECK(fault_of("[[access]]\nname = \"help\"\nsource = \"schools.csv\"\ncolumns = { x = \"lon\", y = \"lat\" }\n") ==
          "[[access]] needs `within_km`, how far is near; write within_km = [2, 5, 10]");
    CHECK(fault_of("[[access]]\nname = \"help\"\nsource = \"schools.csv\"\nwithin_km = 5\n")
              .find("places of a table need their coordinates") == 0);
    CHECK(fault_of(kHelp + kHelp).find("«help» is also the kind of schools.csv") == 0);
    const std::string ask = "[[indicator]]\nname = \"near\"\n";
    CHECK(fault_of(kHelp + ask + "access = { help = 7 }\n") ==
          "`access` asks for a distance of the list «help»: one of 2.5, 5, 10");
    CHECK(fault_of(kHelp + ask + "access = { hlep = 5 }\n").find("did you mean «help»") != std::string::npos);
    CHECK(fault_of(kHelp + ask + "access = { help = 5 }\ntechnology = \"4G\"\n").find("keep one") != std::string::npos);
    CHECK(fault_of(ask + "access = { help = 5 }\n") == "`access` names a list of places, and the job has no [[access]]");
    CHECK(fault_of("[[access]]\nname = \"help\"\nplaces = \"schools\"\nwithin_km = 5\n") ==
          "`places` names a list of the job, and the job has no [[places]]");
    CHECK(fault_of(kHelp + "[[indicator]]\nname = \"x\"\ntechnology = \"4G\"\n"
                           "[[demand]]\nsource = \"squares.csv.gz\"\nattributes = { help_mean_km = \"T\" }\n")
              .find("both make «help_mean_km»") != std::string::npos);
}

TEST_CASE("the set «inclusion» joins the first indicator with the first list, and asks for the zones of the fragile") {
    const Job job = JobFolder().parsed("use = [\"inclusion\"]\n" + kPlain + kHelp + kCovered);
    REQUIRE(job.indicator.size() == 3);
    CHECK(job.indicator[1].name == "near_help");
    CHECK(job.indicator[1].technologies == std::vector<std::string>{"5 KM"});
    CHECK(job.indicator[2].name == "included");
    CHECK(job.indicator[2].any_of == std::vector<std::string>{"any_4g", "near_help"});
    REQUIRE(job.zones.size() == 1);
    CHECK(job.zones.front().fails == "included");
    CHECK(job.zones.front().attribute == "seniors");
    CHECK(job.zones.front().within == "departement");
}

TEST_CASE("the set «inclusion» needs places that help, and something to be covered by") {
    const auto faults_of = [](const std::string& more) { return JobFolder().faults("use = [\"inclusion\"]\n" + kPlain + more); };
    REQUIRE(faults_of(kCovered).size() == 1);
    CHECK(faults_of(kCovered).front().what.find("write an [[access]]") != std::string::npos);
    REQUIRE(faults_of(kHelp).size() == 1);
    CHECK(faults_of(kHelp).front().what.find("write an [[indicator]]") != std::string::npos);
}
