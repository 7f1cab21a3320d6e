// One demand asked of all supplies, in one set of territories.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/tally.hpp"
#include "model/run_model.hpp"
#include "read/supply/supply.hpp"
#include "run/base/clock.hpp"
#include "run/base/options.hpp"
#include "run/base/progress.hpp"
#include "run/compute/cell_analysis.hpp"
#include "run/prepare/partial_maps.hpp"

namespace covmap::run {

struct DemandAnswer {
    model::RunModel model;
    std::unique_ptr<core::TallyReader> tally;
    CellFindings findings;
};

struct DemandQuestion;
struct ReadyDemand;
struct SweepResult;

/// Bands that were swept elsewhere: by the parts of a run (run/parts).
class SweptBands {
public:
    virtual ~SweptBands() = default;
    /// What a sweep of all bands would have found, tests, people and findings included; cells.covc is written where the question
    /// says, if the job keeps it. Errors: input, check, cancelled.
    virtual SweepResult take(const DemandQuestion& question, ReadyDemand& ready) const = 0;
};

struct DemandQuestion {
    model::Job job;          ///< with this demand alone
    std::size_t number = 0;  ///< of the demand in the whole job
    bool alone = true;       ///< the job has no other demand
    const RunOptions& options;
    std::string cells;  ///< path of cells.covc, where the job keeps cells
    int threads = 1;
    Clock& clock;
    Progress& progress;
    std::optional<PartialMaps>& partial;     ///< found at the first demand that is asked, and the same for all
    std::vector<read::SupplyRead>& records;  ///< what supplies of records claim, as found at the first demand that has premises
    const SweptBands* swept = nullptr;       ///< what others swept; null: it is swept here
};

/// Reads the inputs, sweeps, settles. Inputs and defects of territories and supplies are told by the first demand. Throws
/// core::Error.
DemandAnswer ask_demand(const DemandQuestion& question);

/// Tells that cells.covc is beyond its limit.
void note_large_cells(const model::Job& job, model::RunModel& model);

}  // namespace covmap::run
