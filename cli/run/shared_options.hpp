// Options that run, plan and merge have in common.
#pragma once

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

}  // namespace covmap::cli
