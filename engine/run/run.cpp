#include "run/run.hpp"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <thread>

#include "core/cells_format.hpp"
#include "core/error.hpp"
#include "core/indicator.hpp"
#include "export/run_folder.hpp"
#include "run/cancel.hpp"
#include "run/catalogue.hpp"
#include "run/feeds.hpp"
#include "run/from_run.hpp"
#include "run/hashes.hpp"
#include "run/load.hpp"
#include "run/markets.hpp"
#include "run/model.hpp"
#include "run/publish.hpp"
#include "run/read_places.hpp"
#include "run/strict.hpp"
#include "run/sweep_job.hpp"
#include "run/versions.hpp"

namespace covmap::run {

namespace {

constexpr std::size_t kDefaultMemory = std::size_t{1} << 30;

std::vector<core::Attribute> attributes_of(const core::Job& job) {
    std::vector<core::Attribute> attributes;
    const core::SourceInfo& info = job.demand.source.info;
    for (const core::AttributeSpec& spec : job.demand.attributes)
        attributes.push_back({spec.name, spec.label, spec.unit, info.title.empty() ? job.demand.source.given : info.title, info.date});
    return attributes;
}

core::RunModel start_model(const core::Job& job, LoadedJob& loaded, CatalogueMap& map) {
    core::RunModel model;
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

void warn_of_sweep(core::RunModel& model) {
    std::size_t without = 0;
    for (const bool has : model.has_demand) without += has ? 0U : 1U;
    if (without > 0) model.warnings.push_back(std::to_string(without) + " territories hold no demand: their attributes are empty, not 0");
    if (model.checks.negative_windings > 0)
        model.warnings.push_back(std::to_string(model.checks.negative_windings) + " cut cells hold a ring that crosses itself unnoticed or a hole outside its shell");
}

/// Sites of all supplies, in an order of their own; confidential ones stay out of what is kept.
std::vector<core::Site> sites_of(const core::Job& job, const LoadedJob& loaded) {
    std::vector<core::Site> sites;
    for (std::size_t s = 0; s < loaded.supplies.size(); ++s)
        if (!job.supply[loaded.supply_of[s]].source.info.confidential)
            sites.insert(sites.end(), loaded.supplies[s].sites.begin(), loaded.supplies[s].sites.end());
    for (core::Site& site : sites)  // as cells.covc keeps them
        site.at = {std::round(site.at.x * core::kSiteUnits) / core::kSiteUnits, std::round(site.at.y * core::kSiteUnits) / core::kSiteUnits};
    std::sort(sites.begin(), sites.end());
    sites.erase(std::unique(sites.begin(), sites.end()), sites.end());
    return sites;
}

/// What is kept of each cell tells what its sources say there.
void warn_of_confidence(const core::Job& job, core::RunModel& model) {
    bool confidential = job.demand.source.info.confidential || (job.demand.points && job.demand.points->source.info.confidential);
    for (const core::SupplySpec& supply : job.supply) confidential = confidential || supply.source.info.confidential;
    if (confidential && keeps_cells(job))
        model.warnings.emplace_back("cells.covc holds, cell by cell, what confidential sources say: keep it out of what you publish");
}

RunSummary run_on_inputs(const core::Job& job, const RunOptions& options, exports::RunFolder& folder, int threads, Clock& clock, Progress& progress) {
    const std::size_t memory = options.memory_bytes > 0 ? options.memory_bytes : kDefaultMemory;
    std::map<std::string, FileHash> hashes;
    tbb::task_group hashing;
    clock.phase("read");
    LoadedJob loaded = load_job(job, memory * 3 / 4, progress);
    PlacesOfJob places = read_places(job, loaded.frame);
    // Hashing goes on beside the sweep: the files are in the page cache by now.
    hashing.run([&] { hashes = hash_inputs(job); });
    CatalogueMap map;
    core::RunModel model;
    SweepResult swept;
    try {
        map = make_catalogue(loaded);
        model = start_model(job, loaded, map);
        Feeds feeds = make_feeds(job, loaded, map);
        if (job.demand.spread != core::Spread::points) model.job.demand.spread = feeds.input.spread;
        clock.phase("sweep");
        const measure::CompiledIndicators indicators(job.indicator, model.catalogue, model.markets);
        const std::vector<core::Site> sites = sites_of(job, loaded);
        CellAnalysis analysis(model, *feeds.areas, sites, std::move(places.lists));
        std::optional<exports::CellsWriter> cells;
        if (keeps_cells(job)) cells.emplace(folder.file("cells.covc"), model, sites, sweep::bands_of(feeds.input));
        swept = sweep_job(feeds.input, feeds.stores, {&indicators, &model.market_of, &analysis, cells ? &*cells : nullptr}, threads, memory / 4, progress);
        if (cells) cells->close();
    } catch (...) {
        hashing.wait();
        throw;
    }
    clock.phase("hash");
    hashing.wait();
    gather_inputs(job, loaded, hashes, model);
    gather_places(places, model);
    refuse_defects(model.defects, options);
    settle(loaded.demand->report(), swept, model);
    warn_of_sweep(model);
    warn_of_confidence(job, model);
    model.zone_accounts = settle_zones(model, *swept.tally, swept.findings.zones);
    const auto geometry = [&] {
        Geometry polygons;
        polygons.territories = read::read_territory_polygons(job.territory, model.territories, polygons.crs);
        return polygons;
    };
    return publish({model, *swept.tally, swept.findings, geometry, folder}, threads, clock);
}

}  // namespace

RunSummary run_job(const core::Job& job, const RunOptions& options, Progress& progress) {
    core::Job effective = job;
    const auto canonical = canonical_operators(job);
    for (core::IndicatorSpec& indicator : effective.indicator)
        for (std::string& op : indicator.of) op = canonical(op);
    core::settle_combinations(effective.indicator);
    if (!options.output_folder.empty())
        effective.output.folder = options.output_folder;
    else if (std::filesystem::path(job.output.folder).is_relative() && !job.folder.empty())
        effective.output.folder = (std::filesystem::path(job.folder) / job.output.folder).string();
    const int threads = options.threads > 0 ? options.threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
    // An existing folder is refused before anything is read.
    exports::recover_run_folder(effective.output.folder);
    exports::RunFolder folder(effective.output.folder, {options.overwrite, true, {}});
    Clock clock(progress);
    tbb::task_arena arena(threads);
    RunSummary summary;
    arena.execute([&] {
        summary = options.from.empty() ? run_on_inputs(effective, options, folder, threads, clock, progress)
                                       : answer_from_run(effective, options, folder, threads, clock, progress);
    });
    progress.done();
    return summary;
}

}  // namespace covmap::run
