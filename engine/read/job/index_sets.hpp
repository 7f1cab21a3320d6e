// Ready sets of criteria: `use = "ifn"` of an [[index]]. docs/methods/index.md gives their sources.
#pragma once

#include <string>
#include <vector>

#include "model/job/job.hpp"

namespace covmap::read {

/// Their names.
std::vector<std::string> index_sets();
/// The index of a set: name, label, range and criteria, which have keys and no columns yet. An empty name for an unknown set.
model::IndexSpec index_set(const std::string& name);

}  // namespace covmap::read
