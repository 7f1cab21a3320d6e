// The rasters of a run, from its own cells.
#pragma once

#include "model/run_model.hpp"
#include "store/run_folder.hpp"

namespace covmap::run {

/// Reads cells.covc of the folder once, decoding bands on `threads` threads, and writes one COG a theme with its style. The same
/// files whatever the threads, and whether the cells come from the sweep or from another run. Memory: a band of pixels of all
/// themes a thread. Errors: input (the cells), output, cancelled.
void write_rasters(const model::RunModel& model, const store::RunFolder& folder, int threads);

}  // namespace covmap::run
