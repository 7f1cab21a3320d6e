// One command of covmap: setup() declares its options and touches nothing, run() works.
#pragma once

#include <memory>

namespace CLI {
class App;
}

namespace covmap::cli {

/// Exit codes, the same for every command but diff and reconcile (docs/commands/diff.md).
inline constexpr int kDone = 0;    ///< what was asked is done
inline constexpr int kFailed = 1;  ///< a fault in the job, an input, an output or a check; or the user interrupted
inline constexpr int kUsage = 2;   ///< a bad command line
inline constexpr int kRetry = 75;  ///< the same may work a little later (run::Retry): EX_TEMPFAIL of sysexits.h

class Command {
public:
    virtual ~Command() = default;
    /// Declares options on the command's own part of the command line; the members they fill live as long as this.
    virtual void setup(CLI::App& app) = 0;
    /// Does the work and returns an exit code. Errors: core::Error and other exceptions, which main() reports.
    virtual int run() = 0;
    /// The exit code where run() could not do its work, a bad command line aside.
    [[nodiscard]] virtual int failed_code() const { return kFailed; }
};

std::unique_ptr<Command> make_run();
std::unique_ptr<Command> make_plan();
std::unique_ptr<Command> make_merge();
std::unique_ptr<Command> make_check();
std::unique_ptr<Command> make_inspect();
std::unique_ptr<Command> make_init();
std::unique_ptr<Command> make_sheet();  ///< `covmap report`
std::unique_ptr<Command> make_tally();
std::unique_ptr<Command> make_tiles();
std::unique_ptr<Command> make_at();
std::unique_ptr<Command> make_explain();
std::unique_ptr<Command> make_diff();
std::unique_ptr<Command> make_verify();
std::unique_ptr<Command> make_view();
std::unique_ptr<Command> make_reconcile();
std::unique_ptr<Command> make_sites();
std::unique_ptr<Command> make_resilience();
std::unique_ptr<Command> make_serve();
std::unique_ptr<Command> make_mcp();
std::unique_ptr<Command> make_submit();
std::unique_ptr<Command> make_completion();

}  // namespace covmap::cli
