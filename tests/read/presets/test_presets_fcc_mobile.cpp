#include <catch2/catch.hpp>

#include "read/inspect/inspect.hpp"
#include "read/presets/presets.hpp"
#include "read/supply/supply.hpp"
#include "read/support/vector_files.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using Catch::Matchers::Contains;
using test::TempFolder;
using test::TestColumn;

const std::vector<TestColumn> kOfProvider = {{"providerid", "integer64"}, {"brandname"},     {"technology", "integer"},
                                             {"mindown", "real"},         {"minup", "real"}, {"minsignal", "integer"},
                                             {"environmnt", "integer"},   {"h3_res9_id"}};
const std::string kHexagon = "POLYGON ((2 0,1 2,-1 2,-2 0,-1 -2,1 -2,2 0))";

std::string write(const std::string& path, const std::string& driver, std::vector<TestColumn> columns,
                  const std::vector<std::vector<std::string>>& rows) {
    std::vector<test::TestFeature> features;
    for (const auto& row : rows) features.push_back({row, kHexagon});
    return test::write_layer(path, {.driver = driver, .crs = "EPSG:4326", .columns = std::move(columns), .features = features});
}

model::SupplySpec spec_of(const std::string& path) {
    model::SupplySpec spec;
    spec.source = test::source_of(path);
    spec.source.preset = "fcc-mobile";
    return spec;
}

}  // namespace

TEST_CASE("technologies, environment and speeds of a provider's shapefile come in our words") {
    const TempFolder folder;
    const std::string path = write(folder.path("bdc_50_131425_mobile_D25.shp"), "ESRI Shapefile", kOfProvider,
                                   {{"131425", "Verizon", "400", "5", "1", "-100", "0", "882bab5303fffff"},
                                    {"131425", "Verizon", "400", "5", "1", "-90", "1", "882bab5303fffff"},
                                    {"131425", "Verizon", "300", "0.2", "0.05", "-90", "0", "892bab5303fffff"},
                                    {"131425", "Verizon", "0", "", "", "-90", "0", "892bab5303fffff"}});
    const auto made = filled(spec_of(path));
    REQUIRE(made.size() == 1);
    CHECK(made[0].levels == std::vector<std::string>{"in-vehicle", "outdoor"});
    CHECK(made[0].date == "2025-12-31");
    const SupplyRead got = read_supply(made[0], {}, {"EPSG:4326", -10, 10, 1, 1}, {});
    REQUIRE(got.layers.size() == 4);
    CHECK(got.layers[0] == SupplyRead::LocalLayer{0, "outdoor", {5000, 1000}});
    CHECK(got.layers[1] == SupplyRead::LocalLayer{0, "in-vehicle", {5000, 1000}});
    CHECK(got.layers[2] == SupplyRead::LocalLayer{1, "outdoor", {200, 50}});
    CHECK(got.layers[3].speed == model::Speed{});
    CHECK(got.claims[0].operator_code == "131425");
    CHECK(got.claims[0].technology == "4G");
    CHECK(got.claims[0].service == "data");
    CHECK(got.claims[1].technology == "3G");
    CHECK(got.claims[2].technology == "VOICE");
    CHECK(got.claims[2].service == "voice");
    CHECK(got.scales[0].no_level == "outdoor");
    CHECK(got.names.at("131425") == "Verizon");
    CHECK(got.defects.empty());
}

TEST_CASE("hexagons without a provider take the job's operator, else that of the file's name") {
    const TempFolder folder;
    std::vector<TestColumn> columns = kOfProvider;
    columns.erase(columns.begin(), columns.begin() + 2);
    const std::vector<std::vector<std::string>> rows = {{"500", "35", "3", "-100", "1", "882bab5303fffff"}};
    const auto named = filled(spec_of(write(folder.path("bdc_50_130317_5GNR_h3_063025.gpkg"), "GPKG", columns, rows)));
    CHECK(named[0].operator_field == model::Field{"", "130317"});
    const std::string bare = write(folder.path("coverage.gpkg"), "GPKG", columns, rows);
    CHECK_THROWS_WITH(filled(spec_of(bare)), Contains("whose coverage it is; write operator = \"131425\""));
    model::SupplySpec spec = spec_of(bare);
    spec.operator_field.constant = "Xfinity";
    spec.values["level"]["0"] = "outside";
    spec.levels = {"in-vehicle", "outside"};
    CHECK(filled(spec)[0].operator_field.constant == "Xfinity");
    CHECK(filled(spec)[0].values["level"] == std::map<std::string, std::string>{{"0", "outside"}, {"1", "in-vehicle"}});
}

TEST_CASE("inspect knows the FCC's columns, misspelt as they are") {
    const TempFolder folder;
    CHECK(inspect_file(write(folder.path("a.gpkg"), "GPKG", kOfProvider, {{"131425", "V", "400", "5", "1", "-100", "0", "x"}}))
              .preset == "fcc-mobile");
    CHECK(inspect_file(write(folder.path("b.gpkg"), "GPKG", {{"technology"}}, {{"400"}})).preset.empty());
}
