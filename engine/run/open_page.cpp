#include "run/open_page.hpp"

#include <filesystem>

#include "core/error.hpp"
#include "export/run_folder.hpp"
#include "measure/comparison_context.hpp"
#include "read/run_folder_reader.hpp"
#include "run/page_folder.hpp"
#include "run/reopen.hpp"

namespace covmap::run {

namespace {

namespace fs = std::filesystem;

/// The tiles of a run.
std::string tiles_of(const std::string& folder) {
    for (const char* place : {"/tiles.pmtiles", "/html/tiles.pmtiles"})
        if (fs::exists(folder + place)) return folder + place;
    throw core::Error(core::ErrorKind::input, folder, "has no tiles.pmtiles; add \"html\" to the formats of its job and run that again");
}

}  // namespace

std::string open_page(const PageAsked& asked, const std::string& temporary, Progress& progress) {
    exports::recover_run_folder(asked.folder);
    if (asked.compare.empty() && fs::exists(asked.folder + "/html/index.html")) return asked.folder + "/html";
    const std::string tiles = tiles_of(asked.folder);
    const std::unique_ptr<ReopenedRun> run = reopen(asked.folder, asked.threads, progress);
    const Geometry geometry = run->geometry();
    const PageSource source{run->model, run->tables, run->findings, geometry, !run->sites.empty()};
    if (asked.compare.empty()) {
        write_page_folder(source, nullptr, tiles, temporary);
        return temporary;
    }
    const std::unique_ptr<ReopenedRun> other = reopen(asked.compare, asked.threads, progress);
    const bool same_people = measure::same_places(read::open_run_folder(asked.folder), read::open_run_folder(asked.compare));
    const PageOther beside{other->model, other->tables, same_people};
    write_page_folder(source, &beside, tiles, temporary);
    return temporary;
}

}  // namespace covmap::run
