// Sinks fed from cells.covc instead of the sweep.
#pragma once

#include "core/run_model.hpp"
#include "read/cells_file.hpp"
#include "run/cell_analysis.hpp"
#include "run/run.hpp"

namespace covmap::run {

/// Asks the cells of a run what `analysis` wants, band by band on all threads. Errors: input (the file), check, cancelled.
CellFindings replay_cells(const read::CellsFile& file, const core::RunModel& model, const core::CellAreas& areas, CellAnalysis& analysis, int threads,
                          Progress& progress);

}  // namespace covmap::run
