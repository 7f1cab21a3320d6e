// Options that run, plan and merge have in common.
#pragma once

#include <exception>
#include <memory>
#include <string>
#include <vector>

#include "cli/progress.hpp"
#include "run/base/options.hpp"

namespace CLI {
class App;
}

namespace covmap::cli {

/// --set KEY=VALUE, any number of them.
void add_set(CLI::App& app, std::vector<std::string>& sets);
/// --allow-unknown
void add_allow_unknown(CLI::App& app, run::RunOptions& options);

/// --strict, --strict=CODE,CODE
class StrictOption {
public:
    void add(CLI::App& app);
    void apply(run::RunOptions& options) const;

private:
    std::string m_given;
};

/// --threads, --memory, --progress: how the work is done, which changes nothing of its result.
class WorkOptions {
public:
    void add(CLI::App& app);
    void apply(run::RunOptions& options) const;
    [[nodiscard]] std::unique_ptr<Display> display() const;
    /// Does the progress tell failures as JSON?
    [[nodiscard]] bool tells_json() const { return m_progress == "json"; }

private:
    int m_threads = 0;
    std::string m_memory, m_progress = "auto";
};

/// --format, --list: how a run is told at its end.
class SummaryOptions {
public:
    void add(CLI::App& app);
    [[nodiscard]] bool is_json() const { return m_format == "json"; }
    /// On stdout. `language`: of the files, if the command line says so; else empty, and the locale's is taken.
    void print(const run::RunSummary& summary, const std::string& language) const;
    /// Tells the failure on stderr, once: as JSON where that is asked and the progress does not tell it. Its exit code.
    int fail(std::exception_ptr error, const WorkOptions& work, Display& display) const;

private:
    std::string m_format = "text";
    bool m_list = false;
};

}  // namespace covmap::cli
