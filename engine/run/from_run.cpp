#include "run/from_run.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/error.hpp"
#include "read/tally_file.hpp"
#include "read/territories.hpp"
#include "run/hashes.hpp"
#include "run/markets.hpp"
#include "run/model.hpp"
#include "run/rename.hpp"
#include "run/strict.hpp"
#include "run/versions.hpp"

namespace covmap::run {

namespace {

Geometry geometry_of(const std::string& folder, const core::TerritorySet& set) {
    core::TerritorySpec spec;
    spec.unit = set.unit;
    spec.code_column = "code";
    spec.source.given = folder + "/covmap.gpkg";
    spec.source.layer = set.unit;
    if (!std::filesystem::exists(spec.source.given)) {
        spec.source.given = folder + "/" + set.unit + ".geojson";
        spec.source.layer.clear();
    }
    if (!std::filesystem::exists(spec.source.given))
        throw core::Error(core::ErrorKind::input, folder,
                          "has neither covmap.gpkg nor " + set.unit + ".geojson to take the maps' geometry from; ask for formats = [\"csv\"], or run the job on its inputs");
    spec.source.files = {spec.source.given};
    Geometry geometry;
    geometry.territories = read::read_territory_polygons(spec, set, geometry.crs);
    return geometry;
}

/// Names that the run took for one operator cannot be told apart again.
void warn_of_lost_names(const core::Job& was, const core::Job& job, core::RunModel& model) {
    const auto before = canonical_operators(was), now = canonical_operators(job);
    std::set<std::string> names;
    for (const core::MarketSpec& market : was.market) {
        for (const auto& [code, others] : market.aliases) names.insert(others.begin(), others.end());
        for (const auto& [old_code, new_code] : market.merged) names.insert(old_code);
    }
    for (const std::string& name : names)
        if (now(name) != now(before(name)))
            model.warnings.push_back("the run took «" + name + "» for " + before(name) + ", and its tally cannot tell them apart: run the job on its inputs");
}

}  // namespace

RunSummary answer_from_run(const core::Job& job, const RunOptions& options, int threads, Clock& clock) {
    clock.phase("read");
    read::TallyFile file = read::open_tally(options.from + "/tally.covt");
    core::RunModel& model = file.model;
    for (const core::AttributeSpec& wanted : job.demand.attributes) {
        bool known = false;
        for (const core::Attribute& attribute : model.attributes) known = known || attribute.name == wanted.name;
        if (!known)
            throw core::Error(core::ErrorKind::job, job.path + ":" + std::to_string(job.demand.source.line),
                              "the run " + options.from + " has no attribute «" + wanted.name + "»; run the job on its inputs");
    }
    for (const core::ParentSpec& parent : job.territory.parents) {
        const auto& kinds = model.territories.parent_kinds;
        if (std::find(kinds.begin(), kinds.end(), parent.kind) == kinds.end())
            throw core::Error(core::ErrorKind::job, job.path + ":" + std::to_string(job.territory.source.line),
                              "the run " + options.from + " has no parent «" + parent.kind + "»; run the job on its inputs");
    }
    const core::Job was = model.job;
    model.job = job;
    model.job.demand = was.demand;
    model.job.territory = was.territory;
    model.job.supply = was.supply;
    std::erase_if(model.inputs, [](const core::InputFile& input) { return input.role == "job"; });
    if (!job.path.empty()) model.inputs.insert(model.inputs.begin(), job_input(job, hash_file(job.path)));
    refuse_defects(model.defects, options);
    model.catalogue = renamed(model.catalogue, canonical_operators(job));
    Markets markets = make_markets(job, model.territories, model.catalogue.claims);
    model.markets = std::move(markets.markets);
    model.market_of = std::move(markets.market_of);
    model.operator_names = std::move(markets.names);
    model.warnings = std::move(markets.warnings);
    warn_of_lost_names(was, job, model);
    model.warnings.push_back("answered from the tally of " + options.from + ": lo and hi are empty");
    model.has_doubt = false;
    model.versions = versions();
    model.date = output_date(model.job);
    return publish(model, *file.reader, [&] { return geometry_of(options.from, model.territories); }, options, threads, clock);
}

}  // namespace covmap::run
