#include "run/reuse/diff_runs.hpp"

#include "core/error.hpp"
#include "measure/compare/comparison.hpp"
#include "run/reuse/run_folder_reader.hpp"

namespace covmap::run {

namespace {

model::PublishedRun opened(const std::string& folder) {
    model::PublishedRun run = open_run_folder(folder);
    if (run.tables.empty())
        throw core::Error(core::ErrorKind::input, folder,
                          "holds neither tally.covt nor " + run.units.front() + ".csv; keep one of them, or run the job again");
    return run;
}

}  // namespace

model::Comparison diff_runs(const std::string& a, const std::string& b, const model::CompareOptions& options) {
    const model::PublishedRun run_a = opened(a), run_b = opened(b);
    return measure::compare(run_a, run_b, options);
}

}  // namespace covmap::run
