#include "export/formats/run_crate.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>

#include "model/licence.hpp"
#include "store/bytes/output_file.hpp"

namespace covmap::exports {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kProfile = "https://w3id.org/ro/wfrun/process/0.5";
constexpr const char* kCrate = "https://w3id.org/ro/crate/1.1";
constexpr const char* kProgram = "#covmap";
constexpr const char* kAction = "#run";
constexpr const char* kLicence = "#licence";

Json reference(const std::string& id) { return {{"@id", id}}; }

Json references(const std::vector<Json>& entities) {
    Json out = Json::array();
    for (const Json& entity : entities) out.push_back(reference(entity["@id"].get<std::string>()));
    return out;
}

/// A path as an identifier: all but what RFC 3986 leaves as it is in a path is written as %XX.
std::string path_id(const std::string& path) {
    constexpr std::string_view kPlain = "-._~/";
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string id;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || kPlain.find(c) != std::string_view::npos)
            id += c;
        else
            id += std::string{'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
    return id;
}

std::string media_type(const std::string& name) {
    static const std::map<std::string, std::string> types{
        {"csv", "text/csv"},
        {"csvt", "text/plain"},
        {"json", "application/json"},
        {"geojson", "application/geo+json"},
        {"fgb", "application/flatgeobuf"},
        {"gpkg", "application/geopackage+sqlite3"},
        {"qgz", "application/zip"},
        {"qml", "application/xml"},
        {"qmd", "application/xml"},
        {"qlr", "application/xml"},
        {"tif", "image/tiff"},
        {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {"pmtiles", "application/vnd.pmtiles"},
        {"mbtiles", "application/vnd.sqlite3"},
        {"html", "text/html"},
        {"js", "text/javascript"},
        {"css", "text/css"},
        {"txt", "text/plain"},
    };
    const std::size_t dot = name.find_last_of('.');
    const auto found = dot == std::string::npos ? types.end() : types.find(name.substr(dot + 1));
    return found == types.end() ? "application/octet-stream" : found->second;
}

Json file_entity(const std::string& name) {
    return {{"@id", path_id(name)}, {"@type", "File"}, {"name", name}, {"encodingFormat", media_type(name)}};
}

/// What the run wrote; of CSVs with the title of their table.
std::vector<Json> result_entities(const model::RunModel& model, const std::vector<const model::Table*>& tables,
                                  const std::vector<store::HashedFile>& files) {
    std::map<std::string, std::string> titles;
    for (const model::Table* table : tables) titles[table->name + ".csv"] = table->title.in(model.job.output.language);
    std::vector<Json> entities;
    for (const store::HashedFile& file : files) {
        Json entity = file_entity(file.name);
        if (const auto title = titles.find(file.name); title != titles.end() && !title->second.empty())
            entity["description"] = title->second;
        entity["contentSize"] = std::to_string(file.bytes);
        entity["sha256"] = file.sha256;
        entities.push_back(std::move(entity));
    }
    Json manifest = file_entity("manifest.json"), timings = file_entity("timings.json");
    manifest["description"] = "what was read, done and checked; the hashes of all other files";
    timings["description"] = "what the run cost on one machine, at one time";
    entities.push_back(std::move(manifest));
    entities.push_back(std::move(timings));
    return entities;
}

/// What the run read: not parts of the crate, told by their hashes.
std::vector<Json> input_entities(const model::RunModel& model) {
    std::vector<Json> entities;
    for (const model::InputFile& input : model.inputs) {
        const model::SourceInfo& info = input.info;
        Json entity{{"@id", "#input-" + std::to_string(entities.size() + 1)},
                    {"@type", "CreativeWork"},
                    {"name", input.path},
                    {"description", input.role},
                    {"contentSize", std::to_string(input.bytes)},
                    {"sha256", input.sha256}};
        if (!info.title.empty()) entity["alternateName"] = info.title;
        if (!info.publisher.empty()) entity["creditText"] = info.publisher;
        if (!info.date.empty()) entity["datePublished"] = info.date;
        if (!info.licence.empty()) entity["license"] = info.licence;
        if (!info.url.empty()) entity["url"] = info.url;
        entities.push_back(std::move(entity));
    }
    return entities;
}

std::string version_of(const model::RunModel& model, const std::string& name) {
    const auto found = model.versions.find(name);
    return found == model.versions.end() ? "" : found->second;
}

/// covmap and the libraries that it counted with.
std::vector<Json> program_entities(const model::RunModel& model) {
    std::vector<Json> libraries;
    for (const auto& [name, version] : model.versions)
        if (name != "covmap")
            libraries.push_back(
                {{"@id", "#" + name}, {"@type", "SoftwareApplication"}, {"name", name}, {"softwareVersion", version}});
    Json program{{"@id", kProgram},
                 {"@type", "SoftwareApplication"},
                 {"name", "covmap"},
                 {"softwareVersion", version_of(model, "covmap")},
                 {"softwareRequirements", references(libraries)}};
    std::vector<Json> entities{std::move(program)};
    entities.insert(entities.end(), libraries.begin(), libraries.end());
    return entities;
}

/// The strictest licence of the sources: what may be done with the results.
Json licence_entity(const model::RunModel& model) {
    std::vector<std::string> names;
    for (const model::InputFile& input : model.inputs) names.push_back(input.info.licence);
    const model::StrictestLicence strictest = model::strictest_licence(names);
    return {{"@id", kLicence},
            {"@type", "CreativeWork"},
            {"name", strictest.licence.empty() ? "not said by the sources" : strictest.licence},
            {"description", model::terms_text(strictest.terms).in(model.job.output.language)}};
}

}  // namespace

void write_run_crate(const model::RunModel& model, const std::vector<const model::Table*>& tables,
                     const std::vector<store::HashedFile>& files, const std::string& path) {
    const std::vector<Json> results = result_entities(model, tables, files), inputs = input_entities(model);
    const std::string name = model.job.name.empty() ? "run" : model.job.name;
    Json graph = Json::array();
    graph.push_back(
        {{"@id", kCrateFile}, {"@type", "CreativeWork"}, {"conformsTo", reference(kCrate)}, {"about", reference("./")}});
    graph.push_back({{"@id", "./"},
                     {"@type", "Dataset"},
                     {"conformsTo", reference(kProfile)},
                     {"name", name},
                     {"description", "A run of covmap: who is covered by which networks, with the accounts of every number"},
                     {"datePublished", model.date},
                     {"license", reference(kLicence)},
                     {"hasPart", references(results)},
                     {"mentions", reference(kAction)}});
    graph.push_back({{"@id", kProfile}, {"@type", "CreativeWork"}, {"name", "Process Run Crate"}, {"version", "0.5"}});
    graph.push_back({{"@id", kAction},
                     {"@type", "CreateAction"},
                     {"name", "covmap run " + name},
                     {"description", "covmap run " + model.job.path},
                     {"actionStatus", reference("http://schema.org/CompletedActionStatus")},
                     {"instrument", reference(kProgram)},
                     {"object", references(inputs)},
                     {"result", references(results)}});
    graph.push_back(licence_entity(model));
    for (const std::vector<Json>& entities : {program_entities(model), inputs, results})
        for (const Json& entity : entities) graph.push_back(entity);
    const Json crate{{"@context", {std::string(kCrate) + "/context", "https://w3id.org/ro/terms/workflow-run/context"}},
                     {"@graph", std::move(graph)}};
    store::OutputFile out(path);
    out.append(crate.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
    out.close();
}

}  // namespace covmap::exports
