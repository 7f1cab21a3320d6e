#include "run/reuse/diff_runs.hpp"

#include <filesystem>

#include "core/error.hpp"
#include "measure/compare/comparison.hpp"
#include "measure/tables/tables.hpp"
#include "run/reuse/run_folder_reader.hpp"
#include "store/tally_file.hpp"

namespace covmap::run {

namespace {

model::PublishedRun opened(const std::string& folder) {
    model::PublishedRun run = open_run_folder(folder);
    if (!run.tables.empty()) return run;
    const std::string path = run.folder + "/tally.covt";
    if (!std::filesystem::exists(path))
        throw core::Error(core::ErrorKind::input, folder,
                          "holds neither " + run.units.front() + ".csv nor tally.covt; keep one of them, or run the job again");
    const store::TallyFile tally = store::open_tally(path);
    for (model::Table& table : measure::make_tables(tally.model, *tally.reader))
        if (table.kind == model::TableKind::wide) run.tables.push_back(std::move(table));
    return run;
}

}  // namespace

model::Comparison diff_runs(const std::string& a, const std::string& b, const model::CompareOptions& options) {
    const model::PublishedRun run_a = opened(a), run_b = opened(b);
    return measure::compare(run_a, run_b, options);
}

}  // namespace covmap::run
