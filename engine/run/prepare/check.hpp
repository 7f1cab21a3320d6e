// All that can be found wrong with a job before it runs.
#pragma once

#include <string>
#include <vector>

#include "model/job/job.hpp"

namespace covmap::run {

struct CheckFinding {
    std::string severity;  ///< «error» | «warning» | «info»
    std::string where;
    std::string what;
};

/// All that can be found wrong with a job's inputs without sweeping its coverage. The demand alone is swept where the job has
/// official figures, or where a map of coverage may end before what is published does.
std::vector<CheckFinding> check_job(const model::Job& job);

}  // namespace covmap::run
