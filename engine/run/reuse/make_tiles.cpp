#include "run/reuse/make_tiles.hpp"

#include <tbb/global_control.h>

#include <algorithm>
#include <thread>

#include "core/error.hpp"
#include "run/publish/run_maps.hpp"

namespace covmap::run {

TilesReport write_tiles_of(const ReopenedRun& run, const Geometry& geometry, const TileFiles& files, int threads) {
    if (!run.has_cells)
        throw core::Error(
            core::ErrorKind::input, run.folder(),
            "has no cells.covc to make tiles from; add keep = \"cells\" to the [output] of its job and run that again");
    const int lanes = threads > 0 ? threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(lanes));
    const RunMaps maps(run.model, run.tables, run.findings, Geometry(geometry), run.context);
    return write_tiles({run.model, run.cells_model(), run.findings, run.folder() + "/cells.covc"}, maps.contents.layers, files,
                       lanes);
}

TilesReport make_tiles(const std::string& folder, const TileFiles& files, int threads, Progress& progress) {
    const std::unique_ptr<ReopenedRun> run = reopen(folder, threads, progress);
    const Geometry& geometry = run->geometry();
    progress.phase("tiles");
    return write_tiles_of(*run, geometry, files, threads);
}

}  // namespace covmap::run
