#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "export/formats/run_crate.hpp"
#include "export/support/world.hpp"

using namespace covmap;
using tests::Scratch;

namespace {

nlohmann::json written(const model::RunModel& model, const std::vector<store::HashedFile>& files) {
    const Scratch scratch;
    const model::Table communes = tests::communes();
    exports::write_run_crate(model, {&communes}, files, scratch / exports::kCrateFile);
    return nlohmann::json::parse(tests::bytes_of(scratch / exports::kCrateFile))["@graph"];
}

model::RunModel small_run() {
    model::RunModel model;
    model.job.name = "brume";
    model.job.path = "job.toml";
    model.job.output.language = "en";
    model.date = "2025-01-01";
    model.versions = {{"covmap", "1.2"}, {"gdal", "3.6.2"}};
    model::InputFile job, demand;
    job.role = "job";
    job.path = "job.toml";
    demand.role = "demand";
    demand.path = "squares.csv";
    demand.sha256 = "ef";
    demand.bytes = 7;
    demand.info = {"Squares", "The office", "2024-01-01", "ODbL", "https://example.org", false};
    model.inputs = {job, demand};
    return model;
}

const nlohmann::json& entity(const nlohmann::json& graph, const std::string& id) {
    for (const nlohmann::json& one : graph)
        if (one["@id"] == id) return one;
    throw std::runtime_error("no entity " + id);
}

}  // namespace

TEST_CASE("a run is an action of covmap on its inputs, with every file as a result") {
    const auto graph = written(small_run(), {{"commune.csv", 12, "ab"}, {"html/a b.js", 3, "cd"}});
    CHECK(entity(graph, "ro-crate-metadata.json")["about"]["@id"] == "./");
    const auto& root = entity(graph, "./");
    CHECK(root["conformsTo"]["@id"] == "https://w3id.org/ro/wfrun/process/0.5");
    CHECK(root["datePublished"] == "2025-01-01");
    CHECK(root["hasPart"].size() == 4);
    const auto& run = entity(graph, root["mentions"]["@id"].get<std::string>());
    CHECK(run["@type"] == "CreateAction");
    CHECK(run["result"] == root["hasPart"]);
    CHECK(entity(graph, run["instrument"]["@id"].get<std::string>())["softwareVersion"] == "1.2");
    CHECK(run["object"].size() == 2);
    const auto& demand = entity(graph, run["object"][1]["@id"].get<std::string>());
    CHECK(demand["sha256"] == "ef");
    CHECK(demand["license"] == "ODbL");
}

TEST_CASE("a file has its size, hash and media type, a table its title; names are written as identifiers") {
    const auto graph = written(small_run(), {{"commune.csv", 12, "ab"}, {"html/a b.js", 3, "cd"}});
    const auto& table = entity(graph, "commune.csv");
    CHECK(table["contentSize"] == "12");
    CHECK(table["sha256"] == "ab");
    CHECK(table["encodingFormat"] == "text/csv");
    CHECK(table["description"] == tests::communes().title.en);
    CHECK(entity(graph, "html/a%20b.js")["name"] == "html/a b.js");
    CHECK_FALSE(entity(graph, "manifest.json").contains("sha256"));
}

TEST_CASE("the crate's licence is the strictest of the sources") {
    CHECK(entity(written(small_run(), {}), "#licence")["name"] == "ODbL");
    CHECK(entity(written(small_run(), {}), "#licence")["description"] == "share-alike");
    model::RunModel silent = small_run();
    silent.inputs.pop_back();
    CHECK(entity(written(silent, {}), "#licence")["name"] == "not said by the sources");
}
