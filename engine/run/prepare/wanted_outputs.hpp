// What a job's formats ask for.
#pragma once

#include "model/run_model.hpp"

namespace covmap::run {

/// Whether output.formats holds `format`.
bool wants(const model::RunModel& model, const char* format);

/// Whether some format needs map tiles.
bool wants_tiles(const model::Job& job);

/// Whether some format needs geometry.
bool wants_maps(const model::RunModel& model);

/// Does the job keep cells.covc: where it says so, or zones, places or rasters ask for it?
bool keeps_cells(const model::Job& job);

}  // namespace covmap::run
