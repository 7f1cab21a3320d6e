// Coverage outside of the extent that its own supply states: one of the two is wrong.
#pragma once

#include <string>
#include <vector>

#include "core/tally.hpp"
#include "model/run_model.hpp"

namespace covmap::run {

/// One line for the claims of one extent of which over a twentieth of the people they cover (of the area, where the demand has
/// no attribute) lies outside of it, in what is published. They count as covered there: what is claimed is claimed. Records,
/// which speak of premises, have no outside. Cost: one pass over the tally.
std::vector<std::string> beyond_extents(const model::RunModel& model, const core::TallyReader& tally);

}  // namespace covmap::run
