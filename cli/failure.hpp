// Errors as the user sees them: exit code, message, advice.
#pragma once

#include <string>

#include "cli/command.hpp"
#include "core/error.hpp"

namespace covmap::cli {

/// 2 for a bad command line, 1 for everything else.
int exit_code(core::ErrorKind kind);
/// «usage», «job», «input», «output», «check», «cancelled».
std::string kind_name(core::ErrorKind kind);
/// What to try next, or empty where the message says it already.
std::string advice(const core::Error& error);
/// «covmap: what» and the advice, a line each, safe for a terminal (printable.hpp). Faults of a job keep a line each.
std::string failure_lines(const core::Error& error);

}  // namespace covmap::cli
