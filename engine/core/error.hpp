// The one exception of the project: thrown when a run cannot go on.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace covmap::core {

enum class ErrorKind {
    usage,      ///< a bad command line: exit 2
    job,        ///< a fault in the job file: exit 1
    input,      ///< a file that cannot be read or understood: exit 1
    output,     ///< a file that cannot be written, an existing output: exit 1
    check,      ///< one of the run's own checks failed: exit 1
    cancelled,  ///< the user interrupted the run: exit 1
};

/// kind: what to do about it; where: «file», «file:layer», «file:layer:feature» or «job.toml:12»; what: the fault and its remedy.
class Error : public std::runtime_error {
public:
    Error(ErrorKind kind, std::string where, const std::string& what)
        : std::runtime_error(where.empty() ? what : where + ": " + what), m_kind(kind), m_where(std::move(where)), m_what(what) {}

    [[nodiscard]] ErrorKind kind() const { return m_kind; }
    [[nodiscard]] const std::string& where() const { return m_where; }
    [[nodiscard]] const std::string& message() const { return m_what; }

private:
    ErrorKind m_kind;
    std::string m_where;
    std::string m_what;
};

}  // namespace covmap::core
