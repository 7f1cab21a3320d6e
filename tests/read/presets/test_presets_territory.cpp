// Maps of territories in their publishers' own shapes.
#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/presets/presets.hpp"
#include "read/presets/source_guess.hpp"
#include "read/support/vector_files.hpp"
#include "read/territory/territories.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using covmap::test::source_of;
using covmap::test::TempFolder;
using covmap::test::TestLayer;
using covmap::test::write_layer;

namespace {

const core::Lattice kLattice{"EPSG:3035", 0, 0, 1000, 1000};

std::string square(int column) {
    const std::string west = std::to_string(1000 * column), east = std::to_string(1000 * column + 1000);
    return "POLYGON ((" + west + " 0," + west + " 1000," + east + " 1000," + east + " 0," + west + " 0))";
}

TestLayer layer_of(const std::string& name, const std::vector<std::string>& columns,
                   const std::vector<std::vector<std::string>>& rows) {
    TestLayer layer;
    layer.name = name;
    for (const std::string& column : columns) layer.columns.push_back({column});
    for (std::size_t i = 0; i < rows.size(); ++i) layer.features.push_back({rows[i], square(static_cast<int>(i))});
    return layer;
}

model::TerritorySpec spec_of(const std::string& path, const std::string& preset) {
    model::TerritorySpec spec;
    spec.unit.clear();
    spec.source = source_of(path);
    spec.source.preset = preset;
    return spec;
}

std::string codes_of(const model::TerritorySpec& spec) {
    std::string text;
    for (const model::Territory& t : read::read_territories(spec, kLattice, {}).set.territories)
        text += (text.empty() ? "" : " ") + t.code + "=" + t.name;
    return text;
}

std::vector<std::string> parents_of(const model::TerritorySpec& spec) {
    std::vector<std::string> texts;
    for (const model::ParentSpec& parent : spec.parents) texts.push_back(parent.kind + " " + parent.code + " " + parent.name);
    return texts;
}

// ADMIN EXPRESS COG up to version 3, names as published; Lyon comes as its arrondissements.
TestLayer communes_v3() {
    return layer_of("COMMUNE",
                    {"ID", "NOM", "NOM_M", "INSEE_COM", "STATUT", "POPULATION", "INSEE_CAN", "INSEE_ARR", "INSEE_DEP",
                     "INSEE_REG", "SIREN_EPCI"},
                    {{"C1", "L'Abergement-Clémenciat", "L'ABERGEMENT-CLEMENCIAT", "01001", "Commune simple", "776", "08", "2",
                      "01", "84", "200069193"},
                     {"C2", "Afa", "AFA", "2A001", "Commune simple", "3000", "01", "1", "2A", "94", "242010056"},
                     {"C3", "Lyon 1er Arrondissement", "LYON 1ER", "69381", "Arrondissement municipal", "28932", "NR", "2", "69",
                      "84", "200046977"},
                     {"C4", "Lyon 2e Arrondissement", "LYON 2E", "69382", "Arrondissement municipal", "30000", "NR", "2", "69",
                      "84", "200046977"}});
}

}  // namespace

TEST_CASE("admin-express: the names up to version 3, with arrondissements folded into their commune") {
    const TempFolder folder;
    const model::TerritorySpec spec = read::filled(spec_of(write_layer(folder.path("ade.gpkg"), communes_v3()), "admin-express"));
    CHECK(spec.unit == "commune");
    CHECK(spec.code_column == "INSEE_COM");
    CHECK(spec.name_column == "NOM");
    CHECK(parents_of(spec) == std::vector<std::string>{"departement INSEE_DEP ", "region INSEE_REG ", "epci SIREN_EPCI "});
    CHECK(spec.source.info.publisher == "IGN");
    CHECK(codes_of(spec) == "01001=L'Abergement-Clémenciat 2A001=Afa 69123=Lyon");
}

TEST_CASE("admin-express: the names since 2025, in a file of several layers") {
    const TempFolder folder;
    const std::string path = folder.path("ade.gpkg");
    write_layer(path, layer_of("departement", {"cleabs", "code_insee", "nom_officiel", "code_insee_de_la_region"},
                               {{"D1", "01", "Ain", "84"}}));
    write_layer(path, layer_of("commune",
                               {"cleabs", "code_insee", "nom_officiel", "nom_officiel_en_majuscules", "statut", "population",
                                "code_insee_du_departement", "code_insee_de_la_region", "codes_siren_des_epci"},
                               {{"C1", "01001", "L'Abergement-Clémenciat", "L'ABERGEMENT-CLEMENCIAT", "Commune simple", "776",
                                 "01", "84", "200069193"}}));
    model::TerritorySpec spec = read::filled(spec_of(path, "admin-express"));
    CHECK(spec.source.layer == "commune");
    CHECK(spec.code_column == "code_insee");
    CHECK(parents_of(spec) == std::vector<std::string>{"departement code_insee_du_departement ",
                                                       "region code_insee_de_la_region ", "epci codes_siren_des_epci "});
    spec = spec_of(path, "admin-express");
    spec.unit = "departement";
    spec = read::filled(spec);
    CHECK(spec.source.layer == "departement");
    CHECK(parents_of(spec) == std::vector<std::string>{"region code_insee_de_la_region "});
    CHECK(spec.fold.empty());
    spec = spec_of(path, "admin-express");
    spec.unit = "epci";
    CHECK_THROWS_WITH(read::filled(spec),
                      Catch::Contains("no layer for the unit «epci»") && Catch::Contains("departement, commune"));
    spec.unit = "canton";
    CHECK_THROWS_WITH(read::filled(spec), Catch::Contains("no unit «canton»"));
}

TEST_CASE("geoboundaries: codes are shapeID, the level is the unit") {
    const TempFolder folder;
    const std::string path =
        write_layer(folder.path("geoBoundaries-SEN-ADM2.gpkg"),
                    layer_of("adm2", {"shapeName", "shapeISO", "shapeID", "shapeGroup", "shapeType"},
                             {{"Dakar", "", "SEN-ADM2-1", "SEN", "ADM2"}, {"Pikine", "", "SEN-ADM2-2", "SEN", "ADM2"}}));
    const model::TerritorySpec spec = read::filled(spec_of(path, "geoboundaries"));
    CHECK(spec.unit == "adm2");
    CHECK(parents_of(spec) == std::vector<std::string>{"country shapeGroup "});
    CHECK(codes_of(spec) == "SEN-ADM2-1=Dakar SEN-ADM2-2=Pikine");
}

TEST_CASE("gadm: the deepest level is the unit, those above its parents; another level by its name") {
    const TempFolder folder;
    const std::string path = folder.path("gadm41_SEN.gpkg");
    write_layer(path, layer_of("ADM_ADM_0", {"GID_0", "COUNTRY"}, {{"SEN", "Senegal"}}));
    write_layer(path, layer_of("ADM_ADM_1", {"GID_0", "COUNTRY", "GID_1", "NAME_1"}, {{"SEN", "Senegal", "SEN.1_1", "Dakar"}}));
    write_layer(path, layer_of("ADM_ADM_2", {"GID_0", "COUNTRY", "GID_1", "NAME_1", "GID_2", "NAME_2"},
                               {{"SEN", "Senegal", "SEN.1_1", "Dakar", "SEN.1.2_1", "Pikine"}}));
    model::TerritorySpec spec = read::filled(spec_of(path, "gadm"));
    CHECK(spec.source.layer == "ADM_ADM_2");
    CHECK(spec.unit == "adm2");
    CHECK(parents_of(spec) == std::vector<std::string>{"adm1 GID_1 NAME_1", "adm0 GID_0 COUNTRY"});
    CHECK(codes_of(spec) == "SEN.1.2_1=Pikine");
    CHECK(spec.source.info.licence.find("non-commercial") != std::string::npos);
    spec = spec_of(path, "gadm");
    spec.unit = "adm1";
    spec = read::filled(spec);
    CHECK(spec.source.layer == "ADM_ADM_1");
    CHECK(spec.code_column == "GID_1");
}

TEST_CASE("a map without format or columns is guessed from the names of its columns") {
    const TempFolder folder;
    const auto guess = [&](const std::string& name, const std::vector<std::string>& columns,
                           const std::vector<std::string>& row) {
        return read::guessed(spec_of(write_layer(folder.path(name), layer_of("map", columns, {row})), ""));
    };
    model::TerritorySpec spec = guess("a.gpkg", {"code", "nom", "departement"}, {"01001", "A", "01"});
    CHECK(spec.unit == "commune");
    CHECK(spec.code_column == "code");
    CHECK(spec.name_column == "nom");
    CHECK(parents_of(spec) == std::vector<std::string>{"departement departement "});
    spec = guess("b.gpkg", {"name"}, {"Nordeste"});  // names are codes where there is nothing else
    CHECK(spec.code_column == "name");
    CHECK(guess("c.gpkg", {"shapeName", "shapeID"}, {"Dakar", "1"}).source.preset == "geoboundaries");
    CHECK(guess("d.gpkg", {"GID_0", "GID_1", "NAME_1"}, {"SEN", "SEN.1_1", "Dakar"}).source.preset == "gadm");
    CHECK_THROWS_WITH(guess("e.gpkg", {"foo", "bar"}, {"1", "2"}),
                      Catch::Contains("none of its columns is known as a code") && Catch::Contains("foo, bar"));
}
