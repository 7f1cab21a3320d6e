// Who is served in one run and not in another of the same people and territories.
#pragma once

#include <vector>

#include "core/tally.hpp"
#include "measure/loss/operator_loss.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

/// A run's model and tally.
struct RunPeople {
    const model::RunModel& model;
    const core::TallyReader& tally;
};

/// Per territory of `before`, net: lost is how many more fail the indicator in `after`, unsure of how many more nobody knows; the
/// two sum to how many fewer are served. Both runs have the same territories and attributes, and the indicator in the same place.
/// Errors: check, where they have not, or a sum overflows. One pass over each tally.
std::vector<Loss> losses_between(const RunPeople& before, const RunPeople& after, std::size_t indicator);

}  // namespace covmap::measure
