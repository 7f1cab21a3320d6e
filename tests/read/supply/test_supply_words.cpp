#include <catch2/catch.hpp>

#include "read/supply/supply.hpp"
#include "read/support/job_folder.hpp"
#include "read/support/vector_files.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using test::reported;

const core::Lattice kLattice{"EPSG:3035", 0, 0, 1000, 1000};
const std::string kSquare = "POLYGON ((0 0,1000 0,1000 -1000,0 -1000,0 0))";

model::SupplySpec polygons(const test::TempFolder& folder, const std::vector<std::vector<std::string>>& rows) {
    std::vector<test::TestFeature> features;
    for (const auto& row : rows) features.push_back({row, kSquare});
    model::SupplySpec spec;
    spec.source = test::source_of(
        test::write_layer(folder.path("c.gpkg"), {.columns = {{"op"}, {"tech"}, {"state"}, {"down"}}, .features = features}));
    spec.operator_field.column = "op";
    spec.technology.column = "tech";
    return spec;
}

}  // namespace

TEST_CASE("the publisher's words are put into ours, others stay") {
    const test::TempFolder folder;
    model::SupplySpec spec = polygons(folder, {{"Télécom", "LTE", "", ""}, {"B", " 3G ", "", ""}});
    spec.values = {{"technology", {{"LTE", "4G"}}}, {"operator", {{"Télécom", "20801"}}}};
    const SupplyRead got = read_supply(spec, {}, kLattice, {});
    REQUIRE(got.claims.size() == 2);
    CHECK(got.claims[0].operator_code == "20801");
    CHECK(got.claims[0].technology == "4G");
    CHECK(got.claims[1].technology == "3G");
}

TEST_CASE("a record that `skip` names claims nothing") {
    const test::TempFolder folder;
    model::SupplySpec spec = polygons(folder, {{"A", "4G", "planned", ""}, {"B", "4G", "open", ""}});
    spec.skip = {{"state", {"planned", "closed"}}};
    const SupplyRead got = read_supply(spec, {}, kLattice, {});
    REQUIRE(got.claims.size() == 1);
    CHECK(got.claims[0].operator_code == "B");
    CHECK(got.inputs[0].records == 2);
    CHECK(got.defects.empty());

    model::SupplySpec sites;
    sites.format = model::SupplyFormat::sites;
    sites.source =
        test::source_of(folder.file("s.csv", "op;x;y;etat\nA;4000000;2900000;fermé\nB;4000000;2900000;\n"), "EPSG:3035");
    sites.operator_field.column = "op";
    sites.technology.constant = "4G";
    sites.x_column = "x";
    sites.y_column = "y";
    sites.radius_km = {{"4G", 1}};
    sites.skip = {{"etat", {"fermé"}}};
    CHECK(read_supply(sites, {}, kLattice, {}).discs.discs.size() == 1);
}

TEST_CASE("speeds make layers of their own; one that is no number is counted and not said") {
    const test::TempFolder folder;
    model::SupplySpec spec =
        polygons(folder, {{"A", "4G", "", "5"}, {"A", "4G", "", "0,2"}, {"A", "4G", "", "fast"}, {"A", "4G", "", ""}});
    spec.down.column = "down";
    spec.up.constant = "1";
    const SupplyRead got = read_supply(spec, {}, kLattice, {});
    REQUIRE(got.layers.size() == 3);
    CHECK(got.layers[0].speed == model::Speed{5000, 1000});
    CHECK(got.layers[1].speed == model::Speed{200, 1000});
    CHECK(got.layers[2].speed == model::Speed{-1, 1000});
    CHECK(got.defects.count("speed-not-a-number") == 1);
}

TEST_CASE("values, skip, speeds and names of operators are keys of a supply") {
    const test::JobFolder folder;
    const std::string supply =
        "[[supply]]\nsource = \"couv/*.gpkg\"\ncolumns = { operator = \"op\", technology = \"t\", down = \"mbps\", up = "
        "\"montant\", operator_name = \"marque\" }\n";
    const model::Job job = folder.parsed(test::kLeast + supply +
                                         "values = { technology = { \"300\" = \"3g\" }, service = { \"0\" = \"voix\" } }\nskip = "
                                         "{ etat = [\"projet\"], x = \"1\" }\n");
    const model::SupplySpec& spec = job.supply[0];
    CHECK(spec.values.at("technology").at("300") == "3G");
    CHECK(spec.values.at("service").at("0") == "voice");
    CHECK(spec.skip.at("etat") == std::vector<std::string>{"projet"});
    CHECK(spec.down.column == "mbps");
    CHECK(spec.up.column == "montant");
    CHECK(spec.operator_name.column == "marque");
    const int line = test::kLeastLines + 4;
    CHECK_ONE_FAULT(folder.faults(test::kLeast + supply + "values = { techology = { a = \"b\" } }\n"), line,
                    "did you mean «technology»?");
    CHECK_ONE_FAULT(folder.faults(test::kLeast + supply + "values = \"x\"\n"), line, "`values` is a table");
    CHECK_ONE_FAULT(folder.faults(test::kLeast + supply + "values = { service = { \"0\" = \"sms\" } }\n"), line,
                    "`service` is \"voice\" or \"data\"");
}
