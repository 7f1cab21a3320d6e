// Every sweep of a job: each demand in each set of territories.
#pragma once

#include <functional>

#include "model/job/job.hpp"
#include "run/base/clock.hpp"
#include "run/base/options.hpp"
#include "run/base/progress.hpp"
#include "run/compute/one_demand.hpp"

namespace covmap::run {

/// Visits them in the order of the whole run. `known_maps`: what is known of the partial maps in a set of territories, so that
/// it need not be found again; null: nothing is. Errors: those of the readers and of `visit`.
void each_sweep(const model::Job& job, const RunOptions& options, Clock& clock, Progress& progress,
                const std::function<std::optional<PartialMaps>(const std::string& unit)>& known_maps,
                const std::function<void(const DemandQuestion&)>& visit);

}  // namespace covmap::run
