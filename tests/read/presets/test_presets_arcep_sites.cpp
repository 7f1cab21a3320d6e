#include <catch2/catch.hpp>

#include "read/inspect/inspect.hpp"
#include "read/presets/presets.hpp"
#include "read/supply/supply.hpp"
#include "read/support/job_folder.hpp"
#include "read/support/vector_files.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using test::reported;

using Catch::Matchers::Contains;
using test::TempFolder;
using Pairs = std::vector<std::pair<std::string, std::string>>;

const std::string kCurrentHead =
    "code_op;nom_op;num_site;id_site_partage;id_station_anfr;x;y;latitude;longitude;nom_reg;nom_dep;insee_dep;nom_com;insee_com;"
    "site_2g;site_3g;"
    "site_4g;site_5g;mes_4g_trim;site_ZB;site_DCC;site_strategique;site_capa_240mbps;date_ouverturecommerciale_5g\n";
// Algans, as published; then a town whose «é» is one byte of cp1252, a decimal comma, and a row without coordinates.
const std::string kCurrentRows =
    "20801;Orange;00081787T2;ZPB81601;0812290243;611098;6277414;43.59021;1.89946;Occitanie;Tarn;81;Algans;81006;0;1;1;0;0;1;0;0;"
    "1;\n"
    "20801;Orange;1;;;652000,5;6862000;48.85;2.35;\xCEle-de-France;Paris;75;Cr\xE9"
    "teil;94028;1;1;1;1;0;0;0;0;1;2021-01-01\n"
    "20815;Free;2;;;#N/A;#N/A;;;;;;;;0;1;1;0;0;0;0;0;0;\n";

model::SupplySpec spec_of(const std::string& path) {
    model::SupplySpec spec;
    spec.nature.clear();
    spec.source = test::source_of(path);
    spec.source.preset = "arcep-sites";
    spec.radius_km[""] = 4;
    return spec;
}

}  // namespace

TEST_CASE("the current table is read by its header, in Lambert-93, quirks included") {
    const TempFolder folder;
    const auto made = filled(spec_of(folder.file("2024_T1_sites_Metropole.csv", kCurrentHead + kCurrentRows)));
    REQUIRE(made.size() == 1);
    CHECK(made[0].format == model::SupplyFormat::sites);
    CHECK(made[0].nature == "modelled");
    CHECK(made[0].operator_field.column == "code_op");
    CHECK(made[0].technologies == Pairs{{"2G", "site_2g"}, {"3G", "site_3g"}, {"4G", "site_4g"}, {"5G", "site_5g"}});
    CHECK(made[0].x_column == "x");
    CHECK(made[0].source.crs == "EPSG:2154");
    CHECK(made[0].date == "2024-03-31");
    const SupplyRead got = read_supply(made[0], {}, {"EPSG:2154", 0, 7000000, 1000, 1000}, {});
    CHECK(got.discs.discs.size() == 6);
    CHECK(got.sites.size() == 2);
    CHECK(got.names.at("20801") == "Orange");
    CHECK(got.defects.count("coordinate-not-a-number") == 1);
    CHECK(got.defects.entries().size() == 1);
}

TEST_CASE("the table of 2018 has other names, in small or capital letters") {
    const TempFolder folder;
    for (const std::string head : {"Operateur;x;y;2G;3G;4G\n", "Operateur;X;Y;2G;3G;4G\n"}) {
        const auto made = filled(
            spec_of(folder.file("2018_01_Sites_mobiles_L93.csv", head + "20801;102980;6847973;1;1;0\n20815;#N/A;#N/A;0;1;0\n")));
        CHECK(made[0].operator_field.column == "Operateur");
        CHECK(made[0].technologies == Pairs{{"2G", "2G"}, {"3G", "3G"}, {"4G", "4G"}});
        CHECK(made[0].source.crs == "EPSG:2154");
        CHECK(made[0].date == "2018-01-01");
    }
    CHECK(filled(spec_of(folder.file("old.csv", "Operateur;X;Y;2G;3G;4G\n20801;600000;2400000;1;1;0\n")))[0].source.crs ==
          "EPSG:27572");
}

TEST_CASE("overseas, and where x and y are missing, sites stand at their longitude and latitude") {
    const TempFolder folder;
    const std::string overseas = "64700;Orange;1;;;338000;7650000;-21.1;55.4;La R\xE9union;;974;;97411;1;1;1;0;0;0;0;0;0;\n";
    const auto made = filled(spec_of(folder.file("2024_T1_sites_Outremer.csv", kCurrentHead + overseas)));
    CHECK(made[0].x_column == "longitude");
    CHECK(made[0].y_column == "latitude");
    CHECK(made[0].source.crs == "EPSG:4326");
    const auto bare = filled(spec_of(folder.file("bare.csv", "code_op;latitude;longitude;site_4g\n64700;-21,1;55,4;1\n")));
    CHECK(bare[0].x_column == "longitude");
    CHECK(bare[0].technologies == Pairs{{"4G", "site_4g"}});
    CHECK_THROWS_WITH(filled(spec_of(folder.file("none.csv", "code_op;site_4g\n1;1\n"))),
                      Contains("neither x and y nor longitude and latitude"));
    CHECK_THROWS_WITH(filled(spec_of(folder.file("far.csv", "code_op;x;y;site_4g\n1;338000;7650000;1\n"))),
                      Contains("state their CRS"));
    CHECK_THROWS_WITH(filled(spec_of(folder.file("op.csv", "x;y;site_4g\n1;2;1\n"))), Contains("write columns = { operator"));
}

TEST_CASE("only technologies that have a radius are read, and a job without a radius is refused") {
    const TempFolder tables;
    model::SupplySpec spec = spec_of(tables.file("s.csv", kCurrentHead + kCurrentRows));
    spec.radius_km = {{"4G", 4}};
    CHECK(filled(spec)[0].technologies == Pairs{{"4G", "site_4g"}});
    const test::JobFolder folder;
    std::ofstream(folder.file("sites.csv"), std::ios::binary) << kCurrentHead << kCurrentRows;
    const std::string supply = "[[supply]]\nsource = \"sites.csv\"\nformat = \"arcep-sites\"\n";
    const int line = test::kLeastLines + 1;
    CHECK_ONE_FAULT(folder.faults(test::kLeast + supply), line,
                    "arcep-sites are points, and how far they reach is your model: write radius_km");
    CHECK_ONE_FAULT(folder.faults(test::kLeast + supply + "radius_km = { \"6G\" = 1 }\n"), line, "that `radius_km` speaks of");
    const model::Job job = folder.parsed(test::kLeast + supply + "radius_km = 3\n");
    CHECK(job.supply[0].radius_km == std::map<std::string, double>{{"", 3}});
    CHECK(job.supply[0].nature == "modelled");
    CHECK(job.supply[0].kind == "mobile");
    CHECK(job.market.size() == 8);
}

TEST_CASE("inspect knows both generations") {
    const TempFolder folder;
    CHECK(inspect_file(folder.file("a.csv", kCurrentHead + kCurrentRows)).preset == "arcep-sites");
    const Inspection old = inspect_file(folder.file("b.csv", "Operateur;x;y;2G;3G;4G\n20801;102980;6847973;1;1;0\n"));
    CHECK(old.preset == "arcep-sites");
    CHECK(old.guess_role == "sites");
    CHECK(inspect_file(folder.file("c.csv", "Operateur;x;y\n20801;102980;6847973\n")).preset.empty());
}
