#include "run/reuse/open_page.hpp"

#include <filesystem>

#include "core/error.hpp"
#include "measure/compare/comparison_context.hpp"
#include "run/publish/page_folder.hpp"
#include "run/reuse/make_tiles.hpp"
#include "run/reuse/reopen.hpp"
#include "run/reuse/run_folder_reader.hpp"
#include "store/standing_run.hpp"

namespace covmap::run {

namespace {

namespace fs = std::filesystem;

/// The tiles of a run: those that it has, else made from its cells into `temporary`.
std::string tiles_of(const ReopenedRun& run, const Geometry& geometry, const std::string& temporary, int threads) {
    for (const char* place : {"/tiles.pmtiles", "/html/tiles.pmtiles"})
        if (fs::exists(run.folder() + place)) return run.folder() + place;
    const std::string path = temporary + "/tiles.pmtiles";
    write_tiles_of(run, geometry, {path, ""}, threads);
    return path;
}

}  // namespace

std::string open_page(const PageAsked& asked, const std::string& temporary, Progress& progress) {
    const std::string page = store::standing_run(asked.folder) + "/html";
    if (asked.compare.empty() && fs::exists(page + "/index.html")) return page;
    const std::unique_ptr<ReopenedRun> run = reopen(asked.folder, asked.threads, progress);
    const Geometry geometry = run->geometry();
    const std::string tiles = tiles_of(*run, geometry, temporary, asked.threads);
    const PageSource source{run->model, run->tables, run->findings, geometry,
                            !run->sites.empty() && !model::has_confidential_cells(run->model.job)};
    if (asked.compare.empty()) {
        write_page_folder(source, nullptr, tiles, temporary);
        return temporary;
    }
    const std::unique_ptr<ReopenedRun> other = reopen(asked.compare, asked.threads, progress);
    const bool same_people = measure::same_places(open_run_folder(asked.folder), open_run_folder(asked.compare));
    const PageOther beside{other->model, other->tables, same_people};
    write_page_folder(source, &beside, tiles, temporary);
    return temporary;
}

}  // namespace covmap::run
