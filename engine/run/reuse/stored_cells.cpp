#include "run/reuse/stored_cells.hpp"

#include "geodesy/cell_area.hpp"
#include "run/compute/replay.hpp"
#include "run/prepare/markets.hpp"
#include "store/cells_file.hpp"

namespace covmap::run {

StoredCells ask_stored_cells(const std::string& path, const model::RunModel& model, std::vector<std::vector<model::Place>> places,
                             std::vector<model::LineSet> lines, const measure::CompiledIndicators* indicators, int threads,
                             Progress& progress) {
    const store::CellsFile file(path, model);
    const auto areas = geodesy::make_cell_areas(model.frame.lattice, model.frame.cells);
    StoredCells cells;
    cells.sites = file.sites();
    const auto canonical = canonical_operators(model.job);
    for (model::Site& site : cells.sites) site.operator_code = canonical(site.operator_code);
    CellAnalysis analysis(model, *areas, cells.sites, std::move(places), std::move(lines));
    if (!analysis.asked() && indicators == nullptr) return cells;
    CellReply reply = replay_cells(file, model, *areas, {analysis, indicators}, threads, progress);
    cells.findings = std::move(reply.findings);
    cells.doubt = std::move(reply.doubt);
    return cells;
}

}  // namespace covmap::run
