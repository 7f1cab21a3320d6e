// Failures as the user sees them: exit code, message, advice.
#pragma once

#include <exception>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "core/error.hpp"

namespace covmap::cli {

/// 2 for a bad command line, that of the command for everything else.
int exit_code(core::ErrorKind kind, int failed_code = kFailed);
/// «usage», «job», «input», «output», «check», «cancelled».
std::string kind_name(core::ErrorKind kind);
/// What to try next, or empty where the message says it already.
std::string advice(const core::Error& error);

struct Failure {
    std::string kind;  ///< as kind_name(), or «retry», «memory», «threads», «unexpected»
    std::string where, what;
    std::string advice;  ///< empty where `what` says it already
    int code = kFailed;
};

/// A kind of failure, which is its stable code: docs/errors.md.
struct FailureKind {
    const char* code;
    const char* what;  ///< what it is
    const char* next;  ///< the next step
};
/// All that failure_of() gives, and `not-found` of servers.
const std::vector<FailureKind>& failure_kinds();
/// What to do next about a failure: its own advice, else that of its kind.
std::string next_step(const Failure& failure);

/// What ended a command. Once memory ran out, what a library says of it (a CRS that is not known, a file without one) is told as
/// that. `failed_code`: of the command, where the fault is not the command line's.
Failure failure_of(const std::exception_ptr& thrown, int failed_code = kFailed);

/// «covmap: where: what», and the advice below it, safe for a terminal (printable.hpp). Faults of a job keep a line each.
std::string failure_text(const Failure& failure);

/// The same as a line of JSON, where results are JSON too: docs/schema/error.json.
std::string failure_json(const Failure& failure);

}  // namespace covmap::cli
