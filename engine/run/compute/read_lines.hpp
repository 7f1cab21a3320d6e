// The lines that a job measures.
#pragma once

#include <vector>

#include "core/grid.hpp"
#include "model/lines.hpp"
#include "model/run_model.hpp"
#include "model/stretch.hpp"
#include "read/vector/lines.hpp"

namespace covmap::run {

struct LinesOfJob {
    std::vector<model::LineSet> sets;    ///< one each [[lines]]
    std::vector<read::LinesRead> reads;  ///< what else was found, without the lines
    std::vector<bool> empty;             ///< nothing of them was read
};

/// Errors: as read::read_lines. `land`: where the territories are; null where a run is answered from its cells.
LinesOfJob read_lines(const model::Job& job, const core::Frame& frame, const read::Land* land);

/// Adds their inputs, hashed, and their defects to the model, and a warning for lines of which none was read.
void gather_lines(const LinesOfJob& lines, model::RunModel& model);

/// Draws the stretches of a set: their paths and middles in degrees, by PROJ, to 10^-7 of a degree; cut where longitudes jump by
/// more than half a turn.
void draw_stretches(const core::Lattice& lattice, const model::LineSet& set, model::StretchSet& stretches);

}  // namespace covmap::run
