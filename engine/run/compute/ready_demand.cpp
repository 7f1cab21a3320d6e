#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "run/base/versions.hpp"
#include "run/compute/doubts.hpp"
#include "run/compute/one_demand.hpp"
#include "run/memory/memory_needs.hpp"
#include "run/prepare/gather_inputs.hpp"
#include "run/prepare/markets.hpp"
#include "run/prepare/unanswered.hpp"
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

void refuse_polygons(const ReadyDemand& ready) {
    const model::Job& job = ready.job;
    if (ready.polygons() == nullptr || !(asks_cells(job) || must_keep_cells(job) || !ready.tests.empty())) return;
    throw core::Error(core::ErrorKind::job, job.path + ":" + std::to_string(job.demand.source.line),
                      "zones, places, lines, rasters, tests and cells need to know where people live in a cell; put a demand of "
                      "squares, a raster or points first");
}

/// What was read, numbered.
void number_layers(const DemandQuestion& question, ReadyDemand& ready) {
    ready.map = make_catalogue(ready.loaded);
    std::vector<std::string> left_out = leave_out_unanswered(ready.job, ready.map.catalogue);
    for (read::SupplyRead& supply : ready.loaded.supplies) {  // the catalogue has them as classes of premises
        supply.sets = {};
        supply.set_of = {};
    }
    ready.model = start_model(ready.job, ready.loaded, ready.map);
    ready.model.notes = std::move(left_out);
    ready.feeds = make_feeds(ready.job, ready.loaded, ready.map);
    const model::Job& job = ready.job;
    if (job.demand.spread != core::Spread::points) ready.model.job.demand.spread = ready.feeds.input.spread;
    const bool polygons = ready.polygons() != nullptr;
    const auto compiled = [&](const std::vector<model::IndicatorSpec>& indicators) {
        return std::make_unique<measure::CompiledIndicators>(indicators, ready.model.catalogue, ready.model.markets);
    };
    ready.indicators = compiled(job.indicator);
    ready.in_sweep = compiled(polygons ? std::vector<model::IndicatorSpec>{} : job.indicator);
    ready.sites = sites_of(job, ready.loaded);
    ready.kept = cells_kept(job, polygons);
    ready.people = !job.access.empty() && question.number == 0 && !polygons && !job.demand.attributes.empty();
    hold_against(ready.model.catalogue, ready.tests);
}

}  // namespace

SweepListeners listeners_of(const ReadyDemand& ready) {
    SweepListeners listeners;
    listeners.indicators = ready.in_sweep.get();
    listeners.market_of = &ready.model.market_of;
    if (!ready.job.demand.imputed_column.empty()) listeners.imputed = ready.loaded.demand->imputed();
    return listeners;
}

std::unique_ptr<ReadyDemand> ready_demand(const DemandQuestion& question) {
    auto ready = std::make_unique<ReadyDemand>();
    model::Job& job = ready->job;
    LoadedJob& loaded = ready->loaded;
    job = question.job;
    question.clock.phase("read");
    const std::size_t memory = memory_of(job, question.options);
    loaded = load_job(job, shares_of_memory(memory, question.threads).vertices, question.progress, question.records,
                      question.options.lost_sites);
    hold_against_memory(memory_needs(job, loaded, question.threads), memory, question.progress);
    ready->places = read_places(job, loaded.frame, &loaded.land);
    ready->lines = read_lines(job, loaded.frame, &loaded.land);
    ready->tests = read_measurements(job, loaded.frame, &loaded.land);
    // Of several demands each has a lattice of its own, and not every place of Earth is on each.
    if (question.alone) ready->off = off_map(job, loaded);
    loaded.off_map = ready->off.file;
    ready->access = settle_access(job, loaded);
    if (!question.partial) question.partial = find_partial_maps(job, loaded, question.threads);
    bound_by_outlines(job, *question.partial, loaded);
    find_doubts(job, loaded);
    ready->hashing = std::make_unique<InputHashing>(job);
    number_layers(question, *ready);
    refuse_polygons(*ready);
    return ready;
}

}  // namespace covmap::run
