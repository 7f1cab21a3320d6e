// The indicator that a command asks about.
#pragma once

#include <string>
#include <vector>

#include "model/job/job.hpp"

namespace covmap::run {

/// Position in the job of the indicator of that name; of none, what its first [[zones]] ask, else the first one. Errors: usage.
std::size_t named_standard(const std::string& name, const model::Job& job);

/// «the run has no «x»; it has: a, b», at an option. Throws Error(usage).
[[noreturn]] void throw_unknown_name(const char* option, const std::string& given, const std::vector<std::string>& known);

}  // namespace covmap::run
