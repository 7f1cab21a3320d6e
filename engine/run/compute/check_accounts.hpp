// From what was read and swept to accounts that balance.
#pragma once

#include "model/run_model.hpp"
#include "read/demand/demand.hpp"
#include "run/compute/sweep_job.hpp"

namespace covmap::run {

/// Balance and checks from the sweep; throws Error(check) when the accounts do not balance or check (a) or (b) fails.
void settle(const read::DemandReport& demand, SweepResult& swept, model::RunModel& model);

}  // namespace covmap::run
