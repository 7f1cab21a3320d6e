#include "store/parts/part_plan.hpp"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/error.hpp"
#include "store/bytes/output_file.hpp"
#include "store/bytes/unfinished_file.hpp"
#include "store/model_json.hpp"
#include "store/tally_model.hpp"

namespace covmap::store {

namespace {

constexpr const char* kPlanFormat = "covmap-plan";
constexpr int kPartsVersion = 1;

Json files_json(const std::vector<HashedFile>& files) {
    return array_json(files, [](const HashedFile& file) {
        return Json{{"path", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}};
    });
}

std::vector<HashedFile> files_of(const nlohmann::json& json) {
    return tally::items<HashedFile>(json, [](const nlohmann::json& file) {
        return HashedFile{tally::text(file, "path"), file.at("bytes").get<std::uint64_t>(), tally::text(file, "sha256")};
    });
}

Json plan_json(const PartPlan& plan) {
    const Json sweeps = array_json(plan.sweeps, [](const PlannedSweep& sweep) {
        return Json{{"unit", sweep.unit},
                    {"demand", sweep.demand},
                    {"frame", frame_json(sweep.frame)},
                    {"territories", sweep.territories},
                    {"bits", sweep.bits},
                    {"attributes", sweep.attributes},
                    {"rows", sweep.rows},
                    {"bounded", array_json(sweep.bounded, [](const model::Claim& c) {
                         return Json::array({c.operator_code, c.technology, c.service, c.kind, c.nature, c.vintage});
                     })}};
    });
    return {{"format", kPlanFormat},
            {"version", kPartsVersion},
            {"parts", plan.parts},
            {"job_sha256", plan.job_sha256},
            {"strict", plan.strict},
            {"strict_codes", plan.strict_codes},
            {"allow_unknown", plan.allow_unknown},
            {"versions", plan.versions},
            {"inputs", files_json(plan.inputs)},
            {"sweeps", sweeps}};
}

PartPlan plan_of(const nlohmann::json& json) {
    PartPlan plan;
    plan.fingerprint = tally::text(json, "fingerprint");
    plan.job_given = tally::text(json.at("job"), "given");
    plan.job_path = tally::text(json.at("job"), "path");
    plan.sets = tally::texts(json.at("job"), "set");
    json.at("parts").get_to(plan.parts);
    plan.job_sha256 = tally::text(json, "job_sha256");
    json.at("strict").get_to(plan.strict);
    plan.strict_codes = tally::texts(json, "strict_codes");
    json.at("allow_unknown").get_to(plan.allow_unknown);
    json.at("versions").get_to(plan.versions);
    plan.inputs = files_of(json.at("inputs"));
    plan.sweeps = tally::items<PlannedSweep>(json.at("sweeps"), [](const nlohmann::json& sweep) {
        PlannedSweep one;
        one.unit = tally::text(sweep, "unit");
        sweep.at("demand").get_to(one.demand);
        one.frame = tally::frame(sweep.at("frame"));
        sweep.at("territories").get_to(one.territories);
        sweep.at("bits").get_to(one.bits);
        sweep.at("attributes").get_to(one.attributes);
        sweep.at("rows").get_to(one.rows);
        one.bounded = tally::items<model::Claim>(sweep.at("bounded"), [](const nlohmann::json& c) {
            const auto words = c.get<std::vector<std::string>>();
            return model::Claim{words.at(0), words.at(1), words.at(2), words.at(3), words.at(4), words.at(5)};
        });
        return one;
    });
    return plan;
}

void write_text(const std::string& text, const std::string& path) {
    OutputFile out(path);
    out.append(text + "\n");
    out.close();
}

/// Null where there is no such file; discarded where it is no JSON.
nlohmann::json json_of(const std::string& path) {
    std::error_code unseen;
    if (!std::filesystem::is_regular_file(path, unseen)) return nullptr;
    std::ifstream in(path, std::ios::binary);
    return nlohmann::json::parse(in, nullptr, false);
}

[[noreturn]] void no_plan(const std::string& path, const std::string& why) {
    throw core::Error(core::ErrorKind::input, path, why + "; remove the folder, or name another one, and plan the job again");
}

}  // namespace

std::string job_text(const model::Job& job) { return dumped(job_json(job), -1); }

std::string plan_text(const PartPlan& plan) { return dumped(plan_json(plan), -1); }

void write_plan(const PartPlan& plan, const std::string& path) {
    Json json = plan_json(plan);
    json["job"] = {{"given", plan.job_given}, {"path", plan.job_path}, {"set", plan.sets}};
    json["fingerprint"] = plan.fingerprint;
    UnfinishedFile file(path);
    write_text(dumped(json, 1), file.path());
    file.keep();
}

std::optional<PartPlan> read_plan(const std::string& path) {
    const nlohmann::json json = json_of(path);
    if (json.is_null()) return std::nullopt;
    if (!json.is_object() || json.value("format", nlohmann::json()) != kPlanFormat) no_plan(path, "is not a plan of covmap");
    if (json.value("version", nlohmann::json()) != kPartsVersion) no_plan(path, "is a plan of another version of covmap");
    try {
        PartPlan plan = plan_of(json);
        for (const PlannedSweep& sweep : plan.sweeps)
            if (sweep.rows.size() != plan.parts || plan.parts == 0)
                no_plan(path, "is damaged (its rows are not those of its parts)");
        return plan;
    } catch (const std::out_of_range& error) {
        no_plan(path, std::string("is damaged (") + error.what() + ")");
    } catch (const nlohmann::json::exception& error) {
        no_plan(path, std::string("is damaged (") + error.what() + ")");
    }
}

void write_part_manifest(const PartManifest& manifest, const std::string& folder) {
    Json names = Json::array({"manifest.json"});
    for (const HashedFile& file : manifest.files) names.push_back(file.name);
    const Json json = {{"format", kPartFormat},
                       {"version", kPartsVersion},
                       {"plan", manifest.plan},
                       {"part", manifest.part},
                       {"parts", manifest.parts},
                       {"files", std::move(names)},
                       {"hashes", files_json(manifest.files)}};
    write_text(dumped(json, 1), folder + "/manifest.json");
}

std::optional<PartManifest> read_part_manifest(const std::string& folder) {
    const nlohmann::json json = json_of(folder + "/manifest.json");
    if (!json.is_object() || json.value("format", nlohmann::json()) != kPartFormat ||
        json.value("version", nlohmann::json()) != kPartsVersion)
        return std::nullopt;
    try {
        return PartManifest{tally::text(json, "plan"), json.at("part").get<unsigned>(), json.at("parts").get<unsigned>(),
                            files_of(json.at("hashes"))};
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;  // a damaged manifest is as none
    }
}

}  // namespace covmap::store
