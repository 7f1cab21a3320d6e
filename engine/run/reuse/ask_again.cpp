#include "run/reuse/ask_again.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/error.hpp"
#include "run/base/versions.hpp"
#include "run/compute/fatal_defects.hpp"
#include "run/compute/merge_demands.hpp"
#include "run/prepare/gather_inputs.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "run/prepare/markets.hpp"
#include "run/prepare/partial_maps.hpp"
#include "run/prepare/read_places.hpp"
#include "run/prepare/unanswered.hpp"
#include "run/prepare/wanted_outputs.hpp"
#include "run/reuse/rename.hpp"
#include "run/reuse/run_geometry.hpp"
#include "run/reuse/stored_cells.hpp"
#include "store/standing_run.hpp"
#include "store/tally_file.hpp"

namespace covmap::run {

namespace {

constexpr const char* kAnswerRemedy = "ask for formats = [\"csv\"], or run the job on its inputs";

// The new run keeps the cells too, so that it can be asked again.
CellFindings findings_of(const std::string& from, const model::RunModel& model, PlacesOfJob& places, store::RunFolder& folder,
                         int threads, Progress& progress) {
    const std::string path = from + "/cells.covc";
    if (!std::filesystem::exists(path))
        throw core::Error(
            core::ErrorKind::input, from,
            "has no cells.covc to take zones from; add keep = \"cells\" to the [output] of its job and run that again");
    StoredCells cells = ask_stored_cells(path, model, std::move(places.lists), threads, progress);
    std::filesystem::copy_file(path, folder.file("cells.covc"));
    return std::move(cells.findings);
}

/// Names that the run took for one operator cannot be told apart again.
void warn_of_lost_names(const model::Job& was, const model::Job& job, model::RunModel& model) {
    const auto before = canonical_operators(was), now = canonical_operators(job);
    std::set<std::string> names;
    for (const model::MarketSpec& market : was.market) {
        for (const auto& [code, others] : market.aliases) names.insert(others.begin(), others.end());
        for (const auto& [old_code, new_code] : market.merged) names.insert(old_code);
    }
    for (const std::string& name : names)
        if (now(name) != now(before(name)))
            model.warnings.push_back("the run took «" + name + "» for " + before(name) +
                                     ", and its tally cannot tell them apart: run the job on its inputs");
}

/// Names that the run had from its records, not from its markets, hold on.
void keep_names_of_records(const model::Job& was, const std::function<std::string(const std::string&)>& canonical,
                           const std::map<std::string, std::string>& had, std::map<std::string, std::string>& names) {
    std::set<std::string> by_market;
    for (const model::MarketSpec& market : was.market)
        for (const auto& [code, name] : market.names) by_market.insert(code);
    for (const auto& [code, name] : had)
        if (!by_market.contains(code)) names.try_emplace(canonical(code), name);
}

}  // namespace

RunSummary answer_from_run(const model::Job& job, const RunOptions& options, store::RunFolder& folder, int threads, Clock& clock,
                           Progress& progress) {
    clock.phase("read");
    const std::string from = store::standing_run(options.from);
    store::TallyFile file = store::open_tally(from + "/tally.covt");
    model::RunModel& model = file.model;
    std::vector<model::AttributeSpec> asked = job.demand.attributes;
    for (const model::DemandSpec& other : job.other_demands)
        asked.insert(asked.end(), other.attributes.begin(), other.attributes.end());
    for (const model::AttributeSpec& wanted : asked) {
        bool known = false;
        for (const core::Attribute& attribute : model.attributes) known = known || attribute.name == wanted.name;
        if (!known)
            throw core::Error(core::ErrorKind::job, job.path + ":" + std::to_string(job.demand.source.line),
                              "the run " + options.from + " has no attribute «" + wanted.name + "»; run the job on its inputs");
    }
    for (const model::ParentSpec& parent : job.territory.parents) {
        const auto& kinds = model.territories.parent_kinds;
        if (std::find(kinds.begin(), kinds.end(), parent.kind) == kinds.end())
            throw core::Error(core::ErrorKind::job, job.path + ":" + std::to_string(job.territory.source.line),
                              "the run " + options.from + " has no parent «" + parent.kind + "»; run the job on its inputs");
    }
    const model::Job was = model.job;
    model.job = job;
    model.job.demand = was.demand;
    model.job.territory = was.territory;
    model.job.supply = was.supply;
    std::erase_if(model.inputs, [](const model::InputFile& input) { return input.role == "job"; });
    if (!job.path.empty()) model.inputs.insert(model.inputs.begin(), job_input(job, hash_file(job.path)));
    refuse_defects(model.defects, options);
    model.catalogue = renamed(model.catalogue, canonical_operators(job));
    model.notes = leave_out_unanswered(model.job, model.catalogue);
    Markets markets = make_markets(job, model.territories, model.catalogue.claims);
    model.markets = std::move(markets.markets);
    model.market_of = std::move(markets.market_of);
    keep_names_of_records(was, canonical_operators(job), model.operator_names, markets.names);
    model.operator_names = std::move(markets.names);
    model.warnings = std::move(markets.warnings);
    warn_of_lost_names(was, job, model);
    for (model::PartialMap& map : model.partial_maps) map.claim.operator_code = canonical_operators(job)(map.claim.operator_code);
    judge_again(model, *file.reader);
    PartialMaps partial{model.partial_maps, {}, {}, {}};
    tell_partial_maps(partial, model.operator_names, model.job);
    model.warnings.insert(model.warnings.end(), partial.warnings.begin(), partial.warnings.end());
    model.notes.insert(model.notes.end(), partial.notes.begin(), partial.notes.end());
    model.warnings.push_back("answered from the tally of " + options.from + ": lo and hi are empty");
    model.has_doubt = false;
    model.versions = versions();
    model.date = output_date(model.job);
    CellFindings findings;
    const bool asks_cells = keeps_cells(job);
    PlacesOfJob places;
    if (asks_cells) {
        clock.phase("cells");
        places = read_places(model.job, model.frame, nullptr);
        gather_places(places, model);
    }
    const FirstDemand cells(model);
    if (asks_cells) {
        findings = findings_of(from, cells.model(), places, folder, threads, progress);
        model.zone_accounts =
            settle_zones(cells.model(), *first_demand(*file.reader, cells.model().attributes.size()), findings.zones);
    }
    return publish({model, cells.model(), *file.reader, findings,
                    [&] { return run_geometry(from, model.territories, kAnswerRemedy); }, folder},
                   threads, clock);
}

}  // namespace covmap::run
