// Communes that merged, split or are arrondissements of a city.
#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "model/table.hpp"
#include "read/support/vector_files.hpp"
#include "read/territory/territories.hpp"
#include "read/territory/territory_codes.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using covmap::test::source_of;
using covmap::test::TempFolder;
using covmap::test::TestLayer;
using covmap::test::write_layer;
using read::TerritoryCodes;

namespace {

const core::Lattice kLattice{"EPSG:3035", 0, 0, 1000, 1000};

// Squares of 1 km side by side, in 2015: 14001 and 14002 become one commune, 14003 is split, 14004 stays.
TestLayer communes_2015() {
    TestLayer layer;
    layer.columns = {{"insee"}, {"nom"}, {"dep"}, {"pop", "integer"}};
    const std::vector<std::vector<std::string>> rows = {{"14002", "Beta", "14", "30"},
                                                        {"14001", "Alpha", "14", "100"},
                                                        {"14003", "Gamma", "14", "7"},
                                                        {"14004", "Delta", "14", "5"}};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string west = std::to_string(1000 * i), east = std::to_string(1000 * i + 1000);
        layer.features.push_back(
            {rows[i], "POLYGON ((" + west + " 0," + west + " 1000," + east + " 1000," + east + " 0," + west + " 0))"});
    }
    return layer;
}

constexpr const char* kPassage =
    "NIVGEO;CODGEO_INI;LIBGEO_INI;CODGEO_2021\n"
    "COM;14001;Alpha;14001\nCOM;14002;Beta;14001\nCOM;14003;Gamma;14003\nCOM;14003;Gamma;14999\nCOM;14004;Delta;14004\n";

model::TerritorySpec spec_of(const TempFolder& folder, const std::string& passage = kPassage) {
    model::TerritorySpec spec;
    spec.source = source_of(write_layer(folder.path("communes.gpkg"), communes_2015()));
    spec.code_column = "insee";
    spec.name_column = "nom";
    spec.parents = {{"departement", "dep", ""}};
    spec.reference = {{"population", "pop"}};
    spec.passage = source_of(folder.file("passage.csv", passage));
    return spec;
}

// «14001 Alpha 130 2»: code, name, reference, area in cells.
std::vector<std::string> told(const read::TerritoryRead& got) {
    std::vector<std::string> lines;
    for (const model::Territory& t : got.set.territories)
        lines.push_back(t.code + " " + t.name + " " + (t.reference[0] ? model::decimal_text(*t.reference[0], 6) : "-") + " " +
                        std::to_string(static_cast<int>(t.ring_area)));
    return lines;
}

}  // namespace

TEST_CASE("communes that merged are one: the name of the one that kept its code, the sum of the references and areas") {
    const TempFolder folder;
    const read::TerritoryRead got = read::read_territories(spec_of(folder), kLattice, {});
    CHECK(told(got) == std::vector<std::string>{"14001 Alpha 130 2", "14003 Gamma 7 1", "14004 Delta 5 1"});
    CHECK(got.owner == std::vector<std::uint32_t>{0, 0, 1, 2});
    CHECK(got.defects.count("code-duplicate") == 0);
    REQUIRE(got.inputs.size() == 2);
    CHECK(got.inputs[1].role == "passage");
}

TEST_CASE("a code that was split cannot be mapped: it stays and is counted") {
    const TempFolder folder;
    const read::TerritoryRead got = read::read_territories(spec_of(folder), kLattice, {});
    REQUIRE(got.defects.count("passage-split") == 1);
    CHECK(got.defects.entries().begin()->second.examples[0].detail == "14003 → 14003 14999");
}

TEST_CASE("joined tables of either year meet the territories") {
    const TempFolder folder;
    model::TerritorySpec spec = spec_of(folder);
    spec.reference = {{"population", "people"}};
    // Of today: one row for the merged commune.
    spec.joins = {
        {source_of(folder.file("today.csv", "code,people\n14001,131\n14003,8\n14004,6\n")), "code", {{"people", "people"}}}};
    CHECK(told(read::read_territories(spec, kLattice, {})) ==
          std::vector<std::string>{"14001 Alpha 131 2", "14003 Gamma 8 1", "14004 Delta 6 1"});
    // Of then: a row for each, added up.
    spec.joins[0].source = source_of(folder.file("then.csv", "code,people\n14001,100\n14002,30\n14003,7\n14004,5\n"));
    const read::TerritoryRead got = read::read_territories(spec, kLattice, {});
    CHECK(told(got) == std::vector<std::string>{"14001 Alpha 130 2", "14003 Gamma 7 1", "14004 Delta 5 1"});
    CHECK(got.defects.count("join-unmatched") == 0);
    CHECK(got.defects.count("join-missing") == 0);
}

TEST_CASE("a reference that one of the merged communes lacks is none, not a part") {
    const TempFolder folder;
    TestLayer layer = communes_2015();
    layer.features[0].values[3] = "";
    model::TerritorySpec spec = spec_of(folder);
    spec.source = source_of(write_layer(folder.path("gap.gpkg"), layer));
    CHECK(told(read::read_territories(spec, kLattice, {}))[0] == "14001 Alpha - 2");
}

TEST_CASE("the polygons of exports follow their commune") {
    const TempFolder folder;
    const model::TerritorySpec spec = spec_of(folder);
    const read::TerritoryRead got = read::read_territories(spec, kLattice, {});
    std::string crs;
    const auto polygons = read::read_territory_polygons(spec, got.set, crs);
    REQUIRE(polygons.size() == 3);
    CHECK(polygons[0].size() == 2);
    CHECK(polygons[1].size() == 1);
}

TEST_CASE("arrondissements of Paris, Lyon and Marseille fold into their communes, and no other code does") {
    model::TerritorySpec spec;
    spec.fold = read::arrondissements();
    CHECK(spec.fold.size() == 20 + 9 + 16);
    const TerritoryCodes codes(spec);
    CHECK(codes.of("75101") == "75056");
    CHECK(codes.of("75120") == "75056");
    CHECK(codes.of("69381") == "69123");
    CHECK(codes.of("69389") == "69123");
    CHECK(codes.of("13201") == "13055");
    CHECK(codes.of("13216") == "13055");
    for (const char* other : {"75121", "69380", "69390", "13200", "13217", "01001", "2A004", ""}) CHECK(codes.of(other) == other);
}

TEST_CASE("a passage leads to the commune, a fold from there to the whole") {
    const TempFolder folder;
    model::TerritorySpec spec;
    spec.passage = source_of(folder.file("p.csv", "old,new\nA,B\n"));
    spec.fold = {{"B", "C"}};
    CHECK(TerritoryCodes(spec).of("A") == "C");
}

TEST_CASE("columns of a passage: by name, by year, or the only two; else the job is asked") {
    const TempFolder folder;
    const auto mapped = [&](const std::string& text, const std::string& before = {}, const std::string& after = {}) {
        model::TerritorySpec spec;
        spec.passage = source_of(folder.file("p.csv", text));
        spec.passage_old = before;
        spec.passage_new = after;
        return TerritoryCodes(spec).of("01002");
    };
    CHECK(mapped("ancien,nouveau\n01002,01001\n") == "01001");
    CHECK(mapped("CODGEO_2016;CODGEO_2021;CODGEO_2018\n01002;01001;01003\n") == "01001");
    CHECK(mapped("avant;apres\n01002;01001\n") == "01001");
    CHECK(mapped("a,b,c\n01002,x,01001\n", "a", "c") == "01001");
    CHECK_THROWS_WITH(mapped("a,b,c\n01002,x,01001\n"),
                      Catch::Contains("old and new codes cannot be told") && Catch::Contains("a, b, c"));
}
