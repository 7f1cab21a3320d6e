#include "run/reuse/open_run.hpp"

#include <tbb/task_arena.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "read/territory/places.hpp"
#include "run/prepare/read_inputs.hpp"
#include "run/prepare/wanted_outputs.hpp"
#include "run/publish/run_tables.hpp"
#include "run/reuse/run_folder_reader.hpp"
#include "run/reuse/run_geometry.hpp"
#include "run/reuse/stored_cells.hpp"
#include "store/standing_run.hpp"
#include "store/tally_file.hpp"

namespace covmap::run {

namespace {

namespace fs = std::filesystem;

constexpr const char* kReopenRemedy = "run the job with formats = [\"gpkg\"] or [\"geojson\"] among others";

/// The points of some places as the run published them: its inputs may be gone. Empty: it published none as CSV or GeoJSON.
std::vector<model::Place> published_places(const std::string& folder, const model::PlacesSpec& spec, const core::Frame& frame) {
    model::PlacesSpec published;
    published.name = spec.name;
    published.id_column = "id";
    published.name_column = "name";
    published.source.given = folder + "/" + spec.name + ".csv";
    published.x_column = "lon";
    published.y_column = "lat";
    if (!fs::exists(published.source.given)) {
        published.source.given = folder + "/" + spec.name + ".geojson";
        published.x_column.clear();
        published.y_column.clear();
    }
    if (!fs::exists(published.source.given)) return {};
    published.source.files = {published.source.given};
    return read::read_places(published, frame.lattice, clip_of(frame.cells)).places;
}

/// Places that are not there any more are no longer asked about.
std::vector<std::vector<model::Place>> places_of(const std::string& folder, model::RunModel& model,
                                                 std::vector<std::string>& missing) {
    std::vector<std::vector<model::Place>> lists;
    std::erase_if(model.job.places, [&](const model::PlacesSpec& spec) {
        std::vector<model::Place> places = published_places(folder, spec, model.frame);
        if (places.empty()) {
            missing.push_back(spec.name + ".csv or " + spec.name + ".geojson: the places «" + spec.name + "» are not shown");
            return true;
        }
        lists.push_back(std::move(places));
        return false;
    });
    return lists;
}

bool is_bound(const model::Column& column) {
    return column.type == model::ColumnType::share && (column.name.ends_with("_lo") || column.name.ends_with("_hi"));
}

/// The bounds need the sweep: a tally does not have them, the run's own CSVs do.
void take_bounds(const model::Table& published, model::Table& table) {
    if (published.columns.empty() || published.columns.front().texts != table.columns.front().texts) return;
    for (model::Column& column : table.columns) {
        const model::Column* from = is_bound(column) ? published.find(column.name) : nullptr;
        if (from == nullptr || from->type != column.type || from->scale != column.scale) continue;
        column.numbers = from->numbers;
        column.nulls = from->nulls;
    }
}

void take_bounds(const std::string& folder, std::vector<model::Table>& tables) {
    const model::PublishedRun published = open_run_folder(folder);
    for (model::Table& table : tables) {
        if (table.kind != model::TableKind::wide) continue;
        const auto same = std::find_if(published.tables.begin(), published.tables.end(),
                                       [&](const model::Table& other) { return other.name == table.name; });
        if (same != published.tables.end()) take_bounds(*same, table);
    }
}

}  // namespace

ReopenedRun::~ReopenedRun() = default;

Geometry ReopenedRun::geometry() const { return run_geometry(m_folder, model.territories, kReopenRemedy); }

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
    std::vector<std::vector<model::Place>> places;
    if (run->has_cells)
        places = places_of(folder, run->model, run->missing);
    else if (keeps_cells(run->model.job))
        run->missing.emplace_back("cells.covc: zones, places and squares are not shown");
    run->m_first = std::make_unique<FirstDemand>(run->model);
    if (run->has_cells) {
        progress.phase("cells");
        const int workers = threads > 0 ? threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
        tbb::task_arena arena(workers);
        StoredCells stored =
            arena.execute([&] { return ask_stored_cells(cells, run->cells_model(), std::move(places), workers, progress); });
        run->sites = std::move(stored.sites);
        run->findings = std::move(stored.findings);
        run->model.zone_accounts = settle_zones(
            run->cells_model(), *first_demand(run->tally(), run->cells_model().attributes.size()), run->findings.zones);
    }
    progress.phase("measure");
    run->tables = make_run_tables(run->model, run->cells_model(), run->tally(), run->findings);
    take_bounds(folder, run->tables);
    progress.done();
    return run;
}

}  // namespace covmap::run
