// Where a number of a finished run comes from.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/explanation.hpp"
#include "model/sheet.hpp"
#include "model/table.hpp"
#include "run/base/progress.hpp"

namespace covmap::run {

struct ExplainAsked {
    std::string column;              ///< its name, or «table.column»
    std::string code;                ///< of a territory, zone or place; empty: the column alone
    std::vector<std::string> where;  ///< «technology=4G»: rows of tables with several a territory
};

struct ExplainAnswer {
    std::vector<model::Explanation> rows;     ///< one each row that was asked for; one without row where none was
    std::vector<model::SheetSource> sources;  ///< inputs that the column is made of
};

/// A run opened to be asked about its numbers. Reads the run alone. Not thread-safe.
class ExplainedRun {
public:
    /// Errors and cost as reopen(). threads 0: all processors.
    ExplainedRun(const std::string& run_folder, int threads, Progress& progress);
    ~ExplainedRun();
    /// Of the tables that have the column, the first that has the code, or the first of all. Errors, kind input: a column or code
    /// that the run does not have (the message names the nearest); kind usage: a `where` that is none. Cost: one pass over the
    /// tally for each row; of a run that does not keep `_lo` and `_hi`, the first time, one over the cells.
    ExplainAnswer explain(const ExplainAsked& asked);
    [[nodiscard]] const std::vector<model::Table>& tables() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace covmap::run
