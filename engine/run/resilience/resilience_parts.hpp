// What losses of operators and of sites have in common. Private to the folder.
#pragma once

#include <memory>

#include "core/tally.hpp"
#include "run/resilience/resilience.hpp"

namespace covmap::run {

struct OpenedResilience {
    Resilience found;  ///< without a loss yet
    std::unique_ptr<core::TallyReader> tally;
};

/// Errors: input (not a run), usage (an unknown indicator).
OpenedResilience open_resilience(const ResilienceOptions& options);
/// With what it takes of all that is published.
void add_loss(Resilience& found, measure::OperatorLoss loss);
/// The most fragile territories, and the tables.
void conclude(Resilience& found);

}  // namespace covmap::run
