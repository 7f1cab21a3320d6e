#include <catch2/catch.hpp>

#include "cli/draft/draft_block.hpp"
#include "cli/draft/draft_supply.hpp"

using namespace covmap;
using Catch::Contains;
using cli::DraftSource;

namespace {

read::Inspection table(const std::string& path, const std::string& role, std::vector<std::pair<std::string, std::string>> guesses,
                       std::vector<read::InspectedColumn> columns) {
    read::Inspection file;
    file.path = path;
    file.driver = "CSV";
    file.guess_role = role;
    file.guesses = std::move(guesses);
    file.layers.push_back({"", "", 10, "", std::nullopt, std::move(columns), std::nullopt});
    return file;
}

DraftSource coverage(const std::string& path, std::vector<std::string> levels) {
    read::Inspection file = table(
        path, "supply-polygons", {{"operator", "operateur"}, {"technology", "techno"}, {"service", "usage"}, {"level", "niveau"}},
        {{"operateur", "text", {"20801"}},
         {"techno", "text", {"4G"}},
         {"usage", "text", {"data"}},
         {"niveau", "text", std::move(levels)}});
    file.layers.front().crs = "EPSG:2154";
    return {path, {file}};
}

}  // namespace

TEST_CASE("texts and keys are quoted as TOML needs") {
    CHECK(cli::toml_string("a \"b\" \\ c") == R"("a \"b\" \\ c")");
    CHECK(cli::toml_string("a\tb\nc\x01") == R"("a\tb\nc")");
    CHECK(cli::toml_key("region") == "region");
    CHECK(cli::toml_key("4G") == "\"4G\"");
    CHECK(cli::toml_list({"a", "b"}) == R"(["a", "b"])");
}

TEST_CASE("levels are the regulator's scale where the examples belong to it") {
    CHECK(cli::levels_of(coverage("a.gpkg", {"CL", "BC"})) == std::vector<std::string>{"TBC", "BC", "CL"});
    CHECK(cli::levels_of(coverage("a.gpkg", {"good", "fair"})) == std::vector<std::string>{"good", "fair"});
    CHECK(cli::levels_of(coverage("a.gpkg", {})).empty());
    CHECK_THAT(cli::supply_block(coverage("a.gpkg", {"CL"})),
               Contains("level = \"niveau\"") && Contains("levels = [\"TBC\", \"BC\", \"CL\"]"));
    CHECK_THAT(cli::supply_block(coverage("a.gpkg", {})), !Contains("level ="));
}

TEST_CASE("technology and service come from the file's name where no column holds them") {
    const DraftSource source{"c.gpkg", {table("in/2018_couv_OF_4G_voix.gpkg", "supply-polygons", {}, {})}};
    CHECK(cli::technologies_of(source) == std::set<std::string>{"4G"});
    CHECK(cli::services_of(source) == std::set<std::string>{"voice"});
    CHECK_THAT(cli::supply_block(source),
               Contains("technology = \"4G\"  # from the file's name") && Contains("service = \"voice\"") &&
                   Contains("operator = \"operator\"  # to fill in") && Contains("# crs = \"EPSG:…\"  # needed"));
}

TEST_CASE("sites get a radius for each technology") {
    const DraftSource sites{"s.csv",
                            {table("s.csv", "sites",
                                   {{"x", "X"},
                                    {"y", "Y"},
                                    {"crs", "EPSG:2154"},
                                    {"operator", "op"},
                                    {"technologies.2G", "f2"},
                                    {"technologies.4G", "f4"}},
                                   {})}};
    CHECK_THAT(cli::draft_block(sites), Contains("columns = { x = \"X\", y = \"Y\", operator = \"op\" }") &&
                                            Contains("technologies = { \"2G\" = \"f2\", \"4G\" = \"f4\" }") &&
                                            Contains("radius_km = { \"2G\" = 8.0, \"4G\" = 4.0 }") &&
                                            Contains("crs = \"EPSG:2154\"") && Contains("nature = \"modelled\""));
}

TEST_CASE("a join gives parents and references that the map lacks, under names it does not use") {
    const DraftSource map{
        "c.gpkg", {table("c.gpkg", "territories", {{"code", "code"}, {"parents.departement", "dep"}}, {{"region", "text", {}}})}};
    const DraftSource join{
        "p.csv",
        {table("p.csv", "join",
               {{"code", "insee"}, {"parents.departement", "d"}, {"parents.region", "r"}, {"reference.population", "pop"}}, {})}};
    const std::string block = cli::territory_block(map, {join}, {"population"});
    CHECK_THAT(block, Contains("parents = { departement = { code = \"dep\" }, region = { code = \"region_joined\" } }"));
    CHECK_THAT(block, Contains("on = \"insee\", columns = { region_joined = \"r\", population = \"pop\" }"));
    CHECK_THAT(block, Contains("reference = { population = \"population\" }"));
    CHECK_THAT(cli::territory_block(map, {join}, {}), !Contains("\nreference"));
}

TEST_CASE("squares without a known column of people take the first column of numbers") {
    const DraftSource squares{
        "g.csv", {table("g.csv", "demand-squares", {{"id", "cell"}}, {{"cell", "text", {}}, {"people", "integer", {}}})}};
    CHECK_THAT(cli::demand_block(squares), Contains("attributes = { population = \"people\" }") && Contains("spread = \"cell\""));
    CHECK(cli::attributes_of(squares) == std::set<std::string>{"population"});
}

TEST_CASE("a file that no part of a job reads is a comment with its columns") {
    const std::string block =
        cli::draft_block({"x.csv", {table("x.csv", "unknown", {}, {{"a", "text", {}}, {"b\nc", "text", {}}})}});
    CHECK_THAT(block, Catch::StartsWith("# x.csv: no part of a job") && Contains(" a") && Contains(" b\\nc"));
    for (std::size_t at = 0; at < block.size(); at = block.find('\n', at) + 1) CHECK(block[at] == '#');
}

TEST_CASE("a list of places has a name of its own") {
    const std::string block = cli::draft_block(
        {"Ecoles 2024.csv", {table("Ecoles 2024.csv", "places", {{"x", "lon"}, {"y", "lat"}, {"id", "uai"}}, {})}});
    CHECK_THAT(block, Catch::StartsWith("[[places]]") && Contains("name = \"ecoles_2024\"") &&
                          Contains("columns = { id = \"uai\", x = \"lon\", y = \"lat\" }"));
}

TEST_CASE("roads are drafted to be measured and as a background, by the name of their file") {
    DraftSource roads{"Routes 2024.gpkg",
                      {table("Routes 2024.gpkg", "lines", {{"kind", "road"}, {"name", "numero"}, {"class", "classe"}}, {})}};
    const std::string block = cli::draft_block(roads);
    CHECK_THAT(block, Catch::StartsWith("[[lines]]") && Contains("name = \"routes_2024\"") &&
                          Contains("columns = { name = \"numero\", class = \"classe\" }") && Contains("\n[[context]]") &&
                          Contains("kind = \"road\""));
}

TEST_CASE("tests are drafted with what they do not say, and the formats of publishers without columns") {
    const auto tests = [](std::vector<std::pair<std::string, std::string>> guesses) {
        return cli::draft_block({"tests.csv", {table("tests.csv", "measurement", std::move(guesses), {})}});
    };
    const std::string plain = tests({{"x", "lon"}, {"y", "lat"}, {"operator", "op"}, {"down", "mbps"}, {"situation", "where"}});
    CHECK_THAT(
        plain,
        Catch::StartsWith("[[measurement]]") && Contains("name = \"tests\"") &&
            Contains("columns = { x = \"lon\", y = \"lat\", operator = \"op\", situation = \"where\", down = \"mbps\" }") &&
            Contains("\ntechnology = \"4G\"  # to fill in") && Contains("\nsuccess = { down = \">=3\" }") &&
            Contains("# reliability"));
    CHECK_THAT(tests({{"x", "lon"}, {"y", "lat"}, {"operator", "op"}, {"technology", "t"}, {"success", "ok"}}),
               !Contains("\nsuccess = {") && !Contains("\ntechnology ="));
    const DraftSource worded{
        "t.csv", {table("t.csv", "measurement", {{"down", "d"}, {"situation", "s"}}, {{"s", "text", {"INCAR", "OUTDOOR"}}})}};
    CHECK_THAT(cli::draft_block(worded), Contains("\nvalues = { situation = { OUTDOOR = \"outdoors\", INDOOR = \"indoors\""));
    CHECK_THAT(tests({{"format", "arcep-qos"}, {"protocol", "protocole"}}),
               Contains("format = \"arcep-qos\"\nwhere = { protocole = [\"WEB\"] }") && !Contains("columns"));
    CHECK_THAT(tests({{"format", "ookla-tiles"}}), Contains("format = \"ookla-tiles\"\n") && !Contains("reliability"));
}

TEST_CASE("a publisher's format is named instead of its columns") {
    DraftSource arcep = coverage("couv/*.gpkg", {"CL"});
    arcep.inspections[0].preset = "arcep-mobile";
    arcep.inspections[0].preset_section = "supply";
    CHECK_THAT(cli::draft_block(arcep), Contains("[[supply]]\nsource = \"couv/*.gpkg\"\nformat = \"arcep-mobile\"\n") &&
                                            !Contains("columns") && !Contains("levels"));
    DraftSource sites{"s.csv", {table("s.csv", "sites", {{"technologies.2G", "2G"}, {"technologies.4G", "4G"}}, {})}};
    sites.inspections[0].preset = "arcep-sites";
    sites.inspections[0].preset_section = "supply";
    CHECK_THAT(cli::draft_block(sites), Contains("format = \"arcep-sites\"\nservice = \"data\"") &&
                                            Contains("radius_km = { \"2G\" = 8.0, \"4G\" = 4.0 }"));
    arcep.inspections.push_back(arcep.inspections[0]);
    arcep.inspections[1].preset.clear();
    CHECK(arcep.preset().empty());
}

TEST_CASE("a raster of coverage is a supply: dBm by a threshold, classes by their numbers") {
    const auto raster = [](const std::string& path, double min, double max, std::vector<double> classes) {
        read::Inspection file;
        file.path = path;
        file.driver = "GTiff";
        file.kind = read::InspectedKind::raster;
        file.guess_role = "supply";
        file.raster.emplace();
        file.raster->crs = "EPSG:2154";
        read::InspectedBand band;
        band.sampled = 100;
        band.min = min;
        band.max = max;
        band.classes = std::move(classes);
        file.raster->bands.push_back(band);
        return cli::draft_block({path, {file}});
    };
    CHECK_THAT(raster("in/nordtel_4g_rsrp.tif", -120, -70, {}),
               Contains("[[supply]]\nsource = \"in/nordtel_4g_rsrp.tif\"\nformat = \"raster\"\noperator = \"nordtel\"") &&
                   Contains("technology = \"4G\"") && Contains("levels = { covered = \">=-105\" }"));
    CHECK_THAT(raster("c.tif", 0, 3, {0, 1, 3}), Contains("levels = { covered = [1, 3] }"));
    CHECK_THAT(raster("c.tif", 0, 90, {}), Contains("\n# levels"));
}

TEST_CASE("the operator of a file's name is its one word that says nothing else") {
    CHECK(cli::operator_in_name("in/Orange_4G_RSRP.tif") == "orange");
    CHECK(cli::operator_in_name("mobile-coverage.gpkg").empty());
    CHECK(cli::operator_in_name("orange_or_sfr_4G.gpkg").empty());
    CHECK(cli::operator_in_name("2024_couv_4G_data.gpkg").empty());
}

TEST_CASE("the unit of a map is named by its columns, its layer or its file") {
    const auto unit = [](const std::string& path, std::vector<std::pair<std::string, std::string>> guesses) {
        return cli::unit_of({path, {table(path, "territories", std::move(guesses), {})}});
    };
    CHECK(unit("ibiza_municipalities.geojson", {{"code", "id"}}) == "municipality");
    CHECK(unit("concelhos.gpkg", {{"code", "id"}}) == "concelho");
    CHECK(unit("a.gpkg", {{"code", "insee_com"}}) == "commune");
    CHECK(unit("a.gpkg", {{"code", "id"}}) == "territory");
}

TEST_CASE("parents are drafted with their names") {
    const DraftSource map{"c.gpkg", {table("c.gpkg", "territories", {{"code", "code"}}, {})}};
    const DraftSource join{
        "p.csv", {table("p.csv", "join", {{"code", "insee"}, {"parents.region", "r"}, {"parent_names.region", "r_nom"}}, {})}};
    CHECK_THAT(cli::territory_block(map, {join}, {}),
               Contains("parents = { region = { code = \"region\", name = \"region_name\" } }") &&
                   Contains("columns = { region = \"r\", region_name = \"r_nom\" }"));
}
