#include "run/from_run.hpp"

#include <algorithm>
#include <filesystem>

#include "core/error.hpp"
#include "geodesy/cell_area.hpp"
#include "read/cells_file.hpp"
#include "read/tally_file.hpp"
#include "run/markets.hpp"
#include "run/model.hpp"
#include "run/replay.hpp"
#include "run/run_geometry.hpp"
#include "run/versions.hpp"

namespace covmap::run {

namespace {

constexpr const char* kRemedy = "ask for formats = [\"csv\"], or run the job on its inputs";

// The new run keeps the cells too, so that it can be asked again.
CellFindings findings_of(const std::string& from, const core::RunModel& model, exports::RunFolder& folder, int threads, Progress& progress) {
    const std::string path = from + "/cells.covc";
    if (!std::filesystem::exists(path))
        throw core::Error(core::ErrorKind::input, from, "has no cells.covc to take zones from; add keep = \"cells\" to the [output] of its job and run that again");
    const read::CellsFile file(path, model);
    const auto areas = geodesy::make_cell_areas(model.frame.lattice, model.frame.cells);
    CellAnalysis analysis(model, *areas, file.sites());
    CellFindings findings = replay_cells(file, model, *areas, analysis, threads, progress);
    std::filesystem::copy_file(path, folder.file("cells.covc"));
    return findings;
}

}  // namespace

RunSummary answer_from_run(const core::Job& job, const RunOptions& options, exports::RunFolder& folder, int threads, Clock& clock, Progress& progress) {
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
    Markets markets = make_markets(job, model.territories, model.catalogue.claims);
    model.markets = std::move(markets.markets);
    model.market_of = std::move(markets.market_of);
    model.operator_names = std::move(markets.names);
    model.warnings = std::move(markets.warnings);
    model.warnings.push_back("answered from the tally of " + options.from + ": lo and hi are empty");
    model.has_doubt = false;
    model.versions = versions();
    model.date = output_date(model.job);
    CellFindings findings;
    if (keeps_cells(job)) {
        clock.phase("cells");
        findings = findings_of(options.from, model, folder, threads, progress);
        model.zone_accounts = settle_zones(model, *file.reader, findings.zones);
    }
    return publish({model, *file.reader, findings, [&] { return run_geometry(options.from, model.territories, kRemedy); }, folder}, threads, clock);
}

}  // namespace covmap::run
