#include "run/support/sample.hpp"

#include <map>

#include "read/job/job.hpp"
#include "run/support/folders.hpp"
#include "support/paths.hpp"

namespace covmap::test {

run::RunOptions with_threads(int threads, std::size_t memory_bytes) {
    run::RunOptions options;
    options.threads = threads;
    options.memory_bytes = memory_bytes;
    return options;
}

run::RunOptions overwriting(bool strict) {
    run::RunOptions options;
    options.overwrite = true;
    options.strict = strict;
    return options;
}

run::RunOptions strict(const std::vector<std::string>& codes) {
    run::RunOptions options;
    options.strict = true;
    options.strict_codes = codes;
    return options;
}

std::string project_path(const std::string& name) { return test::source_dir() + "/" + name; }

model::Job sample_job(const std::string& name, const std::vector<std::string>& set) {
    return read::parse_job(project_path("data/sample/" + name), set);
}

run::RunSummary run_into(const model::Job& job, const std::string& folder, run::RunOptions options) {
    Quiet quiet;
    options.output_folder = folder;
    return run::run_job(job, options, quiet);
}

const std::string& sample_run(const std::string& name) {
    static const TempFolder folder;
    static std::map<std::string, std::string> runs;
    const auto [at, fresh] = runs.try_emplace(name, folder.path(name + ".run"));
    if (fresh) run_into(sample_job(name), at->second, with_threads(2));
    return at->second;
}

}  // namespace covmap::test
