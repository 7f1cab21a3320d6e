#include "run/reuse/open_page.hpp"

#include <filesystem>

#include "core/error.hpp"
#include "run/publish/page_folder.hpp"
#include "run/reuse/make_tiles.hpp"
#include "run/reuse/open_run.hpp"
#include "run/reuse/run_folder_reader.hpp"
#include "run/reuse/verify_run.hpp"
#include "store/run_folder.hpp"
#include "store/standing_run.hpp"

namespace covmap::run {

namespace {

namespace fs = std::filesystem;

/// Says once what of the run's own files the page is served from is not as it was written. It is served all the same.
void note_changes(const std::string& folder, const std::string& beginning, Progress& progress) {
    try {
        const std::vector<VerifyFinding> changes = changed_files(folder, beginning);
        if (changes.empty()) return;
        const std::string more = changes.size() > 1 ? ", and " + std::to_string(changes.size() - 1) + " more" : "";
        progress.note("warning: " + folder + "/" + changes.front().file + " " + changes.front().what + more +
                      ": the page may be damaged; covmap verify lists all");
    } catch (const core::Error& error) {
        if (error.kind() != core::ErrorKind::input) throw;
        progress.note(std::string("warning: whether the page is as it was written is not known: ") + error.what());
    }
}

/// The tiles of a run: those that it has, else made from its cells into `temporary`.
std::string tiles_of(const ReopenedRun& run, const Geometry& geometry, const std::string& temporary, int threads,
                     Progress& progress) {
    for (const std::string place : {"tiles.pmtiles", "html/tiles.pmtiles"})
        if (fs::exists(run.folder() + "/" + place)) {
            note_changes(run.folder(), place, progress);
            return run.folder() + "/" + place;
        }
    const std::string path = temporary + "/tiles.pmtiles";
    write_tiles_of(run, geometry, {path, ""}, threads);
    return path;
}

}  // namespace

std::string open_page(const PageAsked& asked, const std::string& temporary, Progress& progress) {
    const std::string folder = store::standing_run(asked.folder);
    if (asked.compare.empty() && fs::exists(folder + "/html/index.html")) {
        note_changes(folder, "html/", progress);
        return folder + "/html";
    }
    const std::unique_ptr<ReopenedRun> run = reopen(asked.folder, asked.threads, progress);
    const Geometry& geometry = run->geometry();
    const std::string tiles = tiles_of(*run, geometry, temporary, asked.threads, progress);
    const PageSource source{run->model, run->tables, run->findings, geometry,
                            !run->sites.empty() && !model::has_confidential_cells(run->model.job)};
    if (asked.compare.empty()) {
        write_page_folder(source, nullptr, tiles, temporary);
        return temporary;
    }
    const std::unique_ptr<ReopenedRun> other = reopen(asked.compare, asked.threads, progress);
    const model::PublishedRun before = describe_run(asked.compare), now = describe_run(asked.folder);
    const PageOther beside{other->model, other->tables, measure::same_places(before, now), measure::same_scope(before, now),
                           measure::market_change(before, now)};
    write_page_folder(source, &beside, tiles, temporary);
    return temporary;
}

}  // namespace covmap::run
