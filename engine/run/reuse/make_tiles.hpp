// The map tiles of a finished run.
#pragma once

#include <string>

#include "run/publish/tiles.hpp"
#include "run/reuse/open_run.hpp"

namespace covmap::run {

/// Threads 0: all processors. The same bytes as the run itself would have written, where it keeps its CSVs and its GeoPackage:
/// what it does not keep (ranges, outlines in full) is not there. Errors: input, where it has no cells.covc.
TilesReport write_tiles_of(const ReopenedRun& run, const Geometry& geometry, const TileFiles& files, int threads);

/// Opens the run in `folder` and writes its tiles. Errors: input, output, cancelled.
TilesReport make_tiles(const std::string& folder, const TileFiles& files, int threads, Progress& progress);

}  // namespace covmap::run
