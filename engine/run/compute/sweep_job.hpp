// Runs the sweep of a job on all its bands, in parallel, into its sinks.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/cell_at.hpp"
#include "core/tally.hpp"
#include "measure/cells/people_sink.hpp"
#include "measure/outcomes.hpp"
#include "run/base/progress.hpp"
#include "run/compute/cell_analysis.hpp"
#include "run/compute/measurements.hpp"
#include "run/compute/tally_store.hpp"
#include "run/prepare/sweep_input.hpp"
#include "store/cells_writer.hpp"
#include "sweep/sweep.hpp"

namespace covmap::run {

struct SweepResult {
    sweep::SweepReport report;
    std::unique_ptr<TallyStore> tally;
    std::vector<core::DoubtRow> doubt;      ///< empty without indicators
    std::vector<std::int64_t> imputed;      ///< per territory; empty without estimated squares
    std::vector<measure::PeopleAt> people;  ///< in no order; empty where nobody asks
    FoundTests tests;                       ///< one list each [[measurement]], in no order
    CellFindings findings;
};

/// Who listens to the sweep beside the tally.
struct SweepListeners {
    const measure::CompiledIndicators* indicators = nullptr;  ///< lo and hi
    const std::vector<std::uint32_t>* market_of = nullptr;
    CellAnalysis* analysis = nullptr;                           ///< zones, places; may ask nothing; null: nothing
    store::CellsWriter* cells = nullptr;                        ///< null: cells are not kept
    std::optional<std::span<const core::CellAt>> imputed = {};  ///< the estimated squares, where the demand tells them
    bool people = false;                                        ///< where people are
    const std::vector<TestsOfJob>* tests = nullptr;             ///< what is claimed where tests were made
};

/// Sweeps some bands, ascending; the stores of the feeds release them. Throws Error(cancelled), Error(check).
SweepResult sweep_job(const Feeds& feeds, const std::vector<core::Row>& bands, const SweepListeners& listeners, int threads,
                      std::size_t memory_bytes, Progress& progress);

}  // namespace covmap::run
