// The inputs of a plan: every file that the whole run will read.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/job/job.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "store/parts/part_plan.hpp"

namespace covmap::run {

/// All of them, by name; not the job file. Errors: input.
std::vector<store::HashedFile> hash_planned(const model::Job& job);

/// Refuses files that are not of the size that the plan knows: Error(input), or Retry where one cannot be reached.
void check_sizes(const store::PartPlan& plan, const model::Job& job);

/// Refuses what differs from the plan: Error(input).
void check_hashes(const store::PartPlan& plan, const model::Job& job, const std::map<std::string, FileHash>& hashes);

}  // namespace covmap::run
