#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/supply/supply.hpp"
#include "read/support/vector_files.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using Catch::Matchers::Contains;
using test::source_of;
using test::TempFolder;

const core::Lattice kLattice{"EPSG:3035", 0, 0, 1000, 1000};
const std::string kHead = "Operateur;x;y;2G;3G;4G\n";

model::SupplySpec spec_of(const std::string& path) {
    model::SupplySpec spec;
    spec.format = model::SupplyFormat::sites;
    spec.source = source_of(path, "EPSG:3035");
    spec.operator_field.column = "Operateur";
    spec.x_column = "x";
    spec.y_column = "y";
    spec.technologies = {{"2G", "2G"}, {"3G", "3G"}, {"4G", "4G"}};
    spec.radius_km = {{"2G", 8}, {"3G", 5}, {"4G", 4}};
    spec.service.constant = "data";
    spec.nature = "modelled";
    return spec;
}

SupplyRead read(const model::SupplySpec& spec, const core::ChainStoreOptions& options = {}) {
    return read_supply(spec, {}, kLattice, options);
}

std::string error_of(const model::SupplySpec& spec) {
    try {
        read(spec);
    } catch (const core::Error& error) {
        return error.what();
    }
    return "no error";
}

}  // namespace

TEST_CASE("a site is one disc for each technology whose flag is set") {
    const TempFolder folder;
    const SupplyRead got = read(spec_of(folder.file("s.csv", kHead + "20801;4000000;2900000;1;0;1\n")));
    REQUIRE(got.discs.discs.size() == 2);
    REQUIRE(got.layers.size() == 2);
    CHECK(got.claims[got.layers[got.discs.discs[0].owner].claim].technology == "2G");
    CHECK(got.claims[got.layers[got.discs.discs[1].owner].claim].technology == "4G");
    // The northernmost point of the 4G disc is about 4 km, hence 4 cells, above the site.
    CHECK(got.discs.discs[1].around[0].x == Approx(4000).margin(0.3));
    CHECK(got.discs.discs[1].around[0].y == Approx(-2904).margin(0.1));
    CHECK(got.defects.empty());
    CHECK(got.inputs[0].records == 1);
    CHECK(got.inputs[0].crs == "EPSG:3035");
}

TEST_CASE("an operator claims each technology even where no flag is set: 0 is a statement") {
    const TempFolder folder;
    const SupplyRead got = read(spec_of(folder.file("s.csv", kHead + "20801;4000000;2900000;1;0;0\n20815;#N/A;#N/A;0;1;0\n")));
    REQUIRE(got.claims.size() == 6);
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(got.claims[i].operator_code == (i < 3 ? "20801" : "20815"));
        CHECK(got.claims[i].nature == "modelled");
        CHECK(got.claims[i].service == "data");
    }
    CHECK(got.radius_km == std::vector<double>{8, 5, 4, 8, 5, 4});
    CHECK(got.discs.discs.size() == 1);
}

TEST_CASE("coordinates that are no numbers are counted with what stood there") {
    const TempFolder folder;
    const SupplyRead got = read(spec_of(folder.file("s.csv", kHead + "20815;#N/A;#N/A;0;1;0\n20815;;2900000;0;1;0\n")));
    CHECK(got.defects.count("coordinate-not-a-number") == 2);
    const core::DefectPlace& place = got.defects.entries().begin()->second.examples[0];
    CHECK(place.file == "s.csv");
    CHECK(place.feature == "2");
    CHECK(place.detail == "#N/A #N/A");
    CHECK(got.discs.discs.empty());
}

TEST_CASE("flags are read in the words that people write; others are counted and mean no") {
    const TempFolder folder;
    std::string rows = kHead;
    for (const char* yes : {"1", "true", "OUI", "Yes", "x"}) rows += std::string("1;4000000;2900000;") + yes + ";0;\n";
    for (const char* no : {"0", "false", "non", "no", ""}) rows += std::string("1;4000000;2900000;") + no + ";0;\n";
    rows += "1;4000000;2900000;2;peut-être;0\n";
    const SupplyRead got = read(spec_of(folder.file("s.csv", rows)));
    CHECK(got.discs.discs.size() == 5);
    CHECK(got.defects.count("flag-unknown") == 2);
}

TEST_CASE("a technology may be a constant or a column, without flags") {
    const TempFolder folder;
    model::SupplySpec spec = spec_of(folder.file("s.csv", kHead + "20801;4000000;2900000;0;0;0\n;4000000;2900000;0;0;0\n"));
    spec.technologies.clear();
    spec.technology.constant = "5g";
    spec.radius_km = {{"5G", 2}};
    const SupplyRead got = read(spec);
    CHECK(got.discs.discs.size() == 1);
    CHECK(got.claims[0].technology == "5G");
    CHECK(got.radius_km[0] == 2);
    CHECK(got.defects.count("operator-missing") == 1);

    spec = spec_of(folder.file("t.csv", "op;t;x;y\n1;4G;4000000;2900000\n1;5G;4000000;2900000\n1;9G;4000000;2900000\n"));
    spec.technologies.clear();
    spec.operator_field.column = "op";
    spec.technology.column = "t";
    const SupplyRead columns = read(spec);
    CHECK(columns.discs.discs.size() == 1);
    CHECK(columns.defects.count("radius-missing") == 1);
    CHECK(columns.defects.count("technology-unknown") == 1);
}

TEST_CASE("discs off the clip box are dropped, those that reach in are kept") {
    const TempFolder folder;
    const model::SupplySpec spec = spec_of(folder.file("s.csv", kHead + "1;4000000;2900000;0;0;1\n1;4005000;2900000;0;0;1\n"));
    core::ChainStoreOptions options;
    options.clip = {4003, 4100, -3000, -2800};
    CHECK(read(spec, options).discs.discs.size() == 2);
    options.clip.u_min = 4005;
    CHECK(read(spec, options).discs.discs.size() == 1);
    options.clip = {0, 10, 0, 10};
    CHECK(read(spec, options).discs.discs.empty());
    CHECK(read(spec, options).claims.size() == 3);
}

TEST_CASE("degrees are longitude first, and a site off the Earth is counted") {
    const TempFolder folder;
    model::SupplySpec spec = spec_of(folder.file("s.csv", "Operateur,lon,lat,2G,3G,4G\n1,10.0,52.0,0,0,1\n1,10.0,520.0,0,0,1\n"));
    spec.source.crs = "EPSG:4326";
    spec.x_column = "lon";
    spec.y_column = "lat";
    const SupplyRead got = read(spec);
    REQUIRE(got.discs.discs.size() == 1);
    double u = 0, v = 0;
    for (const core::Point& p : got.discs.discs[0].around) u += p.x / 8, v += p.y / 8;
    CHECK(u == Approx(4321).margin(0.01));  // the natural origin of EPSG:3035
    CHECK(v == Approx(-3210).margin(0.01));
    CHECK(got.defects.count("coordinate-out-of-range") == 1);
}

TEST_CASE("a layer of points needs no coordinate columns") {
    const TempFolder folder;
    test::TestLayer layer;
    layer.geometry = "Point";
    layer.columns = {{"Operateur", "integer"}, {"2G", "integer"}, {"3G", "integer"}, {"4G", "integer"}};
    layer.features = {{{"20801", "0", "0", "1"}, "POINT (4000000 2900000)"}, {{"20801", "0", "0", "1"}, ""}};
    model::SupplySpec spec = spec_of(test::write_layer(folder.path("s.gpkg"), layer));
    spec.source.crs.clear();
    spec.x_column.clear();
    spec.y_column.clear();
    const SupplyRead got = read(spec);
    CHECK(got.discs.discs.size() == 1);
    CHECK(got.defects.count("geometry-empty") == 1);
    CHECK(got.inputs[0].crs == "EPSG:3035");
    CHECK(got.inputs[0].records == 2);
}

TEST_CASE("a missing CRS, radius or column is an error with its remedy") {
    const TempFolder folder;
    model::SupplySpec spec = spec_of(folder.file("s.csv", kHead + "1;4000000;2900000;0;0;1\n"));
    spec.source.crs.clear();
    CHECK_THAT(error_of(spec), Contains("s.csv: does not say its CRS; state it in the job"));
    spec.source.crs = "EPSG:3035";
    spec.radius_km.erase("4G");
    CHECK_THAT(error_of(spec), Contains("s.csv: no radius for «4G»; add it: radius_km"));
    spec.radius_km["4G"] = 4;
    spec.technologies[0].second = "site_2g";
    CHECK_THAT(error_of(spec), Contains("s.csv") && Contains("site_2g"));
    spec.technologies[0].second = "2G";
    spec.y_column.clear();
    CHECK_THAT(error_of(spec), Contains("sites need both x and y"));
}

TEST_CASE("records with too few or too many fields are counted") {
    const TempFolder folder;
    const SupplyRead got = read(spec_of(folder.file("s.csv", kHead + "1;4000000;2900000;1\n")));
    CHECK(got.defects.count("ragged-record") == 1);
    CHECK(got.discs.discs.size() == 1);
}

TEST_CASE("a circle across 180° or around a pole is a polygon on both sides of the map; others stay discs") {
    const TempFolder folder;
    model::SupplySpec spec =
        spec_of(folder.file("s.csv", kHead + "1;179.95;-17.5;0;0;1\n1;181.5;-17.5;0;0;1\n1;30;89.99;0;0;1\n"));
    spec.source.crs = "EPSG:4326";
    spec.radius_km = {{"2G", 60}, {"3G", 60}, {"4G", 60}};
    for (const core::Lattice& lattice :
         {core::Lattice{"EPSG:4326", -180, 90, 0.25, 0.25}, core::Lattice{"ESRI:54009", 0, 0, 1e4, 1e4}}) {
        CAPTURE(lattice.crs);
        const SupplyRead got = read_supply(spec, {}, lattice, {});
        CHECK(got.defects.empty());
        CHECK(got.store.vertices() > 2 * core::kDiscSides);
        CHECK(got.store.bounds().u_min < -1700 + (lattice.cell_width < 1 ? 1701 : 0));
        CHECK(got.store.bounds().u_max > 1400);
    }
}
