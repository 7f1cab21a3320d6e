#include "run/reuse/open_run.hpp"

#include <tbb/task_arena.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "run/prepare/wanted_outputs.hpp"
#include "run/publish/run_tables.hpp"
#include "run/reuse/kept_outlines.hpp"
#include "run/reuse/stored_cells.hpp"
#include "store/outlines/outlines_format.hpp"
#include "store/standing_run.hpp"
#include "store/tally_file.hpp"

namespace covmap::run {

namespace {

namespace fs = std::filesystem;

/// Takes the places from what the run keeps; those that it does not have any more are no longer asked about.
std::vector<std::vector<model::Place>> places_of(model::Outlines&& outlines, model::RunModel& model,
                                                 std::vector<std::string>& missing) {
    if (outlines.places.size() == model.job.places.size()) return std::move(outlines.places);
    for (const model::PlacesSpec& spec : model.job.places)
        missing.push_back(std::string(store::kOutlinesFile) + ": the places «" + spec.name + "» are not shown");
    model.job.places.clear();
    return {};
}

}  // namespace

ReopenedRun::~ReopenedRun() = default;

const Geometry& ReopenedRun::geometry() const {
    if (!has_geometry()) throw no_outlines(m_folder, model);
    return m_geometry;
}

std::unique_ptr<ReopenedRun> reopen(const std::string& given, int threads, Progress& progress) {
    const std::string folder = store::standing_run(given);
    std::unique_ptr<ReopenedRun> run(new ReopenedRun);
    run->m_folder = folder;
    progress.phase("read");
    store::TallyFile file = store::open_tally(folder + "/tally.covt");
    run->model = std::move(file.model);
    run->m_tally = std::move(file.reader);
    const std::string cells = folder + "/cells.covc";
    run->has_cells = fs::exists(cells);
    model::Outlines outlines = kept_outlines(folder, run->model);
    run->m_geometry = std::move(outlines.geometry);
    run->context = std::move(outlines.context);
    std::vector<model::LineSet> lines = std::move(outlines.lines);
    if (lines.size() != run->model.job.lines.size()) lines.clear();
    std::vector<std::vector<model::Place>> places;
    if (run->has_cells)
        places = places_of(std::move(outlines), run->model, run->missing);
    else if (asks_cells(run->model.job))
        run->missing.emplace_back("cells.covc: zones, places and squares are not shown");
    if (!file.keeps_doubt) run->missing.emplace_back("lo and hi: the run was made by a covmap that did not keep them");
    run->m_first = std::make_unique<FirstDemand>(run->model);
    if (run->has_cells) {
        progress.phase("cells");
        const int workers = threads > 0 ? threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
        tbb::task_arena arena(workers);
        StoredCells stored = arena.execute([&] {
            return ask_stored_cells(cells, run->cells_model(), std::move(places), std::move(lines), nullptr, workers, progress);
        });
        run->sites = std::move(stored.sites);
        run->findings = std::move(stored.findings);
        run->model.zone_accounts = settle_zones(
            run->cells_model(), *first_demand(run->tally(), run->cells_model().attributes.size()), run->findings.zones);
    }
    progress.phase("measure");
    run->tables = make_run_tables(run->model, run->cells_model(), run->tally(), run->findings);
    progress.done();
    return run;
}

}  // namespace covmap::run
