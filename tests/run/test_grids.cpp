// Whole runs on squares and rasters: estimated people, numbers of operators, signal strength, communes that merged.
#include <gdal_priv.h>

#include <catch2/catch.hpp>
#include <memory>

#include "read/job/job.hpp"
#include "run/run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using test::SmallWorld;

namespace {

// The people of the small world under INSEE's names: the two northern squares of A1 are estimated.
constexpr const char* kSquares =
    "idcar_200m,i_est_200,lcog_geo,ind,men,men_pauv\n"
    "CRS3035RES1000mN2501000E3000000,1,A1,10,4,1\nCRS3035RES1000mN2501000E3001000,1,A1B1,20,8,1\n"
    "CRS3035RES1000mN2501000E3002000,0,B1,30,12,1\nCRS3035RES1000mN2501000E3003000,0,B1,40,16,1\n"
    "CRS3035RES1000mN2500000E3000000,0,A1,50,20,1\nCRS3035RES1000mN2500000E3001000,0,A1,60,24,1\n"
    "CRS3035RES1000mN2500000E3002000,0,B1,70,28,1\nCRS3035RES1000mN2500000E3003000,0,B1,80,32,1\n";

model::Job job_of(const SmallWorld& world, const std::string& more, const std::string& territory = {}) {
    world.folder.file("insee.csv", kSquares);
    const std::string text =
        "version = 1\nname = \"grids\"\n[[demand]]\nsource = \"insee.csv\"\nformat = \"insee-200m\"\n[[territory]]\nsource = "
        "\"communes.geojson\"\n" +
        territory + more;
    return read::parse_job(world.folder.file("job.toml", text));
}

test::CsvFile communes_of(const SmallWorld& world, const model::Job& job) {
    test::run_into(job, world.folder.path("out"), test::overwriting());
    return test::read_csv(world.folder.path("out/commune.csv"));
}

// Pixels of 500 m over the small world, from its north-west corner: 8 columns, 4 rows.
void write_signal(const SmallWorld& world, const std::vector<float>& dbm) {
    GDALAllRegister();
    const std::unique_ptr<GDALDataset> file(GetGDALDriverManager()->GetDriverByName("GTiff")->Create(
        world.folder.path("signal.tif").c_str(), 8, 4, 1, GDT_Float32, nullptr));
    std::array<double, 6> transform{3000000, 500, 0, 2502000, 0, -500};
    file->SetGeoTransform(transform.data());
    OGRSpatialReference crs;
    crs.importFromEPSG(3035);
    file->SetSpatialRef(&crs);
    std::vector<float> pixels = dbm;
    REQUIRE(file->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, 8, 4, pixels.data(), 8, 4, GDT_Float32, 0, 0) == CE_None);
}

std::string indicator(const std::string& name, const std::string& asked) {
    return "[[indicator]]\nname = \"" + name + "\"\ntechnology = \">=4G\"\n" + asked + "\n";
}

}  // namespace

TEST_CASE("the share of estimated people stands beside the people of each commune, departement and the whole") {
    const SmallWorld world;
    world.communes("communes.geojson",
                   {{"A1", {0, 0, 1.5, 2}}, {"B1", {1.5, 0, 4, 2}}});  // the border cuts a square that is estimated
    const auto communes = communes_of(world, job_of(world, "[output]\nfolder = \"out\"\n"));
    CHECK(communes.of("A1", "population") == "100");  // 10 + 20 / 2 + 50 + 60 / 2
    CHECK(communes.of("A1", "imputed_pct") == "20.00");
    CHECK(communes.of("B1", "population") == "260");
    CHECK(communes.of("B1", "imputed_pct") == "3.85");  // 10 of 260
    CHECK(test::read_csv(world.folder.path("out/departement.csv")).of("A", "imputed_pct") == "20.00");
    CHECK(test::read_csv(world.folder.path("out/all.csv")).at(0, "imputed_pct") == "8.33");
    CHECK(test::read_csv(world.folder.path("out/all.csv")).at(0, "poor_households") == "8");
}

TEST_CASE("estimated people survive in the tally") {
    const SmallWorld world;
    const model::Job job = job_of(world, "[output]\nfolder = \"out\"\n");
    communes_of(world, job);
    run::RunOptions options = test::overwriting();
    options.from = world.folder.path("out");
    test::run_into(job, world.folder.path("again"), options);
    CHECK(test::read_csv(world.folder.path("again/commune.csv")).of("A1", "imputed_pct") == "21.43");  // 30 of 140
}

TEST_CASE("numbers of operators answer how many, and what their file leaves out is unknown") {
    const SmallWorld world;
    // The north-eastern square is not in the file.
    world.folder.file("counts.csv",
                      "square,n\n1kmN2501E3000,0\n1kmN2501E3001,1\n1kmN2501E3002,2\n1kmN2500E3000,3\n1kmN2500E3001,"
                      "2\n1kmN2500E3002,1\n1kmN2500E3003,3\n");
    const std::string supply =
        "[[supply]]\nsource = \"counts.csv\"\nformat = \"operator-counts\"\ncolumns = { id = \"square\" }\ntechnologies = { "
        "\"4G\" = \"n\" }\nnetworks = 3\n";
    const std::string asked = indicator("any_4g", "") + indicator("two_4g", "operators = { min = 2 }") +
                              indicator("all_4g", "operators = { all = true }");
    auto communes = communes_of(world, job_of(world, supply + asked + "[output]\nfolder = \"out\"\n"));
    CHECK(communes.of("A1", "any_4g_population") == "130");
    CHECK(communes.of("A1", "any_4g_population_not") == "10");
    CHECK(communes.of("A1", "two_4g_population") == "110");
    CHECK(communes.of("A1", "all_4g_population") == "50");
    CHECK(communes.of("B1", "any_4g_population") == "180");
    CHECK(communes.of("B1", "any_4g_population_unk") == "40");
    CHECK(communes.of("B1", "all_4g_population") == "80");
    const auto counts = test::read_csv(world.folder.path("out/commune_counts.csv"));
    CHECK(counts.at(counts.row_where({{"code", "A1"}, {"operators", "2"}}), "population") == "60");
    const auto operators = test::read_csv(world.folder.path("out/commune_operators.csv"));
    CHECK(operators.at(operators.row_where({{"code", "A1"}, {"operator", "#2"}, {"level", "covered"}}), "operator_name") ==
          "2nd of any operator");
    // Unless the job says that such squares have none.
    communes = communes_of(world, job_of(world, supply + "absent = \"none\"\n" + asked + "[output]\nfolder = \"out\"\n"));
    CHECK(communes.of("B1", "any_4g_population_unk") == "0");
    CHECK(communes.of("B1", "any_4g_population_not") == "40");
}

TEST_CASE("signal strength covers by its pixels, level by level") {
    const SmallWorld world;
    // The western half of each commune is strong or weak, the rest has no signal; the last column was not computed.
    std::vector<float> dbm;
    for (int row = 0; row < 4; ++row) {
        const std::vector<float> line = {-80, -80, -90, -120, -100, -100, -120, -9999};
        dbm.insert(dbm.end(), line.begin(), line.end());
    }
    write_signal(world, dbm);
    const std::string supply =
        "[[supply]]\nsource = \"signal.tif\"\nformat = \"raster\"\noperator = \"X\"\ntechnology = \"4G\"\nlevels = { TBC = "
        "\">=-85\", BC = \">=-95\", CL = \">=-105\" }\n";
    const auto communes = communes_of(world, job_of(world, supply + indicator("good", "level = \">=BC\"") +
                                                               indicator("any_4g", "") + "[output]\nfolder = \"out\"\n"));
    CHECK(communes.of("A1", "good_population") == "100");  // 10 + 50 whole, half of 20 + 60
    CHECK(communes.of("A1", "any_4g_population") == "100");
    CHECK(communes.of("B1", "good_population") == "0");
    CHECK(communes.of("B1", "any_4g_population") == "100");  // 30 + 70
    CHECK(communes.of("B1", "any_4g_area_km2") == "2");
    CHECK(communes.of("B1", "any_4g_population_unk") == "0");
}

TEST_CASE("communes that merged are swept as one, without a seam") {
    const SmallWorld world;
    world.folder.file("passage.csv", "old,new\nA1,A1\nB1,A1\n");
    const auto communes = communes_of(world, job_of(world, "[output]\nfolder = \"out\"\n", "passage = \"passage.csv\"\n"));
    CHECK(communes.rows.size() == 1);
    CHECK(communes.of("A1", "population") == "360");
    CHECK(communes.of("A1", "area_km2") == "8");
    CHECK(communes.of("A1", "name") == "Commune A1");
}
