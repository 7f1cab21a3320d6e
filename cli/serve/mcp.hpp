// The Model Context Protocol: what an assistant may ask of a run, as JSON-RPC 2.0, a message on a line.
#pragma once

#include <optional>
#include <string>

#include "cli/serve/run_answers.hpp"

namespace covmap::cli {

/// Answers `initialize`, `ping`, `tools/list` and `tools/call` with the tools at, tables, table, zones and explain; nothing it
/// does changes anything. A question that cannot be answered is a result with `isError` (docs/schema/error.json), a message that
/// is none an error of JSON-RPC.
class McpSession {
public:
    explicit McpSession(const RunAnswers& run) : m_run(run) {}
    /// The answer to a line, without its end; nothing to notifications.
    [[nodiscard]] std::optional<std::string> answer(const std::string& line) const;

private:
    [[nodiscard]] Json result_of(const std::string& method, const Json& parameters) const;
    [[nodiscard]] Json call(const std::string& tool, const Json& arguments) const;
    [[nodiscard]] Json called(const Json& parameters) const;

    const RunAnswers& m_run;
};

}  // namespace covmap::cli
