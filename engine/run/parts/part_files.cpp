#include "run/parts/part_files.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "core/error.hpp"
#include "run/base/retry.hpp"
#include "run/base/stop.hpp"
#include "run/parts/plan.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "store/swap_names.hpp"

namespace covmap::run {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kNamed = 10;

[[noreturn]] void refuse(const std::string& where, const std::string& what) {
    throw core::Error(core::ErrorKind::input, where, what);
}

/// Empty where all files are as the manifest says.
std::string fault_of(const store::PartManifest& manifest, const std::string& folder) {
    for (const store::HashedFile& file : manifest.files) {
        const std::string path = folder + "/" + file.name;
        std::error_code unseen;
        if (!fs::is_regular_file(path, unseen)) return file.name + " is missing";
        if (fs::file_size(path, unseen) != file.bytes) return file.name + " is cut off, or was changed";
        if (hash_file(path).sha256 != file.sha256) return file.name + " is damaged";
    }
    return {};
}

/// «part-…» folders that are finished, or copies of such.
std::vector<std::string> part_folders(const std::string& folder) {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        const auto holds = [&](const char* infix) { return name.find(infix) != std::string::npos; };
        if (entry.is_directory() && name.starts_with("part-") && !holds(store::kPartialInfix) && !holds(store::kOldInfix))
            names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// What stands in the folder of the parts.
class Standing {
public:
    Standing(const store::PartPlan& plan, const std::string& job_path, const std::string& folder)
        : m_plan(plan), m_job_path(job_path), m_folder(folder) {
        for (const std::string& name : part_folders(folder)) look_at(name);
    }

    std::vector<PartFiles> all() const {
        std::vector<unsigned> missing;
        for (unsigned part = 1; part <= m_plan.parts; ++part)
            if (!m_folders.contains(part)) missing.push_back(part);
        if (!missing.empty()) refuse_missing(missing);
        std::vector<std::string> faults(m_plan.parts);
        tbb::parallel_for(1U, m_plan.parts + 1, [&](unsigned part) {
            throw_if_cancelled();
            faults[part - 1] = fault_of(m_manifests.at(part), m_folder + "/" + m_folders.at(part));
        });
        std::vector<PartFiles> parts;
        for (unsigned part = 1; part <= m_plan.parts; ++part) {
            const std::string path = m_folder + "/" + m_folders.at(part);
            if (const std::string& fault = faults[part - 1]; !fault.empty())
                refuse(path, fault + "; remove the folder, and run the part again: " + command(part));
            parts.emplace_back(m_plan, part, path);
        }
        return parts;
    }

private:
    [[nodiscard]] std::string command(unsigned part) const { return command_of(m_job_path, part, m_plan.parts, m_folder); }

    void look_at(const std::string& name) {
        const std::string path = m_folder + "/" + name;
        const std::optional<store::PartManifest> manifest = store::read_part_manifest(path);
        unsigned part = 0;
        if (!manifest) {
            for (part = 1; part <= m_plan.parts && path != folder_of(m_folder, part, m_plan.parts); ++part) continue;
            refuse(path, "is damaged: its manifest.json is missing or cannot be read; remove the folder" +
                             (part <= m_plan.parts ? ", and run the part again: " + command(part) : std::string()));
        }
        part = manifest->part;
        if (manifest->plan != m_plan.fingerprint || manifest->parts != m_plan.parts || part == 0 || part > m_plan.parts)
            refuse(path, "is of another plan than " + m_folder + "/" + store::kPlanFile + ": part " + std::to_string(part) +
                             " of " + std::to_string(manifest->parts) + "; remove the folder" +
                             (part > 0 && part <= m_plan.parts && manifest->parts == m_plan.parts
                                  ? ", and run the part again: " + command(part)
                                  : std::string()));
        const auto [at, fresh] = m_folders.try_emplace(part, name);
        if (!fresh)
            refuse(path, "is part " + std::to_string(part) + ", and so is " + m_folder + "/" + at->second +
                             "; remove the one that is a copy");
        m_manifests.emplace(part, *manifest);
    }

    [[noreturn]] void refuse_missing(const std::vector<unsigned>& missing) const {
        std::string text = std::to_string(missing.size()) + " of " + std::to_string(m_plan.parts) +
                           (missing.size() == 1 ? " parts is missing: " : " parts are missing: ");
        for (std::size_t i = 0; i < std::min(kNamed, missing.size()); ++i)
            text += (i == 0 ? "" : ", ") + std::to_string(missing[i]);
        if (missing.size() > kNamed) text += " and " + std::to_string(missing.size() - kNamed) + " more";
        throw Retry(m_folder, text + "; wait for those that still run, or run them: " + command(missing.front()) +
                                  (missing.size() > 1 ? ", and so on" : ""));
    }

    const store::PartPlan& m_plan;
    std::string m_job_path, m_folder;
    std::map<unsigned, std::string> m_folders;
    std::map<unsigned, store::PartManifest> m_manifests;
};

}  // namespace

store::PartAbout PartFiles::about(std::size_t sweep, const ReadyDemand& ready) const {
    return {m_plan->fingerprint,
            m_part,
            sweep,
            ready.feeds.input.territories,
            sweep::signature_words(ready.feeds.input),
            ready.feeds.input.attributes + 1};
}

bool replays_cells(const ReadyDemand& ready) {
    const model::Job& job = ready.job;
    return !job.zones.empty() || !job.places.empty() || !job.lines.empty() || !ready.tests.empty() || ready.people;
}

CellsKept kept_in_parts(const ReadyDemand& ready) { return replays_cells(ready) ? CellsKept::always : ready.kept; }

std::size_t position_of(const store::PartPlan& plan, const DemandQuestion& question) {
    const auto same = [&](const store::PlannedSweep& sweep) {
        return sweep.unit == question.job.territory.unit && sweep.demand == question.number;
    };
    const auto at = std::find_if(plan.sweeps.begin(), plan.sweeps.end(), same);
    if (at == plan.sweeps.end()) refuse(store::kPlanFile, "knows nothing of the territories " + question.job.territory.unit);
    return static_cast<std::size_t>(at - plan.sweeps.begin());
}

void check_sweep(const store::PartPlan& plan, std::size_t sweep, const DemandQuestion& question, const ReadyDemand& ready) {
    const store::PlannedSweep& planned = plan.sweeps.at(sweep);
    const sweep::SweepInput& input = ready.feeds.input;
    if (sweep == position_of(plan, question) && planned.frame.lattice == input.frame.lattice &&
        planned.frame.cells == input.frame.cells && planned.territories == input.territories && planned.bits == input.bits &&
        planned.attributes == input.attributes)
        return;
    refuse(
        question.job.demand.source.given,
        "and the other inputs are not what they were when the run was planned; remove the folder of the parts and plan the job "
        "again");
}

bool is_sound_part(const store::PartPlan& plan, unsigned part, const std::string& folder) {
    const std::optional<store::PartManifest> manifest = store::read_part_manifest(folder);
    return manifest && manifest->plan == plan.fingerprint && manifest->part == part && manifest->parts == plan.parts &&
           fault_of(*manifest, folder).empty();
}

std::vector<PartFiles> sound_parts(const store::PartPlan& plan, const std::string& job_path, const std::string& folder) {
    return Standing(plan, job_path, folder).all();
}

}  // namespace covmap::run
