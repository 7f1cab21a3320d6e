#include "run/resilience/losses_of_sites.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "measure/loss/run_loss.hpp"
#include "run/base/named_standard.hpp"
#include "run/resilience/resilience_parts.hpp"
#include "store/standing_run.hpp"
#include "store/tally_file.hpp"

namespace covmap::run {

namespace {

using core::Error;
using core::ErrorKind;

bool is_list_of_sites(const model::SupplySpec& supply) {
    return supply.format == model::SupplyFormat::sites && (supply.kind == "mobile" || supply.kind == "fixed");
}

std::map<std::string, std::string> hashes_of(const model::RunModel& model) {
    std::map<std::string, std::string> hashes;
    for (const model::InputFile& input : model.inputs)
        if (input.role == "demand" || input.role.starts_with("territory") || input.role.starts_with("supply"))
            hashes.emplace(input.role + " " + input.path, input.sha256);
    return hashes;
}

/// Whether an indicator that no supply answers ends the run may have been said to the command alone.
std::vector<model::IndicatorSpec> without_allowances(std::vector<model::IndicatorSpec> indicators) {
    for (model::IndicatorSpec& indicator : indicators) {
        indicator.allow_unknown = false;
        indicator.operands = without_allowances(std::move(indicator.operands));
    }
    return indicators;
}

/// Both jobs as their tallies keep them.
void refuse_other_inputs(const model::RunModel& before, const model::RunModel& after, const std::string& run) {
    const auto then = hashes_of(before), now = hashes_of(after);
    for (const auto& [name, sha256] : then) {
        const auto found = now.find(name);
        if (found == now.end() || found->second != sha256)
            throw Error(ErrorKind::input, name.substr(name.find(' ') + 1),
                        "is no longer what the run " + run + " has read; run the job again, then ask again");
    }
    const model::Job &a = before.job, &b = after.job;
    if (a.demand != b.demand || a.territory != b.territory || a.supply != b.supply || a.market != b.market || a.only != b.only ||
        without_allowances(a.indicator) != without_allowances(b.indicator))
        throw Error(ErrorKind::input, run, "was made by another job than its job file holds now; run that again, then ask again");
}

void refuse_nothing_lost(const LostSites& lost, const std::string& words) {
    const std::vector<std::string> missed = lost.not_met();
    if (!missed.empty()) {
        constexpr std::size_t kShown = 5;
        std::string names;
        for (std::size_t i = 0; i < std::min(missed.size(), kShown); ++i) names += (i == 0 ? "" : ", ") + missed[i];
        if (missed.size() > kShown) names += " and " + std::to_string(missed.size() - kShown) + " more";
        throw Error(ErrorKind::usage, "--lose",
                    "of the " + std::to_string(lost.asked()) + " sites of the job none is meant by " + names);
    }
    if (lost.taken() == 0)
        throw Error(ErrorKind::usage, "--lose",
                    words + " holds none of the " + std::to_string(lost.asked()) + " sites of the job");
}

}  // namespace

std::string job_file_of(const std::string& run) {
    const std::string path = store::standing_run(run) + "/manifest.json";
    std::ifstream file(path);
    const auto manifest = nlohmann::json::parse(file, nullptr, false);
    const auto job = manifest.is_object() ? manifest.find("job") : manifest.end();
    if (!manifest.is_object() || job == manifest.end() || !job->is_object() || !job->contains("path") ||
        !(*job)["path"].is_string())
        throw Error(ErrorKind::input, path, "does not say which job file the run is of; name it with --job");
    std::string name = (*job)["path"].get<std::string>();
    if (!std::filesystem::exists(name))
        throw Error(ErrorKind::input, name, "is the job file of the run " + run + " and is not here; name it with --job");
    return name;
}

model::Job job_without_sites(model::Job job) {
    if (std::none_of(job.supply.begin(), job.supply.end(), is_list_of_sites))
        throw Error(
            ErrorKind::job, job.path,
            "has no [[supply]] of format \"sites\": nothing says which claims hang on which site; ask --lose operator=CODE");
    job.other_territories.clear();
    job.zones.clear();
    job.places.clear();
    job.context.clear();
    job.index.clear();
    job.lines.clear();
    job.measurement.clear();
    job.output.formats = {"csv"};
    job.output.keep = "none";
    return job;
}

Resilience losses_of_sites(const ResilienceOptions& options, const std::string& after, const LostSites& lost,
                           const std::string& words) {
    refuse_nothing_lost(lost, words);
    OpenedResilience opened = open_resilience(options);
    Resilience& found = opened.found;
    const store::TallyFile without = store::open_tally(after + "/tally.covt");
    refuse_other_inputs(found.model, without.model, found.folder);
    measure::OperatorLoss loss{{found.standard, {}}, {}, words};
    loss.territories = measure::losses_between({found.model, *opened.tally}, {without.model, *without.reader}, found.standard);
    found.sites_lost = lost.taken();
    found.sites = lost.asked();
    add_loss(found, std::move(loss));
    conclude(found);
    return std::move(opened.found);
}

}  // namespace covmap::run
