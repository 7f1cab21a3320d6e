// The job as a whole: what is asked and what comes out, what must hold between sections, and the public functions.
#include "read/job/job.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/error.hpp"
#include "core/process/byte_size.hpp"
#include "read/job/job_reading.hpp"
#include "read/job/job_toml.hpp"

namespace covmap::read {
namespace {

using Kind = JobNode::Kind;
// ---- market

void read_aliases(const JobNode& node, model::MarketSpec& spec, Reading& reading) {
    spec.aliases = read_lists(node, "aliases", reading.faults);
    for (const auto& [code, others] : spec.aliases) {
        const JobNode& at = *node.find(code);
        check_word(at, code, spec.operators, "a key of aliases", reading.faults);
        for (const std::string& other : others) {
            const auto [known, fresh] = reading.canon.emplace(other, code);
            if (!fresh && known->second != code)
                reading.faults.add(at,
                                   "«" + other + "» already stands for " + known->second + "; an alias belongs to one operator");
        }
    }
}

void read_market(const JobNode& node, Reading& reading) {
    JobFaults& faults = reading.faults;
    JobTable market(node, "[[market]]", faults);
    model::MarketSpec spec;
    spec.line = node.line;
    spec.kind = market.word("kind", kNetworkKinds, "mobile");
    if (const JobNode* where = market.find("where")) {
        spec.where = read_lists(*where, "where", faults);
        check_territory_kinds(*where, spec.where, "where", reading);
    }
    spec.operators = market.texts("operators");
    if (!market.has("operators")) faults.add(node, "[[market]] needs `operators`; write operators = [\"20801\", \"20810\"]");
    for (const std::string& code : spec.operators) {
        const auto [known, fresh] = reading.canon.emplace(code, code);
        if (!fresh && known->second != code)
            faults.add(*market.find("operators"), "«" + code + "» is an alias of " + known->second + "; name that one");
    }
    if (const JobNode* aliases = market.find("aliases")) read_aliases(*aliases, spec, reading);
    if (const JobNode* names = market.find("names")) {
        for (auto& [code, name] : read_pairs(*names, "names", faults)) {
            check_word(*names->find(code), code, spec.operators, "a key of names", faults);
            spec.names[code] = name;
        }
    }
    if (const JobNode* merged = market.find("merged")) {
        for (auto& [old, code] : read_pairs(*merged, "merged", faults)) {
            const JobNode& at = *merged->find(old);
            check_word(at, code, spec.operators, "merged." + old, faults);
            if (holds(spec.operators, old)) faults.add(at, "«" + old + "» is merged into " + code + "; take it out of operators");
            spec.merged[old] = code;
        }
    }
    market.not_yet("count", "operators are counted one by one");
    market.finish();
    const auto everywhere = [&](const model::MarketSpec& other) { return other.where.empty() && other.kind == spec.kind; };
    const auto other = std::find_if(reading.job.market.begin(), reading.job.market.end(), everywhere);
    if (spec.where.empty() && other != reading.job.market.end())
        faults.add(node, "two [[market]] hold everywhere (the other in line " + std::to_string(other->line) +
                             "); write where = { departement = [\"974\"] } in one");
    reading.job.market.push_back(std::move(spec));
}

// ---- output, only

/// 0 where it is none, which is reported.
std::uint64_t read_memory(const JobNode& node, JobFaults& faults) {
    std::optional<std::uint64_t> bytes;
    if (node.kind == Kind::text) bytes = core::parse_byte_size(node.text);
    if (node.kind == Kind::integer) bytes = core::parse_byte_size(std::to_string(node.integer));
    if (!bytes) faults.add(node, std::string("`memory` is an amount of memory, as in memory = \"1GiB\": ") + core::kByteSizes);
    return bytes.value_or(0);
}

void read_output(const JobNode& node, Reading& reading) {
    JobTable output(node, "[output]", reading.faults);
    model::OutputSpec& spec = reading.job.output;
    if (output.find("folder") != nullptr) spec.folder = output.text("folder");
    if (const JobNode* formats = output.find("formats")) {
        spec.formats = output.texts("formats");
        for (const std::string& format : spec.formats)
            check_word(*formats, format, {"csv", "xlsx", "geojson", "gpkg", "fgb", "tif", "pmtiles", "mbtiles", "html"},
                       "`formats`", reading.faults);
    }
    spec.crs = output.text("crs");
    spec.language = output.word("language", {"fr", "en"}, spec.language);
    spec.keep = output.word("keep", {"auto", "cells", "none"}, spec.keep);
    if (const JobNode* limit = output.find("keep_limit")) {
        if (const auto megabytes = read_count(*limit, "`keep_limit`", reading.faults)) spec.keep_limit_mb = *megabytes;
    }
    if (const JobNode* memory = output.find("memory")) spec.memory_bytes = read_memory(*memory, reading.faults);
    output.finish();
}

// ---- the whole

void read_version(JobTable& root, model::Job& job) {
    const JobNode* version = root.find("version");
    if (version == nullptr) return root.faults().add(1, "the job does not say its version; write version = 1 at the top");
    if (version->kind != Kind::integer || version->integer != 1)
        root.faults().add(*version, "this covmap reads jobs of version 1; write version = 1");
    job.version = 1;
}

}  // namespace

model::Job job_of(const JobNode& tree, const std::string& path, JobFaults& faults) {
    namespace fs = std::filesystem;
    Reading reading{{}, faults};
    reading.job.path = path;
    reading.job.folder = fs::path(path).has_parent_path() ? fs::path(path).parent_path().string() : ".";
    JobTable root(tree, "the job", faults);
    read_version(root, reading.job);
    reading.job.name = root.has("name") ? root.text("name") : fs::path(path).stem().string();
    root.find("name");
    const std::vector<const JobNode*> territories = tables_of(root, "territory", "[[territory]]");
    if (!root.has("territory")) faults.add(1, "the job has no territories; write one [[territory]] with source and columns");
    for (const JobNode* node : territories) read_territory(*node, reading);
    if (!root.has("demand")) faults.add(1, "the job has no demand; write one [[demand]] with source and attributes");
    for (const JobNode* node : tables_of(root, "demand", "[[demand]]")) read_demand(*node, reading);
    for (const JobNode* node : territories) check_reference(*node, reading);
    for (const JobNode* node : tables_of(root, "supply", "[[supply]]")) read_supply(*node, reading);
    for (const JobNode* node : tables_of(root, "market", "[[market]]")) read_market(*node, reading);
    add_preset_markets(reading);
    for (const JobNode* node : tables_of(root, "places", "[[places]]")) read_places(*node, reading);
    for (const JobNode* node : tables_of(root, "access", "[[access]]")) read_access(*node, reading);
    for (const JobNode* node : tables_of(root, "measurement", "[[measurement]]")) read_measurement(*node, reading);
    const std::vector<const JobNode*> indicators = tables_of(root, "indicator", "[[indicator]]");
    if (const JobNode* use = root.find("use")) read_sets(*use, reading);
    for (const JobNode* node : indicators) read_indicator(*node, reading);
    add_inclusion(root, reading);
    check_since(indicators, reading);
    check_combinations(indicators, reading);
    for (const JobNode* node : tables_of(root, "zones", "[[zones]]")) read_zones(*node, reading);
    add_inclusion_zones(root, reading);
    for (const JobNode* node : tables_of(root, "context", "[[context]]")) read_context(*node, reading);
    for (const JobNode* node : tables_of(root, "lines", "[[lines]]")) read_lines(*node, reading);
    for (const JobNode* node : tables_of(root, "index", "[[index]]")) read_index(*node, reading);
    if (const JobNode* minimum = root.table("publish_min")) read_publish_min(*minimum, reading);
    if (const JobNode* output = root.table("output")) read_output(*output, reading);
    if (const JobNode* only = root.table("only")) {
        reading.job.only = read_lists(*only, "[only]", faults);
        check_territory_kinds(*only, reading.job.only, "[only]", reading);
    }
    root.not_yet("tiles", "take it out");
    root.not_yet("rasters", "write output.formats = [\"csv\", \"tif\"]");
    root.finish();
    check_collisions(reading);
    return std::move(reading.job);
}

std::vector<JobFault> job_faults(const std::string& path, const std::vector<std::string>& set_overrides, model::Job* out) {
    JobFaults faults(path);
    std::optional<JobNode> root = toml_tree::parsed_tree(path, faults);
    if (!root) return faults.sorted();
    for (const std::string& given : set_overrides) toml_tree::apply_override(*root, given);
    try {
        model::Job job = job_of(*root, path, faults);
        if (out != nullptr) *out = std::move(job);
    } catch (const TooManyJobFaults&) {
        return faults.sorted();  // whose last line says so
    }
    return faults.sorted();
}

model::Job parse_job(const std::string& path, const std::vector<std::string>& set_overrides) {
    model::Job job;
    const std::vector<JobFault> faults = job_faults(path, set_overrides, &job);
    if (faults.empty()) return job;
    const bool usage = std::all_of(faults.begin(), faults.end(), [](const JobFault& f) { return f.line == 0; });
    const core::ErrorKind kind = usage ? core::ErrorKind::usage : core::ErrorKind::job;
    if (faults.size() == 1) throw core::Error(kind, faults.front().where, faults.front().what);
    std::string list = std::to_string(faults.size()) + " faults";
    for (const JobFault& fault : faults) list += "\n  " + fault.where + ": " + fault.what;
    throw core::Error(kind, path, list);
}

}  // namespace covmap::read
