// Published files: communes of France, coverage of the Lot, sites of 2018, Ibiza, Switzerland.
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "core/error.hpp"
#include "read/demand/demand.hpp"
#include "read/inspect/inspect.hpp"
#include "read/supply/supply.hpp"
#include "read/support/vector_files.hpp"
#include "read/territory/territories.hpp"
#include "support/paths.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

const core::Lattice kEurope{"EPSG:3035", 0, 0, 1000, 1000};

model::Source source(const std::string& folder, const std::string& name) {
    model::Source made = test::source_of(folder + "/" + name);
    made.given = name;
    return made;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

struct Digest : RingVisitor {
    std::uint64_t features = 0, rings = 0, vertices = 0;
    double sum = 0;
    bool begin_feature(const StreamFeature&) override { return ++features > 0; }
    void ring(std::span<const core::Point> ring, core::RingRole role) override {
        ++rings;
        vertices += ring.size();
        for (const core::Point& p : ring) sum += role == core::RingRole::shell ? p.x + 3 * p.y : p.x - p.y;
    }
};

}  // namespace

TEST_CASE("the communes of France are read whole, each code as text", "[real]") {
    const std::string folder = test::real_data_dir();
    model::TerritorySpec spec;
    spec.source = source(folder, "france/communes_2018.gpkg");
    spec.code_column = "code";
    spec.name_column = "nom";
    spec.parents = {{"departement", "departement", ""}};
    const auto start = std::chrono::steady_clock::now();
    const TerritoryRead read = read_territories(spec, kEurope, {});
    WARN("35,357 communes to chains: " << seconds_since(start) << " s, " << read.inputs[0].vertices << " vertices, transform "
                                       << read.inputs[0].transform << " " << read.inputs[0].transform_error_m << " m");
    CHECK(read.inputs[0].records == 35357);
    CHECK(read.set.territories.size() + read.defects.count("code-duplicate") == 35357);
    CHECK(read.set.territories.front().code == "01001");
    CHECK(read.set.territories.front().name == "Abergement-Clémenciat");
    CHECK(read.inputs[0].transform_error_m < 1e-5);
    CHECK(read.defects.empty());
    std::string crs;
    const auto polygons = read_territory_polygons(spec, read.set, crs);
    CHECK(crs == "EPSG:4326");
    CHECK(polygons.size() == read.set.territories.size());
}

TEST_CASE("communes join today's table by code, and the differences of eight years are counted", "[real]") {
    const std::string folder = test::real_data_dir();
    model::TerritorySpec spec;
    spec.source = source(folder, "france/communes_2018.gpkg");
    spec.code_column = "code";
    model::JoinSpec join{source(folder, "france/communes_population.csv"), "code", {{"region", "region"}, {"hab", "population"}}};
    spec.joins = {join};
    spec.parents = {{"region", "region", ""}};
    spec.reference = {{"population", "hab"}};
    const TerritoryRead read = read_territories(spec, kEurope, {});
    CHECK(read.set.territories.front().parents[0] == "84");
    CHECK(read.set.territories.front().reference[0] == 860'000'000);
    CHECK(read.defects.count("join-missing") == 493);
    CHECK(read.defects.count("join-unmatched") == 105);
}

TEST_CASE("the coverage of the Lot gives the same rings on every path", "[real]") {
    const std::string folder = test::real_data_dir();
    for (const std::string name : {"OF_2G_voix", "OF_3G_data", "OF_4G_data", "FREE_3G_data", "FREE_4G_data"}) {
        const model::Source file = source(folder, "france/lot/2018_T1_couv_Metropole_" + name + ".gpkg");
        core::Defects defects;
        Digest direct, arrow, features;
        stream_rings({file, {"operateur"}}, direct, defects);
        stream_rings({file, {"operateur"}, StreamPath::arrow}, arrow, defects);
        stream_rings({file, {"operateur"}, StreamPath::features}, features, defects);
        CHECK(direct.vertices > 1000);
        CHECK((direct.rings == arrow.rings && direct.vertices == arrow.vertices && direct.sum == arrow.sum));
        CHECK((direct.rings == features.rings && direct.vertices == features.vertices && direct.sum == features.sum));
        CHECK(defects.empty());
    }
}

TEST_CASE("the coverage of the Lot is five claims by operator, technology and usage", "[real]") {
    const std::string folder = test::real_data_dir();
    model::SupplySpec spec;
    spec.source.given = "france/lot/*.gpkg";
    for (const std::string name : {"FREE_3G_data", "FREE_4G_data", "OF_2G_voix", "OF_3G_data", "OF_4G_data"})
        spec.source.files.push_back(folder + "/france/lot/2018_T1_couv_Metropole_" + name + ".gpkg");
    spec.operator_field.column = "operateur";
    spec.technology.column = "techno";
    spec.service.column = "usage";
    spec.level.column = "niveau";
    spec.levels = {"TBC", "BC", "CL"};
    const SupplyRead read = read_supply(spec, {}, kEurope, {});
    CHECK(read.claims.size() == 5);
    CHECK(read.claims[2].operator_code == "20801");
    CHECK(read.claims[2].technology == "2G");
    CHECK(read.claims[2].service == "voice");
    CHECK(read.layers == std::vector<SupplyRead::LocalLayer>{{0, ""}, {1, "BC"}, {2, "BC"}, {3, ""}, {4, "BC"}});
    CHECK(read.defects.empty());
    CHECK(read.inputs[0].path == "france/lot/2018_T1_couv_Metropole_FREE_3G_data.gpkg");
}

TEST_CASE("the sites of 2018 are discs, and the one without coordinates is a defect", "[real]") {
    const std::string folder = test::real_data_dir();
    model::SupplySpec spec;
    spec.format = model::SupplyFormat::sites;
    spec.source = source(folder, "france/2018_01_Sites_mobiles_2G_3G_4G_France_metropolitaine_L93.csv");
    spec.source.crs = "EPSG:2154";
    spec.operator_field.column = "Operateur";
    spec.x_column = "x";
    spec.y_column = "y";
    spec.technologies = {{"2G", "2G"}, {"3G", "3G"}, {"4G", "4G"}};
    spec.radius_km = {{"2G", 8}, {"3G", 5}, {"4G", 4}};
    const auto start = std::chrono::steady_clock::now();
    const SupplyRead read = read_supply(spec, {}, kEurope, {});
    WARN(read.discs.discs.size() << " discs in " << seconds_since(start) << " s");
    CHECK(read.inputs[0].records == 77148);
    CHECK(read.claims.size() == 12);
    CHECK(read.layers.size() == 11);  // Free has no 2G
    CHECK(read.defects.count("coordinate-not-a-number") == 1);
}

TEST_CASE("overlapping polygons of a planning tool and a shapefile are read without defect", "[real]") {
    const std::string folder = test::real_data_dir();
    model::SupplySpec spec;
    spec.source = source(folder, "ibiza/mobile-coverage.gpkg");
    spec.operator_field.constant = "1";
    spec.technology.constant = "4G";
    const SupplyRead ibiza = read_supply(spec, {}, kEurope, {});
    CHECK(ibiza.inputs[0].records == 770);
    CHECK(ibiza.layers.size() == 1);
    CHECK(ibiza.defects.empty());
    model::TerritorySpec swiss;
    swiss.source = source(folder, "switzerland/municipalities.shp");
    swiss.code_column = "id";
    swiss.name_column = "name";
    const TerritoryRead read = read_territories(swiss, kEurope, {});
    CHECK(read.inputs[0].records == 2175);
    CHECK(read.inputs[0].crs == "EPSG:2056");
    CHECK(read.defects.empty());
}

TEST_CASE("published files are recognised for what they are", "[real]") {
    const std::string folder = test::real_data_dir();
    const auto role = [&](const std::string& name) { return inspect_file(folder + "/" + name).guess_role; };
    CHECK(role("france/communes_2018.gpkg") == "territories");
    CHECK(role("france/census2021_1km_FR.csv.gz") == "demand-squares");
    CHECK(role("france/communes_population.csv") == "join");
    CHECK(role("france/2018_01_Sites_mobiles_2G_3G_4G_France_metropolitaine_L93.csv") == "sites");
    CHECK(role("france/lot/2018_T1_couv_Metropole_OF_4G_data.gpkg") == "supply-polygons");
    CHECK(role("ibiza/ibiza_municipalities.geojson") == "territories");
    CHECK(role("ibiza/census2021_1km_ibiza.csv") == "demand-squares");
    CHECK(role("switzerland/municipalities.shp") == "territories");
    CHECK(role("saomiguel/inst/sao_miguel/gpw_v411_2020_count_2020.tif") == "demand-raster");
    CHECK(role("france/mediation_creuse.csv") == "access");
}

TEST_CASE("odd GeoJSON is a defect or one clear error, never a crash", "[real]") {
    const std::string folder = test::real_data_dir();
    int read = 0, refused = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder + "/odd/geojsonhint")) {
        if (entry.path().extension() != ".geojson") continue;
        core::Defects defects;
        Digest digest;
        try {
            stream_rings({test::source_of(entry.path()), {}}, digest, defects);
            ++read;
        } catch (const core::Error& error) {
            CHECK_THAT(error.what(), Catch::Matchers::Contains(entry.path().filename().string()));
            ++refused;
        }
    }
    CHECK(read + refused > 40);
}

TEST_CASE("France 2021: every person is read", "[real]") {
    model::DemandSpec spec;
    spec.source = source(test::real_data_dir(), "france/census2021_1km_FR.csv.gz");
    spec.format = "grid-squares";
    for (const std::string name : {"T", "Y_GE65"}) spec.attributes.push_back({name, name, {}, ""});
    spec.land = "LAND_SURFACE";
    const auto demand = open_demand(spec);
    const auto report = demand->report();
    CHECK(report.input_totals == std::vector<std::int64_t>{66'319'444'000'000, 13'503'797'000'000});
    CHECK(report.inputs[0].records == 376'608);
    CHECK(report.defects.count("land-unknown") == 3095);
    CHECK(report.defects.entries().size() == 1);
    std::int64_t people = 0;
    core::DemandRows rows;
    for (core::Row row = demand->cells().row_begin; row < demand->cells().row_end; row += 32) {
        demand->load(row, row + 32, rows);
        for (const std::int64_t weight : rows.weight[0]) people += weight;
    }
    CHECK(people == 66'319'444'000'000);
}
