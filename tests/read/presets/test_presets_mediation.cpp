#include <catch2/catch.hpp>

#include "read/inspect/inspect.hpp"
#include "read/supply/supply.hpp"
#include "read/support/job_folder.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using test::reported;

const std::string kPlaces =
    "id,nom,commune,code_postal,latitude,longitude,services\n"
    "1,\"Maison \"\"France services\"\"\",Gu\xC3\xA9ret,23000,46.17,1.87,Aide aux d\xC3\xA9marches|Internet\n"
    "2,Sans adresse,Dun,23800,,,Internet\n"
    "3,\"Deux nombres\",Dun,23800,\"41.93414, 8\",,Internet\n"
    "4,Virgule,Dun,23800,\"46,30\",\"1,66\",\n";

model::Job job_of(const std::string& lines, const std::string& more = {}) {
    const test::JobFolder folder;
    std::ofstream(folder.file("places.csv")) << kPlaces;
    model::Job job = folder.parsed(test::kLeast + "[[supply]]\nsource = \"places.csv\"\n" + lines + more);
    job.supply[0].source.files = {};
    return job;
}

SupplyRead read(model::SupplySpec spec) {
    const test::TempFolder folder;
    spec.source.files = {folder.file("places.csv", kPlaces)};
    return read_supply(spec, {}, {"EPSG:4326", 0, 50, 1, 1}, {});
}

}  // namespace

TEST_CASE("places of mediation are discs of a kind of their own; those without coordinates are counted") {
    const model::Job job = job_of("format = \"mediation\"\nradius_km = 5\n",
                                  "[[indicator]]\nname = \"near\"\nkind = \"mediation\"\nnature = \"modelled\"\n");
    const model::SupplySpec& spec = job.supply[0];
    CHECK(spec.format == model::SupplyFormat::sites);
    CHECK(spec.kind == "mediation");
    CHECK(spec.nature == "modelled");
    CHECK(spec.x_column == "longitude");
    CHECK(spec.source.crs == "EPSG:4326");
    CHECK(job.indicator[0].kind == "mediation");
    const SupplyRead got = read(spec);
    REQUIRE(got.claims.size() == 1);
    CHECK(got.claims[0].operator_code == "mediation");
    CHECK(got.claims[0].technology == "MEDIATION");
    CHECK(got.radius_km[0] == 5);
    CHECK(got.discs.discs.size() == 2);
    CHECK(got.defects.count("coordinate-not-a-number") == 2);
    CHECK(got.sites.empty());  // no site of an operator
}

TEST_CASE("services joined by | may be told apart") {
    const SupplyRead got =
        read(job_of("format = \"mediation\"\nradius_km = 5\ncolumns = { technology = \"services\" }\n").supply[0]);
    REQUIRE(got.claims.size() == 2);
    CHECK(got.claims[1].technology == "INTERNET");
    CHECK(got.discs.discs.size() == 2);
    CHECK(got.defects.count("technology-unknown") == 1);  // the place that names none
}

TEST_CASE("any points with a radius may be a kind of their own") {
    const model::SupplySpec spec = job_of(
                                       "format = \"sites\"\ncrs = \"EPSG:4326\"\ncolumns = { x = \"longitude\", y = \"latitude\" "
                                       "}\nkind = \"library\"\nradius_km = 2\n")
                                       .supply[0];
    CHECK(spec.operator_field.constant == "library");
    CHECK(spec.technology.constant == "LIBRARY");
    CHECK(spec.nature == "claimed");
    CHECK(read(spec).discs.discs.size() == 2);
}

TEST_CASE("a kind that no supply has, or that is a slip of the pen, is a fault") {
    const test::JobFolder folder;
    const int line = test::kLeastLines + 1;
    CHECK_ONE_FAULT(folder.faults(test::kLeast + "[[indicator]]\nname = \"near\"\nkind = \"mediation\"\n"), line + 2,
                    "`kind` is \"mobile\" or \"fixed\"");
    const std::string sites =
        "[[supply]]\nsource = \"sites.csv\"\nformat = \"sites\"\noperator = \"a\"\ntechnology = \"4G\"\nradius_km = 1\ncolumns = "
        "{ x = \"x\", y = \"y\" }\n";
    CHECK_ONE_FAULT(folder.faults(test::kLeast + sites + "kind = \"mobil\"\n"), line + 7, "did you mean «mobile»?");
    CHECK_ONE_FAULT(folder.faults(test::kLeast + sites + "kind = \"Bibliothèque\"\n"), line + 7, "becomes a column");
}

TEST_CASE("inspect knows places of mediation, with few columns or many") {
    const test::TempFolder folder;
    CHECK(inspect_file(folder.file("a.csv", kPlaces)).preset == "mediation");
    CHECK(inspect_file(folder.file("b.csv", "id,latitude,longitude,services\n1,42.3,9.0,\n")).guess_role == "access");
}
