// Published people and maps read by their formats, or guessed, give the numbers of jobs that name every column.
#include <catch2/catch.hpp>

#include "real/support/engine_run.hpp"
#include "real/support/inputs.hpp"
#include "support/paths.hpp"

using namespace covmap;
using namespace covmap::real;

namespace {

struct Pair {
    std::string name;
    std::string demand, territory;  ///< sources
    std::string mapped_demand, mapped_territory;
    std::string short_demand, short_territory;
};

std::string job(const Pair& pair, const std::string& demand, const std::string& territory) {
    return "version = 1\n[[demand]]\nsource = \"@DATA@/" + pair.demand + "\"\n" + demand + "\n[[territory]]\nsource = \"@DATA@/" +
           pair.territory + "\"\n" + territory + "\n[output]\nfolder = \"out\"\n";
}

const std::string kCensus =
    "columns = { id = \"GRD_ID\" }\nattributes = { population = \"T\", seniors = \"Y_GE65\" }\nland = \"LAND_SURFACE\"";
const std::string kGeostat = "columns = { id = \"GRD_ID\" }\nattributes = { population = \"T\" }";
const std::string kIdName = "columns = { code = \"id\", name = \"name\" }";

const std::vector<Pair> kPairs = {
    {"france-census", "france/census2021_1km_FR.csv.gz", "france/communes_2018.gpkg", kCensus,
     "columns = { code = \"code\", name = \"nom\" }\nparents = { departement = { code = \"departement\" } }",
     "format = \"census-2021\"", ""},
    {"france-geostat", "france/geostat_1km_2018_FR.csv.gz", "france/communes_2018.gpkg", kGeostat,
     "columns = { code = \"code\", name = \"nom\" }\nparents = { departement = { code = \"departement\" } }",
     "format = \"geostat-1km\"", ""},
    {"ibiza", "ibiza/census2021_1km_ibiza.csv", "ibiza/ibiza_municipalities.geojson", kCensus, kIdName, "",
     "unit = \"municipality\""},
    {"swiss", "switzerland/geostat_1km_2021_CH.csv.gz", "switzerland/municipalities.shp", kGeostat, kIdName, "", ""},
    {"saomiguel", "saomiguel/inst/sao_miguel/gpw_v411_2020_count_2020.tif", "saomiguel/inst/sao_miguel/concelhos.gpkg",
     "format = \"raster\"\nattributes = { population = \"1\" }", "columns = { code = \"name\", name = \"name\" }",
     "format = \"worldpop\"", ""},
};

}  // namespace

TEST_CASE("formats and guesses give what a job with every column gives", "[real]") {
    const std::string data = test::real_data_dir();
    for (const Pair& pair : kPairs) {
        INFO(pair.name);
        const EngineRun mapped = run_text(pair.name + "-mapped", job(pair, pair.mapped_demand, pair.mapped_territory), data);
        const EngineRun read = run_text(pair.name, job(pair, pair.short_demand, pair.short_territory), data);
        CHECK(mapped.territories.size() > 4);
        REQUIRE(read.territories.size() == mapped.territories.size());
        std::size_t different = 0;
        for (const auto& [code, counted] : mapped.territories) {
            const Counted& other = read.territories.at(code).whole;
            different += counted.whole.weights != other.weights || counted.whole.area != other.area;
        }
        CHECK(different == 0);
        CHECK(read.manifest.at("balance") == mapped.manifest.at("balance"));
    }
}
