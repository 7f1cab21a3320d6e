#include "run/compute/one_demand.hpp"

#include <tbb/task_group.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/error.hpp"
#include "run/base/stop.hpp"
#include "run/base/versions.hpp"
#include "run/compute/access_distances.hpp"
#include "run/compute/access_places.hpp"
#include "run/compute/beyond_extent.hpp"
#include "run/compute/check_accounts.hpp"
#include "run/compute/doubts.hpp"
#include "run/compute/fatal_defects.hpp"
#include "run/compute/measurements.hpp"
#include "run/compute/polygon_demand.hpp"
#include "run/compute/read_lines.hpp"
#include "run/compute/sweep_job.hpp"
#include "run/prepare/gather_inputs.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "run/prepare/layer_numbers.hpp"
#include "run/prepare/markets.hpp"
#include "run/prepare/memory_needs.hpp"
#include "run/prepare/off_map.hpp"
#include "run/prepare/read_inputs.hpp"
#include "run/prepare/read_places.hpp"
#include "run/prepare/sweep_input.hpp"
#include "run/prepare/unanswered.hpp"
#include "run/prepare/wanted_outputs.hpp"
#include "store/cells_format.hpp"

namespace covmap::run {

namespace {

std::vector<core::Attribute> attributes_of(const model::Job& job) {
    std::vector<core::Attribute> attributes;
    const model::SourceInfo& info = job.demand.source.info;
    for (const model::AttributeSpec& spec : job.demand.attributes)
        attributes.push_back(
            {spec.name, spec.label, spec.unit, info.title.empty() ? job.demand.source.given : info.title, info.date});
    return attributes;
}

model::RunModel start_model(const model::Job& job, LoadedJob& loaded, CatalogueMap& map) {
    model::RunModel model;
    model.job = job;
    model.frame = loaded.frame;
    model.attributes = attributes_of(job);
    model.territories = loaded.territories.set;
    Markets markets = make_markets(job, model.territories, map.catalogue.claims);
    model.markets = std::move(markets.markets);
    model.market_of = std::move(markets.market_of);
    add_names(loaded.supplies, markets.names);
    model.operator_names = std::move(markets.names);
    model.catalogue = map.catalogue;
    model.warnings = std::move(markets.warnings);
    model.warnings.insert(model.warnings.end(), map.warnings.begin(), map.warnings.end());
    model.versions = versions();
    model.date = output_date(job);
    return model;
}

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

/// Sites of all supplies, in an order of their own; confidential ones stay out of what is kept.
std::vector<model::Site> sites_of(const model::Job& job, const LoadedJob& loaded) {
    std::vector<model::Site> sites;
    for (std::size_t s = 0; s < loaded.supplies.size(); ++s)
        if (!job.supply[loaded.supply_of[s]].source.info.confidential)
            sites.insert(sites.end(), loaded.supplies[s].sites.begin(), loaded.supplies[s].sites.end());
    for (model::Site& site : sites)  // as cells.covc keeps them
        site.at = {std::round(site.at.x * store::kSiteUnits) / store::kSiteUnits,
                   std::round(site.at.y * store::kSiteUnits) / store::kSiteUnits};
    std::sort(sites.begin(), sites.end());
    sites.erase(std::unique(sites.begin(), sites.end()), sites.end());
    return sites;
}

/// What is kept of each cell tells what its sources say there.
void warn_of_confidence(const model::Job& job, model::RunModel& model) {
    if (model::has_confidential_cells(job) && must_keep_cells(job))
        model.warnings.emplace_back(
            "cells.covc holds, cell by cell, what confidential sources say: keep it out of what you publish");
}

void note_large_cells(const model::Job& job, model::RunModel& model) {
    model.notes.push_back("cells.covc would be larger than keep_limit = " + std::to_string(job.output.keep_limit_mb) +
                          " (MB) and is not kept: new zones, places and tiles then need the inputs again; write keep = \"cells\" "
                          "in [output] to keep it");
}

}  // namespace

DemandAnswer ask_demand(const DemandQuestion& question) {
    model::Job job = question.job;
    const MemoryShares memory = shares_of_memory(question.options.memory_bytes, question.threads);
    std::map<std::string, FileHash> hashes;
    tbb::task_group hashing;
    question.clock.phase("read");
    LoadedJob loaded = load_job(job, memory.vertices, question.progress, question.records, question.options.lost_sites);
    hold_against_memory(memory_needs(job, loaded, question.threads), question.options.memory_bytes, question.progress);
    PlacesOfJob places = read_places(job, loaded.frame, &loaded.land);
    LinesOfJob measured = read_lines(job, loaded.frame, &loaded.land);
    std::vector<TestsOfJob> tests = read_measurements(job, loaded.frame, &loaded.land);
    // Of several demands each has a lattice of its own, and not every place of Earth is on each.
    OffMap off;
    if (question.alone) off = off_map(job, loaded);
    loaded.off_map = off.file;
    const AccessTold access = settle_access(job, loaded);
    if (!question.partial) question.partial = find_partial_maps(job, loaded, question.threads);
    bound_by_outlines(job, *question.partial, loaded);
    find_doubts(job, loaded);
    // Hashing goes on beside the sweep: the files are in the page cache by now.
    hashing.run([&] { hashes = hash_inputs(job); });
    CatalogueMap map;
    DemandAnswer answer;
    model::RunModel& model = answer.model;
    SweepResult swept;
    try {
        map = make_catalogue(loaded);
        std::vector<std::string> left_out = leave_out_unanswered(job, map.catalogue);
        for (read::SupplyRead& supply : loaded.supplies) {  // the catalogue has them as classes of premises
            supply.sets = {};
            supply.set_of = {};
        }
        model = start_model(job, loaded, map);
        model.notes = std::move(left_out);
        Feeds feeds = make_feeds(job, loaded, map);
        if (job.demand.spread != core::Spread::points) model.job.demand.spread = feeds.input.spread;
        question.clock.phase("sweep");
        const measure::CompiledIndicators indicators(job.indicator, model.catalogue, model.markets);
        const measure::CompiledIndicators none({}, model.catalogue, model.markets);
        const read::DemandPolygons* polygons = loaded.demand->polygons();
        if (polygons != nullptr && (asks_cells(job) || must_keep_cells(job) || !tests.empty()))
            throw core::Error(
                core::ErrorKind::job, job.path + ":" + std::to_string(job.demand.source.line),
                "zones, places, lines, rasters, tests and cells need to know where people live in a cell; put a demand of "
                "squares, a raster or points first");
        const std::vector<model::Site> sites = sites_of(job, loaded);
        CellAnalysis analysis(model, *feeds.areas, sites, std::move(places.lists), std::move(measured.sets));
        std::optional<store::CellsWriter> cells;
        const CellsKept kept = cells_kept(job, polygons != nullptr);
        if (kept != CellsKept::no)
            cells.emplace(question.folder.file("cells.covc"), model, sites, sweep::bands_of(feeds.input),
                          kept == CellsKept::limited ? bytes_of_limit(job) : UINT64_MAX);
        SweepListeners listeners{polygons != nullptr ? &none : &indicators, &model.market_of, &analysis,
                                 cells ? &*cells : nullptr};
        if (!job.demand.imputed_column.empty()) listeners.imputed = loaded.demand->imputed();
        hold_against(model.catalogue, tests);
        if (!tests.empty()) listeners.tests = &tests;
        listeners.people = !job.access.empty() && question.number == 0 && polygons == nullptr && !job.demand.attributes.empty();
        const std::vector<AccessList> lists = listeners.people ? access_lists(job, loaded) : std::vector<AccessList>{};
        swept = sweep_job(feeds.input, feeds.stores, listeners, question.threads, memory.tally, question.progress);
        if (cells && !cells->close()) note_large_cells(job, model);
        if (listeners.people) model.access = access_distances(lists, swept.people, model);
        for (model::AccessDistances& list : model.access)
            if (const auto of = access.unplaced.find(list.name); of != access.unplaced.end()) list.unplaced = of->second;
        settle_measurements(tests, swept.tests, *swept.tally, model);
        if (polygons != nullptr) settle_polygons(*polygons, feeds.input.spread, model, indicators, swept);
    } catch (...) {
        hashing.wait();
        throw;
    }
    question.clock.phase("hash");
    hashing.wait();
    if (question.number == 0) {
        gather_inputs(job, loaded, hashes, model);
        gather_places(places, model);
        gather_lines(measured, model);
        gather_measurements(tests, model);
        for (const auto* lines : {&off.operators, &off.claims, &question.partial->warnings})
            model.warnings.insert(model.warnings.end(), lines->begin(), lines->end());
        model.notes.insert(model.notes.end(), question.partial->notes.begin(), question.partial->notes.end());
        model.warnings.insert(model.warnings.end(), access.warnings.begin(), access.warnings.end());
        model.notes.insert(model.notes.end(), access.notes.begin(), access.notes.end());
        for (const Doubt& doubt : loaded.doubts)
            if (!doubt.note.empty()) model.notes.push_back(doubt.note);
        model.partial_maps = question.partial->maps;
    } else {
        gather_demand(*loaded.demand, question.number, hashes, model);
    }
    refuse_defects(model.defects, question.options);
    refuse_nobody(job.demand, loaded.demand->report());
    settle(loaded.demand->report(), swept, model);
    warn_of_sweep(model);
    if (question.number == 0) {
        for (std::string& line : beyond_extents(model, *swept.tally)) model.warnings.push_back(std::move(line));
        warn_of_confidence(job, model);
    }
    model.zone_accounts = settle_zones(model, *swept.tally, swept.findings.zones);
    model.line_accounts = settle_lines(model, swept.findings);
    answer.tally = std::move(swept.tally);
    answer.findings = std::move(swept.findings);
    return answer;
}

}  // namespace covmap::run
