// Ready sets of indicators: `use = ["arcep-debits"]`. docs/sets.md gives their legal sources.
#pragma once

#include <string>
#include <vector>

#include "model/job/job.hpp"

namespace covmap::read {

/// Their names.
std::vector<std::string> indicator_sets();
/// The indicators of a set, in order; none for an unknown name.
std::vector<model::IndicatorSpec> indicator_set(const std::string& name);

}  // namespace covmap::read
