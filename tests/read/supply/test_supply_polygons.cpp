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
using test::TestLayer;
using test::write_layer;

const core::Lattice kLattice{"EPSG:3035", 0, 0, 1000, 1000};
const std::string kSquare = "POLYGON ((0 0,0 1000,1000 1000,1000 0,0 0))";

TestLayer coverage(std::vector<std::vector<std::string>> records) {
    TestLayer layer;
    layer.name = "couverture";
    layer.columns = {{"operateur", "integer"}, {"techno"}, {"usage"}, {"niveau"}};
    for (auto& values : records) layer.features.push_back({std::move(values), kSquare});
    return layer;
}

model::SupplySpec spec_of(const std::string& path) {
    model::SupplySpec spec;
    spec.source = source_of(path);
    spec.operator_field.column = "operateur";
    spec.technology.column = "techno";
    spec.service.column = "usage";
    spec.level.column = "niveau";
    spec.levels = {"TBC", "BC", "CL"};
    return spec;
}

SupplyRead read(const model::SupplySpec& spec) {
    return read_supply(spec, [](const std::string& code) { return code == "OF" ? "20801" : code; }, kLattice, {});
}

SupplyRead read_records(std::vector<std::vector<std::string>> records) {
    const TempFolder folder;
    return read(spec_of(write_layer(folder.path("a.gpkg"), coverage(std::move(records)))));
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

TEST_CASE("features of one operator, technology, service and level share a layer") {
    const SupplyRead got = read_records({{"20801", "4G", "data", "BC"},
                                         {"20801", "4G", "data", "BC"},
                                         {"20801", "4G", "data", "CL"},
                                         {"20815", "4G", "data", ""}});
    REQUIRE(got.claims.size() == 2);
    CHECK(got.claims[0].operator_code == "20801");
    CHECK(got.claims[0].technology == "4G");
    CHECK(got.claims[0].service == "data");
    CHECK(got.claims[0].kind == "mobile");
    CHECK(got.claims[0].nature == "claimed");
    CHECK(got.layers == std::vector<SupplyRead::LocalLayer>{{0, "BC"}, {0, "CL"}, {1, ""}});
    CHECK(got.scales[0] == model::Scale{{"TBC", "BC", "CL"}, "CL"});
    CHECK(got.radius_km[0] == 0);
    CHECK(got.defects.empty());
    CHECK(got.inputs[0].role == "supply");
    CHECK(got.inputs[0].records == 4);
    CHECK(got.store.bounds().u_max == 1.0);
}

TEST_CASE("texts are normalised: case of technologies, voix, blanks") {
    const TempFolder folder;
    TestLayer layer = coverage({{"", " 2g3g ", "Voix", " TBC"}});
    layer.columns[0].type = "text";
    layer.features[0].values[0] = " OF ";
    const SupplyRead got = read(spec_of(write_layer(folder.path("a.gpkg"), layer)));
    CHECK(got.claims[0].operator_code == "20801");
    CHECK(got.claims[0].technology == "2G3G");
    CHECK(got.claims[0].service == "voice");
    CHECK(got.layers[0].level == "TBC");
}

TEST_CASE("records without operator, known technology or known service are left out and counted") {
    const SupplyRead got = read_records({{"", "4G", "data", ""},
                                         {"20801", "6G", "data", ""},
                                         {"20801", "", "data", ""},
                                         {"20801", "4G", "fax", ""},
                                         {"20801", "4G", "", ""}});
    CHECK(got.defects.count("operator-missing") == 1);
    CHECK(got.defects.count("technology-unknown") == 2);
    CHECK(got.defects.count("service-unknown") == 1);
    CHECK(got.layers.size() == 1);
    CHECK(got.claims[0].service.empty());
    for (const auto& [key, entry] : got.defects.entries()) {
        CHECK(entry.examples[0].file == "a.gpkg");
        CHECK(entry.examples[0].layer == "couverture");
    }
}

TEST_CASE("a level that is not in the scale counts as none") {
    const SupplyRead got = read_records({{"20801", "4G", "data", "XXL"}});
    CHECK(got.defects.count("level-unknown") == 1);
    CHECK(got.defects.entries().begin()->second.examples[0].detail == "XXL");
    CHECK(got.layers == std::vector<SupplyRead::LocalLayer>{{0, ""}});
}

TEST_CASE("fixed supplies may name any technology") {
    const TempFolder folder;
    model::SupplySpec spec = spec_of(write_layer(folder.path("a.gpkg"), coverage({{"20801", "ftth", "data", ""}})));
    spec.kind = "fixed";
    const SupplyRead got = read(spec);
    CHECK(got.defects.empty());
    CHECK(got.claims[0].technology == "FTTH");
    CHECK(got.claims[0].kind == "fixed");
}

TEST_CASE("constants stand for columns; an empty file of constants still makes its claim") {
    const TempFolder folder;
    model::SupplySpec spec = spec_of(write_layer(folder.path("a.gpkg"), coverage({})));
    spec.operator_field = {"", "OF"};
    spec.technology = {"", "5G"};
    spec.service = {};
    spec.level = {};
    spec.levels.clear();
    spec.nature = "planned";
    spec.vintage = "2018";
    spec.source.info.date = "2018-01-01";
    const SupplyRead got = read(spec);
    REQUIRE(got.claims.size() == 1);
    CHECK(got.claims[0] == model::Claim{"20801", "5G", "", "mobile", "planned", "2018"});
    CHECK(got.layers.empty());
    CHECK(got.dates[0] == "2018-01-01");
    CHECK(got.scales[0] == model::Scale{});
}

TEST_CASE("no_level of the job goes into the scale") {
    const TempFolder folder;
    model::SupplySpec spec = spec_of(write_layer(folder.path("a.gpkg"), coverage({{"1", "4G", "", ""}})));
    spec.no_level = "unknown";
    spec.date = "2018-06-30";
    const SupplyRead got = read(spec);
    CHECK(got.scales[0].no_level == "unknown");
    CHECK(got.dates[0] == "2018-06-30");
}

TEST_CASE("all files of a pattern are one supply") {
    const TempFolder folder;
    model::SupplySpec spec = spec_of(write_layer(folder.path("a.gpkg"), coverage({{"1", "4G", "", "BC"}})));
    spec.source.files.push_back(write_layer(folder.path("b.gpkg"), coverage({{"1", "4G", "", "BC"}, {"2", "4G", "", "BC"}})));
    spec.source.given = "*.gpkg";
    const SupplyRead got = read(spec);
    CHECK(got.claims.size() == 2);
    CHECK(got.layers.size() == 2);
    CHECK(got.inputs.size() == 2);
    CHECK(got.inputs[1].path == "b.gpkg");
}

TEST_CASE("a supply without operator or technology is an error of the job") {
    model::SupplySpec spec;
    spec.source.given = "a.gpkg";
    CHECK_THAT(error_of(spec), Contains("a supply needs its operator"));
    spec.operator_field.constant = "1";
    CHECK_THAT(error_of(spec), Contains("a supply needs its technology"));
}
