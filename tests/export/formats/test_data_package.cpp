#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "export/formats/csv.hpp"
#include "export/formats/data_package.hpp"
#include "export/support/world.hpp"

using namespace covmap;
using tests::Scratch;

namespace {

model::Column texts(const std::string& name, const std::vector<std::string>& values) {
    model::Column column;
    column.name = name;
    for (const std::string& value : values) column.push(value);
    return column;
}

model::Table table(const std::string& name, const std::string& unit, std::vector<model::Column> columns) {
    model::Table made;
    made.name = name;
    made.unit = unit;
    made.kind = name == unit ? model::TableKind::wide : model::TableKind::longer;
    made.columns = std::move(columns);
    return made;
}

nlohmann::json written(const std::vector<const model::Table*>& tables, const std::vector<store::HashedFile>& files,
                       const std::string& language = "en") {
    const Scratch scratch;
    model::RunModel model;
    model.job.name = "Brume 2025: été";
    model.job.output.language = language;
    model.date = "2025-01-01";
    model::InputFile input;
    input.role = "demand";
    input.info = {"Squares", "The office", "2024-01-01", "CC0-1.0", "https://example.org", false};
    model.inputs = {input, input};
    exports::write_data_package(model, tables, files, scratch / "datapackage.json");
    return nlohmann::json::parse(tests::bytes_of(scratch / "datapackage.json"));
}

}  // namespace

TEST_CASE("a data package names each table that was written, with types, units, labels in both languages and its hash") {
    const model::Table communes = tests::communes(), counts = tests::counts();
    const auto package = written({&communes, &counts}, {{"commune.csv", 12, "ab"}, {"other.csv", 1, "cd"}}, "fr");
    CHECK(package["name"] == "brume-2025-t");
    CHECK(package["title"] == "Brume 2025: été");
    CHECK(package["created"] == "2025-01-01T00:00:00Z");
    CHECK(package["licenses"].size() == 1);
    REQUIRE(package["sources"].size() == 1);
    CHECK(package["sources"][0]["title"] == "The office, Squares");
    REQUIRE(package["resources"].size() == 1);
    const auto& resource = package["resources"][0];
    CHECK(resource["path"] == "commune.csv");
    CHECK(resource["bytes"] == 12);
    CHECK(resource["hash"] == "sha256:ab");
    const auto& fields = resource["schema"]["fields"];
    REQUIRE(fields.size() == communes.columns.size());
    CHECK(fields[0]["name"] == "code");
    CHECK(fields[0]["type"] == "string");
    CHECK(fields[2]["type"] == "number");
    CHECK(fields[2]["title"] == communes.columns[2].label.fr);
    CHECK(fields[2]["labels"]["en"] == communes.columns[2].label.en);
    CHECK(fields.back()["constraints"]["maximum"] == 100);
    CHECK(resource["schema"]["primaryKey"] == nlohmann::json({"code"}));
}

TEST_CASE("a key is made of the columns that tell rows apart; names and columns with blanks are none") {
    CHECK(exports::key_of(table("a", "a", {texts("code", {"1", "2"}), texts("name", {"x", "x"})})) ==
          std::vector<std::string>{"code"});
    CHECK(exports::key_of(table("b", "a",
                                {texts("code", {"1", "1", "2"}), texts("name", {"x", "x", "y"}), texts("parent", {"", "", ""}),
                                 texts("operator", {"A", "B", "A"})})) == std::vector<std::string>{"code", "operator"});
    CHECK(exports::key_of(table("c", "a", {texts("code", {"1", "1"}), texts("operator", {"A", "A"})})).empty());
    CHECK(exports::key_of(table("d", "a", {texts("code", {})})).empty());
}

TEST_CASE("a column that holds the codes of another table refers to it, where each of its values is there") {
    const model::Table communes = table("commune", "commune", {texts("code", {"1", "2"}), texts("departement", {"A", "A"})});
    const model::Table departements = table("departement", "departement", {texts("code", {"A"})});
    const model::Table operators =
        table("commune_operators", "commune", {texts("code", {"1", "1"}), texts("operator", {"x", "y"})});
    const model::Table regions = table("region", "region", {texts("code", {"B"})});
    const model::Table odd = table("odd", "none", {texts("region", {"B", ""})});
    std::vector<store::HashedFile> files;
    for (const char* name : {"commune", "departement", "commune_operators", "region", "odd"})
        files.push_back({std::string(name) + ".csv", 1, "00"});
    const auto package = written({&communes, &departements, &operators, &regions, &odd}, files);
    const auto keys = [&](std::size_t at) {
        return package["resources"][at]["schema"].value("foreignKeys", nlohmann::json::array());
    };
    REQUIRE(keys(0).size() == 1);
    CHECK(keys(0)[0]["fields"] == nlohmann::json({"departement"}));
    CHECK(keys(0)[0]["reference"]["resource"] == "departement");
    REQUIRE(keys(2).size() == 1);
    CHECK(keys(2)[0]["fields"] == nlohmann::json({"code"}));
    CHECK(keys(2)[0]["reference"]["resource"] == "commune");
    CHECK(keys(4).empty());
}
