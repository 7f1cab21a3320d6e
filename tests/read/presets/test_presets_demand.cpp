// Squares and rasters in their publishers' own shapes.
#include <gdal.h>

#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/demand/demand.hpp"
#include "read/files/gdal_init.hpp"
#include "read/inspect/inspect.hpp"
#include "read/presets/presets.hpp"
#include "read/presets/source_guess.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using covmap::test::TempFolder;

namespace {

// Filosofi 2021, header as published. The second square lies in two communes, whose codes stand in one text.
constexpr const char* kInsee2021 =
    "idcar_200m,idcar_1km,idcar_nat,i_est_200,i_est_1km,lcog_geo,ind,men,men_pauv,men_1ind,men_5ind,men_prop,men_fmp,ind_snv,men_"
    "surf,men_coll,men_mais,"
    "log_av45,log_45_70,log_70_90,log_ap90,log_inc,log_soc,ind_0_3,ind_4_5,ind_6_10,ind_11_17,ind_18_24,ind_25_39,ind_40_54,ind_"
    "55_64,ind_65_79,ind_80p,"
    "ind_inc\n"
    "CRS3035RES200mN2039400E3527200,CRS3035RES1000mN2039000E3527000,CRS3035RES200mN2039400E3527200,0,0,77373,109.5,40,6,10,3,20,"
    "4,2500000.5,4000,30,10,"
    "1,2,3,4,0,0,3,2,6,8,9,20,21,15,16,9.5,0\n"
    "CRS3035RES200mN2039400E3527400,CRS3035RES1000mN2039000E3527000,CRS3035RES200mN2039400E3527400,1,0,7737393051,20,8,1,2,0,4,1,"
    "500000,900,6,2,"
    "1,2,3,2,0,0,1,0,1,2,2,4,4,3,2,1,0\n";

model::DemandSpec spec_of(const std::string& file, const std::string& preset) {
    model::DemandSpec spec;
    spec.source.given = "people";
    spec.source.files = {file};
    spec.source.preset = preset;
    return spec;
}

std::vector<std::int64_t> totals(const model::DemandSpec& spec) { return read::open_demand(spec)->report().input_totals; }

std::string error_of(const model::DemandSpec& spec) {
    try {
        (void)read::filled(spec);
    } catch (const core::Error& error) {
        return error.what();
    }
    return "no error";
}

std::vector<std::string> names_of(const model::DemandSpec& spec) {
    std::vector<std::string> names;
    for (const model::AttributeSpec& attribute : spec.attributes) names.push_back(attribute.name);
    return names;
}

}  // namespace

TEST_CASE("insee-200m: people, seniors, households and poor households without a column named in the job") {
    const TempFolder folder;
    const model::DemandSpec spec = read::filled(spec_of(folder.file("carreaux_200m_met.csv", kInsee2021), "insee-200m"));
    CHECK(spec.format == "grid-squares");
    CHECK(spec.id_column == "idcar_200m");
    CHECK(spec.imputed_column == "i_est_200");
    CHECK(names_of(spec) == std::vector<std::string>{"population", "seniors", "households", "poor_households"});
    CHECK(spec.attributes[1].column == "ind_65_79");
    CHECK(spec.attributes[1].plus == std::vector<std::string>{"ind_80p"});
    CHECK(spec.attributes[1].label.fr == "habitants de 65 ans et plus");
    CHECK(spec.attributes[2].unit == "households");
    CHECK(spec.source.info.publisher == "INSEE");
    // 109.5 + 20 people, 16 + 9.5 + 2 + 1 seniors, 40 + 8 households, 6 + 1 poor ones.
    CHECK(totals(spec) == std::vector<std::int64_t>{129'500'000, 28'500'000, 48'000'000, 7'000'000});
}

TEST_CASE("insee-200m: the estimated squares are told") {
    const TempFolder folder;
    const auto demand = read::open_demand(read::filled(spec_of(folder.file("a.csv", kInsee2021), "insee-200m")));
    REQUIRE(demand->imputed().size() == 1);
    CHECK(demand->imputed()[0].col == 3527400 / 200);
    CHECK(demand->imputed()[0].row == -2039400 / 200 - 1);
}

TEST_CASE("insee-200m: names of 2015 and 2017, in capitals and with a Groupe, are the same") {
    const TempFolder folder;
    const std::string file = folder.file("Filosofi2017_carreaux_200m_met.csv",
                                         "Idcar_200m,I_est_200,I_est_1km,lcog_geo,Groupe,Ind,Men,Men_pauv,Ind_65_79,Ind_80p\n"
                                         "CRS3035RES200mN2039400E3527200,1,0,01001,12,3.5,2,1,1,0.5\n");
    const model::DemandSpec spec = read::filled(spec_of(file, "insee-200m"));
    CHECK(spec.id_column == "Idcar_200m");
    CHECK(spec.imputed_column == "I_est_200");
    CHECK(spec.attributes[0].column == "Ind");
    CHECK(totals(spec) == std::vector<std::int64_t>{3'500'000, 1'500'000, 2'000'000, 1'000'000});
}

TEST_CASE("insee-200m: lcog_geo is refused as a key, since it may hold several communes") {
    const TempFolder folder;
    model::DemandSpec spec = spec_of(folder.file("a.csv", kInsee2021), "insee-200m");
    spec.id_column = "lcog_geo";
    CHECK_THAT(error_of(spec), Catch::Contains("lcog_geo names the communes of a square"));
}

TEST_CASE("insee-200m: what the job says stays") {
    const TempFolder folder;
    model::DemandSpec spec = spec_of(folder.file("a.csv", kInsee2021), "insee-200m");
    spec.attributes = {{"people", "ind", {}, ""}};
    spec.source.info.title = "Mine";
    spec = read::filled(spec);
    CHECK(names_of(spec) == std::vector<std::string>{"people"});
    CHECK(spec.source.info.title == "Mine");
}

TEST_CASE("a preset on a file of another shape lists the columns that are there") {
    const TempFolder folder;
    const std::string file = folder.file("a.csv", "code,people\n01001,3\n");
    CHECK_THAT(error_of(spec_of(file, "insee-200m")),
               Catch::Contains("no column for the names of the squares («idcar_200m», «idinspire»)") &&
                   Catch::Contains("Its columns are: code, people"));
    CHECK_THAT(error_of(spec_of(file, "census-2021")), Catch::Contains("«grd_id»"));
}

TEST_CASE("census-2021: people and seniors, spread on their land") {
    const TempFolder folder;
    const std::string file = folder.file("census.csv",
                                         "GRD_ID,T,M,F,Y_LT15,Y_1564,Y_GE65,EMP,LAND_SURFACE\n"
                                         "CRS3035RES1000mN2776000E3326000,12,6,6,2,7,3,5,0.5\n"
                                         "CRS3035RES1000mN2776000E3327000,-9999,,,,,,,1\n");
    const model::DemandSpec spec = read::filled(spec_of(file, "census-2021"));
    CHECK(spec.land == "LAND_SURFACE");
    CHECK(names_of(spec) == std::vector<std::string>{"population", "seniors"});
    const auto demand = read::open_demand(spec);
    CHECK(demand->report().input_totals == std::vector<std::int64_t>{12'000'000, 3'000'000});
    CHECK(demand->report().defects.count("negative-weight") == 1);  // a secret number is -9999
    CHECK(demand->has_land());
}

TEST_CASE("census-2021: a spread of one's own leaves the land alone") {
    const TempFolder folder;
    model::DemandSpec spec = spec_of(
        folder.file("census.csv", "GRD_ID,T,Y_GE65,LAND_SURFACE\nCRS3035RES1000mN2776000E3326000,12,3,0.5\n"), "census-2021");
    spec.spread = core::Spread::cell;
    CHECK(read::filled(spec).land.empty());
}

TEST_CASE("geostat-1km: the column of people has a name for each edition") {
    const TempFolder folder;
    for (const char* column : {"T", "TOT_P", "TOT_P_2018", "TOT_P_2011", "OBS_VALUE_T"}) {
        INFO(column);
        const std::string file =
            folder.file("a.csv", std::string("GRD_ID,CNTR_ID,") + column + "\n1kmN2776E3326,FR,7\n1kmN2776E3326,ES,2\n");
        const model::DemandSpec spec = read::filled(spec_of(file, "geostat-1km"));
        CHECK(spec.attributes[0].column == column);
        const auto demand = read::open_demand(spec);
        CHECK(demand->report().input_totals == std::vector<std::int64_t>{9'000'000});
        CHECK(demand->report().defects.count("square-duplicate") == 1);  // a square on a border has a row for each country
    }
}

TEST_CASE("short names with the digits of a UTM grid need their zone") {
    const TempFolder folder;
    model::DemandSpec spec = spec_of(folder.file("a.csv", "id,people\n100mN58735E4942,5\n"), "");
    spec.format = "grid-squares";
    spec.attributes = {{"population", "people", {}, ""}};
    CHECK_THROWS_WITH(read::open_demand(spec), Catch::Contains("digits of a UTM grid") && Catch::Contains("EPSG:25832"));
    spec.source.crs = "EPSG:25832";
    CHECK(read::open_demand(spec)->lattice() == core::Lattice{"EPSG:25832", 0, 0, 100, 100});
    // The same square in Germany's census: EPSG:3035, as its digits tell.
    spec = spec_of(folder.file("b.csv", "id,people\n100mN33735E42942,5\n"), "");
    spec.format = "grid-squares";
    spec.attributes = {{"population", "people", {}, ""}};
    CHECK(read::open_demand(spec)->lattice().crs == "EPSG:3035");
}

TEST_CASE("a demand of which the job says only the file is guessed") {
    const TempFolder folder;
    const auto guess = [&](const std::string& name, const std::string& text) {
        return read::guessed(spec_of(folder.file(name, text), ""));
    };
    CHECK(guess("a.csv", kInsee2021).source.preset == "insee-200m");
    CHECK(guess("ESTAT_b.csv", "GRD_ID,T,Y_GE65,LAND_SURFACE\nCRS3035RES1000mN2776000E3326000,12,3,0.5\n").source.preset ==
          "census-2021");
    CHECK(guess("geostat_c.csv", "GRD_ID,x,y,T,CNTR_ID\nCRS3035RES1000mN2538000E4095000,4095000,2538000,2,CH\n").source.preset ==
          "geostat-1km");
    const model::DemandSpec other = guess("d.csv", "cell,pop\nCRS3035RES1000mN2538000E4095000,2\n");
    CHECK(other.source.preset.empty());
    CHECK(other.id_column == "cell");
    CHECK(other.attributes.at(0).column == "pop");
    CHECK_THROWS_WITH(guess("e.csv", "code,name\n01001,A\n"), Catch::Contains("Its columns are: code, name"));
}

TEST_CASE("a demand whose attributes the job names is not guessed") {
    const TempFolder folder;
    model::DemandSpec spec = spec_of(folder.file("a.csv", kInsee2021), "");
    spec.attributes = {{"people", "ind", {}, ""}};
    CHECK(read::guessed(spec) == spec);
}

TEST_CASE("rasters of people are known by the names of their files") {
    const auto guess = [](const std::string& path) {
        read::Inspection file;
        file.kind = read::InspectedKind::raster;
        file.path = path;
        return read::guess_preset(file, {});
    };
    CHECK(guess("data/GHS_POP_E2025_GLOBE_R2023A_54009_100_V1_0_R4_C19.tif") == "ghs-pop");
    CHECK(guess("data/ESP_ppp_2020_1km_Aggregated_UNadj.tif") == "worldpop");
    CHECK(guess("fra_pop_2025_CN_100m_R2025A_v1.tif") == "worldpop");
    CHECK(guess("elevation.tif").empty());
    CHECK(guess("a.tif").empty());
}

TEST_CASE("worldpop: the first band is people, in degrees where the file has no CRS; NoData is nobody") {
    const TempFolder folder;
    const std::string path = folder.path("ESP_ppp_2020_1km.tif");
    read::init_gdal();
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("GTiff"), path.c_str(), 2, 1, 1, GDT_Float32, nullptr);
    double place[] = {1.0, 1.0 / 120, 0, 39.0, 0, -1.0 / 120};
    GDALSetGeoTransform(dataset, place);
    float pixels[] = {3.5F, -99999.0F};
    GDALSetRasterNoDataValue(GDALGetRasterBand(dataset, 1), -99999);
    REQUIRE(GDALRasterIO(GDALGetRasterBand(dataset, 1), GF_Write, 0, 0, 2, 1, pixels, 2, 1, GDT_Float32, 0, 0) == CE_None);
    GDALClose(dataset);
    const model::DemandSpec spec = read::filled(spec_of(path, "worldpop"));
    CHECK(spec.source.crs == "EPSG:4326");
    const auto demand = read::open_demand(spec);
    core::DemandRows rows;
    demand->load(0, 1, rows);
    CHECK(demand->report().input_totals == std::vector<std::int64_t>{3'500'000});
    CHECK(demand->report().defects.empty());
    CHECK(read::guessed(spec_of(path, "")).source.preset == "worldpop");
}
