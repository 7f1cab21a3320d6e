// Runs the sweep of a job on all its bands, in parallel, into its sinks.
#pragma once

#include <memory>
#include <vector>

#include "core/tally.hpp"
#include "measure/outcomes.hpp"
#include "run/run.hpp"
#include "run/tally_store.hpp"
#include "sweep/sweep.hpp"

namespace covmap::run {

struct SweepResult {
    sweep::SweepReport report;
    std::unique_ptr<TallyStore> tally;
    std::vector<core::DoubtRow> doubt;  ///< empty without indicators
};

/// `stores`: the stores whose bands may be released once swept. Throws Error(cancelled), Error(check).
SweepResult sweep_job(const sweep::SweepInput& input, const std::vector<core::ChainStore*>& stores, const measure::CompiledIndicators& indicators,
                      const std::vector<std::uint32_t>& market_of, int threads, std::size_t memory_bytes, Progress& progress);

}  // namespace covmap::run
