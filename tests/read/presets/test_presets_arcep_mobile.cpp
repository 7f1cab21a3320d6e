#include <catch2/catch.hpp>
#include <filesystem>

#include "core/error.hpp"
#include "read/inspect/inspect.hpp"
#include "read/job/job.hpp"
#include "read/presets/arcep_operators.hpp"
#include "read/presets/presets.hpp"
#include "read/supply/supply.hpp"
#include "read/support/archives.hpp"
#include "read/support/job_folder.hpp"
#include "read/support/vector_files.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using test::reported;

using Catch::Matchers::Contains;
using test::TestColumn;
using test::TestFeature;
using Words = std::vector<std::string>;

const std::string kSquare = "MULTIPOLYGON (((0 0,10 0,10 10,0 10,0 0)))";

std::vector<TestColumn> columns_of(const Words& names) {
    std::vector<TestColumn> columns;
    for (const std::string& name : names) columns.push_back({name, name == "operateur" ? "integer64" : "text"});
    return columns;
}

/// A folder of files in Arcep's names.
class ArcepFolder {
public:
    std::string add(const std::string& name, const Words& columns, const std::vector<Words>& rows,
                    const std::string& crs = "EPSG:2154") const {
        std::vector<TestFeature> features;
        for (const Words& row : rows) features.push_back({row, kSquare});
        return test::write_layer(m_folder.path(name),
                                 {.crs = crs, .geometry = "MultiPolygon", .columns = columns_of(columns), .features = features});
    }
    [[nodiscard]] model::SupplySpec spec(const Words& names) const {
        model::SupplySpec spec;
        spec.source.preset = "arcep-mobile";
        spec.source.given = m_folder.path(names.front());
        for (const std::string& name : names) spec.source.files.push_back(m_folder.path(name));
        return spec;
    }
    [[nodiscard]] std::string path(const std::string& name) const { return m_folder.path(name); }

private:
    test::TempFolder m_folder;
};

const Words kCurrent = {"operateur", "operateur_commercial", "operateur_infra", "date", "techno", "usage", "niveau", "dept"};

}  // namespace

TEST_CASE("a current file is read by its columns; its name says the date") {
    const ArcepFolder folder;
    folder.add("2023_T2_couv_Metropole_SFR0_2G3G_voix.gpkg", kCurrent,
               {{"20810", "SFR", "SFR", "", "2G3G", "voix", "TBC", "46"}});
    const auto made = filled(folder.spec({"2023_T2_couv_Metropole_SFR0_2G3G_voix.gpkg"}));
    REQUIRE(made.size() == 1);
    CHECK(made[0].operator_field.column == "operateur");
    CHECK(made[0].technology.column == "techno");
    CHECK(made[0].service.column == "usage");
    CHECK(made[0].level.column == "niveau");
    CHECK(made[0].levels == Words{"TBC", "BC", "CL"});
    CHECK(made[0].date == "2023-06-30");
    CHECK(made[0].source.crs.empty());
    CHECK(made[0].source.info.publisher == "Arcep");
    CHECK(made[0].source.info.licence == "Licence Ouverte 1.0");
}

TEST_CASE("what an old file lacks, its name says: operator, technology, service, CRS and date") {
    const ArcepFolder folder;
    folder.add("977_ORCA_4G_data_2021T1.gpkg", {"operateur"}, {{"34001"}}, "");
    folder.add("STB_DIGIC_couv_2G_voix_2020_T4.gpkg", {"dept"}, {{"977"}}, "");
    const auto made = filled(folder.spec({"977_ORCA_4G_data_2021T1.gpkg", "STB_DIGIC_couv_2G_voix_2020_T4.gpkg"}));
    REQUIRE(made.size() == 2);
    CHECK(made[0].operator_field == model::Field{"operateur", "34001"});
    CHECK(made[0].technology == model::Field{"", "4G"});
    CHECK(made[0].service == model::Field{"", "data"});
    CHECK(made[0].level.empty());
    CHECK(made[0].source.crs == "EPSG:5490");
    CHECK(made[0].date == "2021-03-31");
    CHECK(made[1].operator_field == model::Field{"", "34020"});
    CHECK(made[1].technology.constant == "2G");
    CHECK(made[1].service.constant == "voice");
    CHECK(made[1].date == "2020-12-31");
}

TEST_CASE("each territory has its CRS, where the file does not say its own") {
    for (const auto& [word, crs] : std::map<std::string, std::string>{{"Metropole", "EPSG:2154"},
                                                                      {"971", "EPSG:5490"},
                                                                      {"972", "EPSG:5490"},
                                                                      {"973", "EPSG:2972"},
                                                                      {"974", "EPSG:2975"},
                                                                      {"976", "EPSG:4471"},
                                                                      {"977", "EPSG:5490"},
                                                                      {"978", "EPSG:5490"}}) {
        REQUIRE(arcep_territory(word) != nullptr);
        CHECK(arcep_territory(word)->crs == crs);
    }
    CHECK(arcep_territory("couv") == nullptr);
}

TEST_CASE("files of one shape share a specification, others have their own, and what the job says stays") {
    const ArcepFolder folder;
    folder.add("2018_T1_couv_Metropole_OF_2G_voix.gpkg", kCurrent, {{"20801", "", "", "", "2G", "voix", "CL", ""}});
    folder.add("2018_T1_couv_Metropole_OF_4G_data.gpkg", kCurrent, {{"20801", "", "", "", "4G", "data", "", ""}});
    folder.add("2018_T1_couv_Metropole_OF_3G_data.gpkg", {"operateur", "techno", "usage"}, {{"20801", "3G", "data"}});
    model::SupplySpec spec = folder.spec({"2018_T1_couv_Metropole_OF_2G_voix.gpkg", "2018_T1_couv_Metropole_OF_3G_data.gpkg",
                                          "2018_T1_couv_Metropole_OF_4G_data.gpkg"});
    CHECK(filled(spec).size() == 3);  // the names say other technologies where a column should be blank
    spec.technology.column = "techno";
    spec.service.constant = "data";
    spec.date = "2018-01-01";
    spec.no_level = "unknown";
    const auto made = filled(spec);
    REQUIRE(made.size() == 2);
    CHECK(made[0].source.files.size() == 2);
    CHECK(made[1].source.files.size() == 1);
    CHECK(made[1].level.empty());
    CHECK(made[1].levels == made[0].levels);
    CHECK(made[0].service == model::Field{"", "data"});
    CHECK(made[0].date == "2018-01-01");
    CHECK(made[0].no_level == "unknown");
}

TEST_CASE("a file that says neither operator nor technology is refused with the remedy") {
    const ArcepFolder folder;
    folder.add("couverture.gpkg", {"niveau"}, {{"BC"}});
    folder.add("OF.gpkg", {"niveau"}, {{"BC"}});
    CHECK_THROWS_WITH(filled(folder.spec({"couverture.gpkg"})), Contains("write operator = \"20801\""));
    CHECK_THROWS_WITH(filled(folder.spec({"OF.gpkg"})), Contains("write technology = \"4G\""));
}

TEST_CASE("levels, blank columns and 3G without level give the layers of semantics") {
    const ArcepFolder folder;
    const std::string name = "2023_T2_couv_Metropole_BOUY_4G_data.gpkg";
    folder.add(name, kCurrent,
               {{"20820", "", "", "", "4G", "data", "TBC", ""},
                {"20820", "", "", "", "", "", "CL", ""},
                {"20820", "", "", "", "3G", "data", "", ""}},
               "EPSG:3035");
    model::SupplySpec spec = filled(folder.spec({name})).at(0);
    const SupplyRead got = read_supply(spec, {}, {"EPSG:3035", 0, 0, 1000, 1000}, {});
    REQUIRE(got.layers.size() == 3);
    CHECK(got.layers[0].level == "TBC");
    CHECK(got.layers[1].level == "CL");
    CHECK(got.claims[got.layers[1].claim].technology == "4G");  // from the name
    CHECK(got.layers[2].level.empty());
    CHECK(got.scales[got.layers[2].claim].no_level == "CL");
    CHECK(got.defects.empty());
}

TEST_CASE("a .gpkg.7z is read as downloaded") {
    const ArcepFolder folder;
    const std::string name = "2025_T1_couv_974_ZEOP_4G_data.gpkg";
    const std::string plain = folder.add(name, kCurrent, {{"64704", "Zeop", "Zeop", "", "4G", "data", "BC", "974"}}, "");
    test::write_7z(plain + ".7z", {{name, test::bytes_of(plain)}});
    const auto made = filled(folder.spec({name + ".7z"}));
    CHECK(made[0].source.crs == "EPSG:2975");
    CHECK(made[0].date == "2025-03-31");
    CHECK(made[0].source.files == Words{plain + ".7z"});
    const Inspection seen = inspect_file(plain + ".7z");
    CHECK(seen.preset == "arcep-mobile");
    CHECK(seen.guess_role == "supply-polygons");
}

TEST_CASE("one word is another operator elsewhere") {
    CHECK(arcep_operator("FREE", "metropole") == "20815");
    CHECK(arcep_operator("FREE", "") == "20815");
    CHECK(arcep_operator("FREE", "974") == "64703");
    CHECK(arcep_operator("FREE", "972") == "34004");
    CHECK(arcep_operator("FRCA", "971") == "34004");
    CHECK(arcep_operator("ORCA", "977") == "34001");
    CHECK(arcep_operator("DAUPH", "978") == "34008");
    CHECK(arcep_operator("BOUY", "metropole") == "20820");
    CHECK(arcep_operator("sfr0", "974") == "64710");
    CHECK(arcep_operator("34020", "") == "34020");
    CHECK(arcep_operator("couv", "metropole").empty());
}

namespace {

const std::string kArcepJob = "[[supply]]\nsource = \"2018_T1_couv_Metropole_OF_2G_voix.gpkg\"\nformat = \"arcep-mobile\"\n";

model::Job job_of(const std::string& more) {
    const test::JobFolder folder;
    test::write_layer(folder.file("2018_T1_couv_Metropole_OF_2G_voix.gpkg"),
                      {.crs = "EPSG:2154",
                       .geometry = "MultiPolygon",
                       .columns = columns_of(kCurrent),
                       .features = {{{"20801", "", "", "", "2G", "voix", "CL", ""}, kSquare}}});
    return folder.parsed(test::kLeast + kArcepJob + more);
}

}  // namespace

TEST_CASE("a job of Arcep's files without a market has one for métropole and each territory overseas") {
    const model::Job job = job_of("[[indicator]]\nname = \"a\"\nof = [\"Orange\", \"DIGIC\"]\n");
    REQUIRE(job.market.size() == 8);
    CHECK(job.market[0].where.at("departement") == Words{"971"});
    const model::MarketSpec& metropole = job.market.back();
    CHECK(metropole.where.empty());
    CHECK(metropole.operators == Words{"20801", "20810", "20815", "20820"});
    CHECK(metropole.names.at("20820") == "Bouygues Telecom");
    CHECK(metropole.aliases.at("20801") == Words{"OF", "Orange", "Orange France"});
    CHECK(job.indicator[0].of == Words{"20801", "34020"});
}

TEST_CASE("without a departement there is one market, of the operators that the supplies hold") {
    const test::JobFolder folder;
    test::write_layer(folder.file("2018_T1_couv_Metropole_OF_2G_voix.gpkg"),
                      {.crs = "EPSG:2154",
                       .geometry = "MultiPolygon",
                       .columns = columns_of(kCurrent),
                       .features = {{{"20801", "", "", "", "2G", "voix", "CL", ""}, kSquare}}});
    const model::Job job =
        folder.parsed(test::replaced(test::kLeast, "parents = { departement = { code = \"dep\" } }\n", "") + kArcepJob);
    REQUIRE(job.market.size() == 1);
    CHECK(job.market[0].operators.empty());
    CHECK(job.market[0].preset == "arcep-mobile");
    CHECK(job.market[0].aliases.at("20815").front() == "FREE");
}

TEST_CASE("a job's own market counts alone, and answers to Arcep's names") {
    const model::Job codes =
        job_of("[[market]]\noperators = [\"20801\", \"20815\"]\naliases = { \"20801\" = [\"Historique\"] }\n");
    REQUIRE(codes.market.size() == 1);
    CHECK(codes.market[0].aliases.at("20801") == Words{"Historique", "OF", "Orange", "Orange France"});
    CHECK(codes.market[0].aliases.count("20810") == 0);
    const model::Job names = job_of("[[market]]\noperators = [\"Orange\", \"SFR\"]\n");
    CHECK(names.market[0].aliases.at("Orange") == Words{"20801", "OF", "Orange France"});
}

TEST_CASE("`radius_km` on Arcep's polygons, and a level that its scale lacks, are faults") {
    const test::JobFolder folder;
    test::write_layer(folder.file("2018_T1_couv_Metropole_OF_2G_voix.gpkg"),
                      {.crs = "EPSG:2154", .geometry = "MultiPolygon", .columns = columns_of(kCurrent), .features = {}});
    const int line = test::kLeastLines + 1;
    CHECK_ONE_FAULT(folder.faults(test::kLeast + kArcepJob + "radius_km = 4\n"), line, "`radius_km` is for sites");
    CHECK_ONE_FAULT(folder.faults(test::kLeast + kArcepJob + "no_level = \"XX\"\n"), line, "`no_level` is");
}
