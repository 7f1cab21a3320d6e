// What a run answers to programs: its places, tables, zones and accounts, as JSON. HTTP and MCP speak it.
#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "cli/failure.hpp"
#include "cli/report.hpp"
#include "core/grid.hpp"
#include "run/points/point_query.hpp"
#include "run/reuse/explain_run.hpp"

namespace covmap::cli {

inline constexpr std::size_t kRowsByDefault = 100, kMostRows = 10000;  ///< of one answer

/// Which part of a table.
struct RowsAsked {
    std::string code;     ///< of a territory, zone or place; empty: all
    std::string columns;  ///< «code,name»: these alone; empty: all
    std::size_t offset = 0, limit = kRowsByDefault;
};

/// A table, column, code or set of zones that the run does not have. `what` says which it has.
class NotFound final : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What ended a question: NotFound as «not-found», all else as failure_of().
Failure answer_failure(const std::exception_ptr& thrown);

/// A run, opened once and only read. Not thread-safe. Errors of what is asked: NotFound; core::Error(usage), where it cannot be
/// meant. Memory: the run's tables, and its tally's model twice where it keeps its cells.
class RunAnswers {
public:
    /// Errors, kind input: not a run, a damaged file.
    RunAnswers(const std::string& run_folder, int threads);
    ~RunAnswers();

    /// docs/schema/at.json. NotFound where the run keeps no cells.
    [[nodiscard]] Json at(core::Point lon_lat) const;
    /// Names, titles and numbers of rows: docs/schema/tables.json.
    [[nodiscard]] Json tables() const;
    /// docs/schema/table.json.
    [[nodiscard]] Json table(const std::string& name, const RowsAsked& asked) const;
    /// The table of a [[zones]], by its name: docs/schema/table.json.
    [[nodiscard]] Json zones(const std::string& name, const RowsAsked& asked) const;
    /// docs/schema/explain.json.
    [[nodiscard]] Json explain(const run::ExplainAsked& asked) const;

private:
    [[nodiscard]] const model::Table* find(const std::string& name) const;

    std::string m_folder;
    std::unique_ptr<run::ExplainedRun> m_run;
    std::optional<run::PointQuery> m_points;  ///< of a run that keeps its cells
};

}  // namespace covmap::cli
