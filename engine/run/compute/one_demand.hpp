// One demand asked of all supplies, in one set of territories.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/tally.hpp"
#include "model/run_model.hpp"
#include "read/supply/supply.hpp"
#include "run/base/clock.hpp"
#include "run/base/options.hpp"
#include "run/base/progress.hpp"
#include "run/compute/cell_analysis.hpp"
#include "run/prepare/partial_maps.hpp"
#include "store/run_folder.hpp"

namespace covmap::run {

struct DemandAnswer {
    model::RunModel model;
    std::unique_ptr<core::TallyReader> tally;
    CellFindings findings;
};

struct DemandQuestion {
    model::Job job;          ///< with this demand alone
    std::size_t number = 0;  ///< of the demand in the whole job
    bool alone = true;       ///< the job has no other demand
    const RunOptions& options;
    const store::RunFolder& folder;  ///< cells.covc goes there, where the job keeps cells
    int threads = 1;
    Clock& clock;
    Progress& progress;
    std::optional<PartialMaps>& partial;     ///< found at the first demand that is asked, and the same for all
    std::vector<read::SupplyRead>& records;  ///< what supplies of records claim, as found at the first demand that has premises
};

/// Reads the inputs, sweeps, settles. Inputs and defects of territories and supplies are told by the first demand. Throws
/// core::Error.
DemandAnswer ask_demand(const DemandQuestion& question);

}  // namespace covmap::run
