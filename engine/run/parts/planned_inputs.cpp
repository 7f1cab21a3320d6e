#include "run/parts/planned_inputs.hpp"

#include <algorithm>
#include <filesystem>

#include "core/error.hpp"
#include "model/job/each_share.hpp"
#include "run/base/retry.hpp"
#include "run/prepare/split_job.hpp"

namespace covmap::run {

namespace fs = std::filesystem;

namespace {

void add_files(const std::vector<const model::Source*>& sources, std::map<std::string, std::string>& files) {
    for (auto& [shown, disk] : files_of_sources(sources)) files[shown] = disk;
}

/// By the name that the manifest gives them: where they are.
std::map<std::string, std::string> planned_files(const model::Job& job) {
    std::map<std::string, std::string> files;
    for (std::size_t d = 0; d <= job.other_demands.size(); ++d) {
        const model::Job one = of_demand(job, d);
        add_files(swept_sources(one), files);
    }
    for (const model::TerritorySpec& territory : job.other_territories) {
        const model::Job one = of_territories(job, territory);
        add_files(swept_sources(one), files);
    }
    std::vector<const model::Source*> others;
    for (const model::MeasurementSpec& measurement : job.measurement) others.push_back(&measurement.source);
    for (const model::ContextSpec& context : job.context) others.push_back(&context.source);
    for (const model::IndexSpec& index : job.index)
        for (const model::CriterionSpec* criterion : model::leaves_of(index))
            if (criterion->source) others.push_back(&*criterion->source);
    model::each_share(
        job, [&](const model::ShareSpec& share, const model::ShareColumnSpec&, std::size_t) { others.push_back(&share.source); });
    add_files(others, files);
    return files;
}

[[noreturn]] void changed(const std::string& name) {
    throw core::Error(core::ErrorKind::input, name,
                      "has changed since the run was planned, so that parts would not fit together; put the file back, or remove "
                      "the folder of the parts and plan the job again");
}

}  // namespace

std::vector<store::HashedFile> hash_planned(const model::Job& job) {
    std::map<std::string, FileHash> by_disk;
    std::vector<store::HashedFile> inputs;
    for (const auto& [shown, disk] : planned_files(job)) {
        const auto [at, fresh] = by_disk.try_emplace(disk);
        if (fresh) at->second = hash_file(disk);
        inputs.push_back({shown, at->second.bytes, at->second.sha256});
    }
    return inputs;
}

void check_sizes(const store::PartPlan& plan, const model::Job& job) {
    const std::map<std::string, std::string> files = planned_files(job);
    for (const store::HashedFile& input : plan.inputs) {
        const auto file = files.find(input.name);
        std::error_code unseen;
        if (file == files.end() || !fs::exists(file->second, unseen))
            throw Retry(input.name, "cannot be reached now" + (unseen ? " (" + unseen.message() + ")" : std::string()) +
                                        "; run the part again once it can");
        if (fs::is_directory(file->second, unseen)) continue;  // of several files: their hash tells
        if (fs::file_size(file->second, unseen) != input.bytes || unseen) changed(input.name);
    }
}

void check_hashes(const store::PartPlan& plan, const model::Job& job, const std::map<std::string, FileHash>& hashes) {
    for (const auto& [name, hash] : hashes) {
        if (name == job_name(job)) continue;
        const auto known =
            std::find_if(plan.inputs.begin(), plan.inputs.end(), [n = &name](const auto& i) { return i.name == *n; });
        if (known == plan.inputs.end() || known->sha256 != hash.sha256) changed(name);
    }
}

}  // namespace covmap::run
