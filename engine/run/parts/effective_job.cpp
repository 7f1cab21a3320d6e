#include "run/parts/effective_job.hpp"

#include <algorithm>
#include <filesystem>
#include <thread>

#include "model/indicator.hpp"
#include "run/prepare/markets.hpp"

namespace covmap::run {

model::Job effective_job(const model::Job& job, const RunOptions& options) {
    model::Job effective = job;
    const auto canonical = canonical_operators(job);
    for (model::IndicatorSpec& indicator : effective.indicator) {
        for (std::string& op : indicator.of) op = canonical(op);
        indicator.allow_unknown = indicator.allow_unknown || options.allow_unknown;
    }
    model::settle_combinations(effective.indicator);
    if (!options.output_folder.empty())
        effective.output.folder = options.output_folder;
    else if (std::filesystem::path(job.output.folder).is_relative() && !job.folder.empty())
        effective.output.folder = (std::filesystem::path(job.folder) / job.output.folder).string();
    return effective;
}

int threads_of(const RunOptions& options) {
    return options.threads > 0 ? options.threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

}  // namespace covmap::run
