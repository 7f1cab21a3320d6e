// What the cells of a finished run answer: its sites, its zones, its places.
#pragma once

#include <string>
#include <vector>

#include "measure/outcomes.hpp"
#include "model/run_model.hpp"
#include "model/site.hpp"
#include "run/base/progress.hpp"
#include "run/compute/cell_analysis.hpp"

namespace covmap::run {

struct StoredCells {
    std::vector<model::Site> sites;  ///< with the canonical operators of the model's job
    CellFindings findings;           ///< empty where the job asks nothing of cells
    std::vector<core::DoubtRow> doubt;
};

/// Asks `path`, the cells.covc of a run, for what the model's job wants: its zones, and `places` and `lines`, one each [[places]]
/// and [[lines]]; and for lo and hi of `indicators`, where they are given. The model is the first demand's. Errors: as
/// store::CellsFile and replay_cells.
StoredCells ask_stored_cells(const std::string& path, const model::RunModel& model, std::vector<std::vector<model::Place>> places,
                             std::vector<model::LineSet> lines, const measure::CompiledIndicators* indicators, int threads,
                             Progress& progress);

}  // namespace covmap::run
