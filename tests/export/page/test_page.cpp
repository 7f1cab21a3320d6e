// The files of the map page.
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "export/page/page.hpp"
#include "export/support/world.hpp"
#include "store/support/model.hpp"

using namespace covmap;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

model::Table whole() {
    model::Table t;
    t.name = t.unit = "all";
    t.columns = {tests::column("code", model::ColumnType::text), tests::column("name", model::ColumnType::text),
                 tests::column("population", model::ColumnType::quantity, 6)};
    t.columns[0].push(std::string("all"));
    t.columns[1].push(std::string("all"));
    t.columns[2].push(std::optional<std::int64_t>(107'500'000));
    return t;
}

model::Table departements() {
    model::Table t = whole();
    t.name = t.unit = "departement";
    t.columns[0].texts = {"01"};
    t.columns[1].texts = {"Ain"};
    return t;
}

model::Table operators() {
    model::Table t;
    t.name = "commune_operators";
    t.unit = "commune";
    t.kind = model::TableKind::longer;
    t.columns = {tests::column("code", model::ColumnType::text), tests::column("operator", model::ColumnType::text)};
    for (const char* code : {"01001", "75056", "75056"}) {
        t.columns[0].push(std::string(code));
        t.columns[1].push(std::string("20801"));
    }
    return t;
}

/// Alpha in 01, Béta in none, Gamma in 75; two zones in Alpha, the second in Gamma too.
struct Page {
    model::RunModel model = tests::full_model();
    std::vector<model::Table> tables{tests::communes(), operators(), departements(), whole(), tests::zones()};
    std::vector<model::ZoneSet> zones{1};
    tests::Scratch folder;

    Page() {
        model.frame.lattice.crs = "EPSG:4326";
        model::Column parent = tests::column("departement", model::ColumnType::text);
        for (const char* code : {"01", "", "75"}) parent.push(std::string(code));
        tables[0].columns.push_back(parent);
        zones[0].name = "no_4g";
        for (const double x : {5.0, 6.0}) {
            model::Zone& zone = zones[0].zones.emplace_back();
            zone.lon_lat = {x + 0.0000049, 46};
            zone.outline = {tests::square(x, 45.5, 0.5)};
            zone.parts.push_back({core::TerritoryId(0), {}});
        }
        zones[0].zones[1].parts.push_back({core::TerritoryId(2), {}});
    }

    [[nodiscard]] exports::PageContents contents() const {
        const exports::Spot alpha{{5.25, 46.25}, {5.123456, 46, 5.5, 46.5}}, gamma{{2.35, 48.85}, {2.25, 48.75, 2.5, 49}};
        const core::Text word{"un", "one"};
        return {model,
                tables,
                {{&tables[0], &tables[1], {"commune", "commune"}, {"communes", "communes"}, {alpha, std::nullopt, gamma}},
                 {&tables[2], nullptr, {"département", "department"}, {"départements", "departments"}, {alpha}},
                 {&tables[3], nullptr, {}, {}, {alpha}}},
                {{word, word},
                 {{"4G", "4G"}, word},
                 {{"aucune 4G", "no 4G at all"}, {}},
                 {{}, {"modélisé", "modelled"}},
                 {{"Sans 4G", "Without 4G"}},
                 {}},
                zones};
    }
    void write() const { exports::write_page(contents(), {}, folder.folder()); }
    [[nodiscard]] std::string text(const std::string& name) const { return tests::bytes_of(folder / name); }
    [[nodiscard]] json read(const std::string& name) const { return json::parse(text(name)); }
};

}  // namespace

TEST_CASE("page.json tells units, indicators, services, zones and where the map is") {
    const Page page;
    page.write();
    const json head = page.read("page.json");
    CHECK(head["format"] == 1);
    CHECK(head["unit"] == "commune");
    CHECK(
        head["units"] ==
        json::parse(
            R"([{"unit":"commune","label":{"fr":"commune","en":"commune"},"plural":{"fr":"communes","en":"communes"},"layer":"commune"},
        {"unit":"departement","label":{"fr":"département","en":"department"},"plural":{"fr":"départements","en":"departments"},"layer":"departement"}])"));
    CHECK(head["indicators"][0]["definition"]["en"] == "4G");
    CHECK(head["indicators"][0]["label_not"]["en"] == "no 4G at all");
    CHECK(head["indicators"][1]["label_not"].is_null());
    CHECK(head["indicators"][0]["group"]["en"] == "4G");
    CHECK(head["indicators"][0]["generation"] == 4);
    CHECK(head["indicators"][0]["nature"].is_null());
    CHECK(head["indicators"][1]["nature"]["fr"] == "modélisé");
    CHECK(head["indicators"][0]["since"] == false);
    CHECK(head["indicators"][1]["since"] == true);
    CHECK(head["operators"] ==
          json::parse(R"([{"code":"20801","name":"Orange"},{"code":"20810","name":"20810"},{"code":"64710","name":"64710"}])"));
    CHECK(head["services"] ==
          json::parse(R"([{"technology":"4G","service":"data","kind":"mobile","vintage":"","levels":["BC","CL"]},
        {"technology":"2G","service":"","kind":"mobile","vintage":"v","levels":[]}])"));
    CHECK(head["zones"][0]["rows"] == 2);
    CHECK(head["zones"][0]["file"] == "zones/no_4g.json");
    CHECK(head["bounds"] == json::parse("[2.25,46.0,5.5,49.0]"));
    CHECK(head["note"]["fr"] == "Couverture déclarée par les opérateurs ou modélisée, non mesurée");
    CHECK(head["population_source"] == "");  // the model's only inputs are supplies
    CHECK(head["sources"].size() == 1);
    CHECK(head["compare"].is_null());
    CHECK(page.text("page.json").find("\"all\":[[\"all\",\"all\",107.5]]") != std::string::npos);
}

TEST_CASE("page.json tells which maps end before the territories do, and how many people lie beyond them") {
    Page page;
    page.write();
    CHECK(page.read("page.json")["partial_maps"] == json::array());
    model::Claim claim;
    claim.operator_code = "20801";
    claim.technology = "4G";
    claim.service = "data";
    page.model.partial_maps = {{claim, "a.gpkg", 2, "population", 100'500'000, 40'250'000, true},
                               {claim, "a.gpkg", 2, "area_km2", 300'000'000, 6'000'000, false}};
    page.write();
    const json maps = page.read("page.json")["partial_maps"];
    REQUIRE(maps.size() == 2);
    CHECK(maps[0] == json::parse(R"({"operator":"20801","technology":"4G","service":"data","kind":"mobile","vintage":"",
        "measure":"population","total":100.5,"outside":40.25,"unknown":true})"));
    CHECK((maps[1]["total"] == 3 && maps[1]["outside"] == 0.06 && maps[1]["unknown"] == false));
}

TEST_CASE("territories far away whose people are not known stay out of the first view, others do not") {
    Page page;
    const auto first_view = [&](bool known) {
        exports::PageContents contents = page.contents();
        model::Column& people = page.tables[0].columns[2];
        REQUIRE(people.name == page.model.attributes.front().name);
        people.nulls = {false, true, !known};
        contents.units.front().spots[2] = exports::Spot{{9.5, 46.25}, {9, 46, 10, 46.5}};
        exports::write_page(contents, {}, page.folder.folder());
        return page.read("page.json")["bounds"];
    };
    CHECK(first_view(false) == json::parse("[5.12345,46.0,5.5,46.5]"));
    CHECK(first_view(true) == json::parse("[5.12345,46.0,10.0,46.5]"));
}

TEST_CASE("parts of a country oceans away are told beside the first view, by the parent that lies there") {
    Page page;
    exports::PageContents contents = page.contents();
    contents.units.front().spots[2] = exports::Spot{{55.5, -21.1}, {55.2, -21.4, 55.9, -20.8}};
    contents.units[1].spots = {exports::Spot{{55.5, -21.1}, {55.2, -21.4, 55.9, -20.8}}};
    exports::write_page(contents, {}, page.folder.folder());
    const json head = page.read("page.json");
    CHECK(head["bounds"] == json::parse("[5.12345,46.0,5.5,46.5]"));
    CHECK(head["elsewhere"] == json::parse(R"([{"name":{"fr":"Ain","en":"Ain"},"box":[55.2,-21.4,55.9,-20.8]}])"));
}

TEST_CASE("the towns of the most people name the map, and markets say who is licensed where") {
    Page page;
    page.model.territories.territories.resize(3);
    page.model.territories.territories[2].code = "75056";
    page.model.market_of = {0, 0, 1};
    page.model.markets = {{{"20801", "20810"}}, {{"64710"}}};
    page.write();
    const json head = page.read("page.json");
    CHECK(head["towns"] == json::parse(R"([["Alpha, la \"Grande\"",5.25,46.25],["Gamma",2.35,48.85]])"));
    CHECK(head["markets"] == json::parse(R"([["20801","20810"],["64710"]])"));
    CHECK(head["market_of"] == json::parse("[[2,0],[1,1]]"));
}

TEST_CASE("the legend has the classes and marks of the styles, as #rrggbb, for light and dark") {
    const Page page;
    page.write();
    const json legend = page.read("page.json")["legend"];
    REQUIRE(legend["missing"].size() == 8);
    CHECK(legend["missing"][0] ==
          json::parse(R"({"label":{"fr":"personne","en":"nobody"},"colour":"#eef3f8","dark":"#1c262f","from":0})"));
    CHECK(legend["missing"][7]["from"] == 50);
    CHECK(legend["missing"][7]["colour"] == "#521308");
    CHECK(legend["doubt_pct"] == 10);
    CHECK(legend["unknown_pct"] == 50);
    CHECK(legend["zone_white"]["colour"] == "#2d2f7a");
    for (const char* mark : {"doubt", "unknown", "empty", "secret", "zone_grey"}) CHECK(legend[mark].size() == 3);
}

TEST_CASE("communes are cut by their first parent, a blank one too, digit for digit as in the CSV") {
    const Page page;
    page.write();
    CHECK(page.text("tables/commune/01.json") ==
          "{\"rows\":[\n[\"01001\",\"Alpha, la "
          "\\\"Grande\\\"\",100.5,2.5,50.5,50,0,50.25,\"01\"]],\n\"operators\":[\n[\"01001\",\"20801\"]]}\n");
    CHECK(page.text("tables/commune/_.json") == "{\"rows\":[\n[\"2A004\",\"Béta\",0,1,0,0,0,null,\"\"]],\n\"operators\":[]}\n");
    CHECK(page.read("tables/commune/75.json")["operators"].size() == 2);
    CHECK(page.text("tables/commune/75.json").find(",7,0.00000001,0,0,7,0.00,") != std::string::npos);
    CHECK(page.text("tables/departement.json") == "{\"rows\":[\n[\"01\",\"Ain\",107.5]],\n\"operators\":[]}\n");
    CHECK(fs::exists(page.folder / "tables/all.json"));
}

TEST_CASE("search finds a place, and says so where the map does not hold it") {
    const Page page;
    page.write();
    const json search = page.read("search.json");
    CHECK(search["columns"] == json::parse(R"(["code","name","parent","lon","lat","w","s","e","n"])"));
    // The box holds the territory after rounding too.
    CHECK(search["rows"][0] == json::parse(R"(["01001","Alpha, la \"Grande\"","01",5.25,46.25,5.12345,46,5.5,46.5])"));
    CHECK(search["rows"][1] == json::parse(R"(["2A004","Béta","",null,null,null,null,null,null])"));
    CHECK(search["parents"] == json::parse(R"({"departement":[["01","Ain",5.25,46.25,5.12345,46,5.5,46.5]]})"));
}

TEST_CASE("zones come by rank with their boxes, and territories know theirs") {
    const Page page;
    page.write();
    const json zones = page.read("zones/no_4g.json");
    CHECK(zones["rows"].size() == 2);  // scattered people have no row
    CHECK(zones["rows"][1][1] == "Alpha 2");
    CHECK(zones["lonlat"] == json::parse("[[5,46],[6,46]]"));
    CHECK(zones["box"] == json::parse("[[5,45.5,5.5,46],[6,45.5,6.5,46]]"));
    CHECK(zones["territories"] == json::parse(R"({"01001":[1,2],"75056":[2]})"));
}

TEST_CASE("a comparison has its own tables") {
    const Page page;
    const model::Table before = tests::communes();
    exports::PageContents contents = page.contents();
    contents.compare = exports::PageComparison{"before", "2017-01-01", true, {{&before, nullptr, {}, {}, {}}}};
    exports::write_page(contents, {}, page.folder.folder());
    CHECK(page.read("page.json")["compare"] ==
          json::parse(
              R"({"name":"before","date":"2017-01-01","same_people":true,"same_scope":true,"market":null,"base":"compare/"})"));
    contents.compare->same_scope = false;
    contents.compare->market = exports::PageComparison::Market{{"Dune"}, {}};
    exports::write_page(contents, {}, page.folder.folder());
    CHECK(page.read("page.json")["compare"]["market"] == json::parse(R"({"here":["Dune"],"there":[]})"));
    CHECK(page.read("page.json")["compare"]["same_scope"] == false);
    CHECK(page.read("compare/tables/commune/_.json")["rows"].size() == 3);  // that table has no column of parents
}

TEST_CASE("assets stand where their paths say, byte for byte") {
    const Page page;
    const std::string bytes("\0\xff binary", 9);
    const std::vector<exports::PageAsset> assets = {{"assets/app.js", bytes}, {"index.html", "<!doctype html>"}};
    exports::write_page(page.contents(), assets, page.folder.folder());
    CHECK(page.text("assets/app.js") == bytes);
    CHECK(page.text("index.html") == "<!doctype html>");
}

TEST_CASE("nothing of a confidential source is on the page, nor any path or record") {
    const Page page;
    page.write();
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(page.folder.folder())) {
        if (!entry.is_regular_file()) continue;
        ++files;
        const std::string text = tests::bytes_of(entry.path().string());
        INFO(entry.path());
        for (const char* hidden : {"secret.", "Mme Durand", "2.35,48.85\"", "couv/", ".csv", ".gpkg", "e3b0c442", "/tmp"})
            CHECK(text.find(hidden) == std::string::npos);
    }
    CHECK(files == 8);
}

TEST_CASE("codes become names of files as browsers encode them") {
    CHECK(exports::file_name_of("2A004") == "2A004");
    CHECK(exports::file_name_of("") == "_");
    CHECK(exports::file_name_of("a/b c") == "a%2Fb%20c");
    CHECK(exports::file_name_of("é") == "%C3%A9");
    CHECK(exports::file_name_of("-_.!~*'()") == "-_.!~*'()");
}
