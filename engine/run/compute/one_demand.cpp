#include "run/compute/one_demand.hpp"

#include <algorithm>
#include <optional>

#include "core/error.hpp"
#include "run/compute/access_distances.hpp"
#include "run/compute/beyond_extent.hpp"
#include "run/compute/check_accounts.hpp"
#include "run/compute/fatal_defects.hpp"
#include "run/compute/polygon_demand.hpp"
#include "run/compute/sweep_job.hpp"
#include "run/memory/memory_needs.hpp"
#include "run/prepare/gather_inputs.hpp"
#include "run/prepare/split_job.hpp"

namespace covmap::run {

namespace {

void warn_of_sweep(model::RunModel& model) {
    std::size_t without = 0;
    for (const bool has : model.has_demand) without += has ? 0U : 1U;
    for (const model::Balance& account : model.balance)
        if (account.inside == 0 && account.total > 0)
            model.warnings.push_back("nothing of " + account.attribute + " of " + model.job.demand.source.given +
                                     " lies in any territory of " + model.job.territory.source.given +
                                     ": is the `crs` of both right, and x the longitude or easting?");
    if (without > 0)
        model.warnings.push_back(std::to_string(without) + " territories hold no demand: their attributes are empty, not 0");
    if (model.checks.negative_windings > 0)
        model.warnings.push_back(std::to_string(model.checks.negative_windings) +
                                 " cut cells hold a ring that crosses itself unnoticed or a hole outside its shell");
}

/// A map of nobody is no answer: its first fault is the demand.
void refuse_nobody(const model::DemandSpec& spec, const read::DemandReport& demand) {
    const auto none = [](std::int64_t total) { return total == 0; };
    if (demand.input_totals.empty() || !std::all_of(demand.input_totals.begin(), demand.input_totals.end(), none)) return;
    throw core::Error(core::ErrorKind::input, spec.source.given,
                      "holds nobody: every weight in it is 0, NoData or a counted defect; is it the right file, with the right "
                      "columns or bands, and the right `nodata`?");
}

/// What is kept of each cell tells what its sources say there.
void warn_of_confidence(const model::Job& job, model::RunModel& model) {
    if (model::has_confidential_cells(job) && must_keep_cells(job))
        model.warnings.emplace_back(
            "cells.covc holds, cell by cell, what confidential sources say: keep it out of what you publish");
}

SweepResult swept_here(const DemandQuestion& question, ReadyDemand& ready) {
    const std::vector<core::Row> bands = sweep::bands_of(ready.feeds.input);
    CellAnalysis analysis(ready.model, *ready.feeds.areas, ready.sites, std::move(ready.places.lists),
                          std::move(ready.lines.sets));
    std::optional<store::CellsWriter> cells;
    if (ready.kept != CellsKept::no)
        cells.emplace(question.cells, ready.model, ready.sites, bands,
                      ready.kept == CellsKept::limited ? bytes_of_limit(ready.job) : UINT64_MAX);
    SweepListeners listeners = listeners_of(ready);
    listeners.analysis = &analysis;
    listeners.cells = cells ? &*cells : nullptr;
    listeners.people = ready.people;
    if (!ready.tests.empty()) listeners.tests = &ready.tests;
    const std::size_t memory = shares_of_memory(memory_of(question.job, question.options), question.threads).tally;
    SweepResult swept = sweep_job(ready.feeds, bands, listeners, question.threads, memory, question.progress);
    if (cells && !cells->close()) note_large_cells(ready.job, ready.model);
    return swept;
}

/// Sums up what was found at people, tests and demand polygons.
void settle_found(const std::vector<AccessList>& lists, ReadyDemand& ready, SweepResult& swept) {
    model::RunModel& model = ready.model;
    if (ready.people) model.access = access_distances(lists, swept.people, model);
    for (model::AccessDistances& list : model.access)
        if (const auto of = ready.access.unplaced.find(list.name); of != ready.access.unplaced.end()) list.unplaced = of->second;
    settle_measurements(ready.tests, swept.tests, *swept.tally, model);
    if (const read::DemandPolygons* polygons = ready.polygons())
        settle_polygons(*polygons, ready.feeds.input.spread, model, *ready.indicators, swept);
}

/// Inputs, defects, warnings and notes of what was read.
void gather_read(const DemandQuestion& question, const std::map<std::string, FileHash>& hashes, ReadyDemand& ready) {
    model::RunModel& model = ready.model;
    if (question.number != 0) {
        gather_demand(*ready.loaded.demand, question.number, hashes, model);
        return;
    }
    gather_inputs(ready.job, ready.loaded, hashes, model);
    gather_places(ready.places, model);
    gather_lines(ready.lines, model);
    gather_measurements(ready.tests, model);
    for (const auto* lines : {&ready.off.operators, &ready.off.claims, &question.partial->warnings})
        model.warnings.insert(model.warnings.end(), lines->begin(), lines->end());
    model.notes.insert(model.notes.end(), question.partial->notes.begin(), question.partial->notes.end());
    model.warnings.insert(model.warnings.end(), ready.access.warnings.begin(), ready.access.warnings.end());
    model.notes.insert(model.notes.end(), ready.access.notes.begin(), ready.access.notes.end());
    for (const Doubt& doubt : ready.loaded.doubts)
        if (!doubt.note.empty()) model.notes.push_back(doubt.note);
    model.partial_maps = question.partial->maps;
}

}  // namespace

std::optional<PartialMaps> partial_maps_before(const model::Job& job, const RunOptions& options, int threads,
                                               Progress& progress) {
    if (order_of_demands(job).front() == 0) return std::nullopt;
    model::Job first = of_demand(job, 0);
    // Records name premises, which the first demand may not have; they have an extent of their own.
    std::erase_if(first.supply, [](const model::SupplySpec& supply) { return supply.format == model::SupplyFormat::records; });
    std::vector<read::SupplyRead> records;
    const LoadedJob loaded =
        load_job(first, shares_of_memory(memory_of(job, options), threads).vertices, progress, records, options.lost_sites);
    return find_partial_maps(first, loaded, threads);
}

void note_large_cells(const model::Job& job, model::RunModel& model) {
    model.notes.push_back("cells.covc would be larger than keep_limit = " + std::to_string(job.output.keep_limit_mb) +
                          " (MB) and is not kept: new zones, places and tiles then need the inputs again; write keep = \"cells\" "
                          "in [output] to keep it");
}

DemandAnswer ask_demand(const DemandQuestion& question) {
    const std::unique_ptr<ReadyDemand> ready = ready_demand(question);
    model::RunModel& model = ready->model;
    question.clock.phase(question.swept != nullptr ? "merge" : "sweep");
    const std::vector<AccessList> lists = ready->people ? access_lists(ready->job, ready->loaded) : std::vector<AccessList>{};
    SweepResult swept = question.swept != nullptr ? question.swept->take(question, *ready) : swept_here(question, *ready);
    settle_found(lists, *ready, swept);
    question.clock.phase("hash");
    gather_read(question, ready->hashing->wait(), *ready);
    refuse_defects(model.defects, question.options);
    const read::DemandReport demand = ready->loaded.demand->report();
    refuse_nobody(ready->job.demand, demand);
    settle(demand, swept, model);
    warn_of_sweep(model);
    if (question.number == 0) {
        for (std::string& line : beyond_extents(model, *swept.tally)) model.warnings.push_back(std::move(line));
        warn_of_confidence(ready->job, model);
    }
    model.zone_accounts = settle_zones(model, *swept.tally, swept.findings.zones);
    model.line_accounts = settle_lines(model, swept.findings);
    return {std::move(model), std::move(swept.tally), std::move(swept.findings)};
}

}  // namespace covmap::run
