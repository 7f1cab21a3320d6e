// The plan of a job: reading, sweeping, measuring, publishing. The only room that knows all the others.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

#include "model/job/job.hpp"

namespace covmap::run {

/// How a run goes on, told as it goes. Implementations are thread-safe.
class Progress {
public:
    virtual ~Progress() = default;
    virtual void phase(const std::string& name) = 0;
    virtual void advance(double fraction) = 0;  ///< of the phase, 0..1
    virtual void note(const std::string& text) = 0;
    virtual void done() = 0;
};

struct RunOptions {
    std::string output_folder;              ///< empty: the job's
    int threads = 0;                        ///< 0: all processors
    bool overwrite = false;                 ///< an existing covmap run may be replaced
    bool strict = false;                    ///< defects are fatal
    std::vector<std::string> strict_codes;  ///< only these; empty with strict: all
    bool allow_unknown = false;             ///< indicators that no supply answers are kept: unknown everywhere
    std::string from;                       ///< a run whose tally answers instead of the inputs
    std::size_t memory_bytes = 0;           ///< for vertices and tally rows, beyond: scratch files; 0: 1 GiB
};

struct RunSummary {
    std::string folder;
    std::vector<std::string> files;
    std::vector<std::string> lines;  ///< for people: what was found, the balance, the checks, the warnings
};

/// Runs a job and publishes its folder whole or not at all. Throws core::Error. The result depends on the inputs alone, not on
/// threads, memory or the order of features.
RunSummary run_job(const model::Job& job, const RunOptions& options, Progress& progress);

struct CheckFinding {
    std::string severity;  ///< «error» | «warning» | «info»
    std::string where;
    std::string what;
};

/// All that can be found wrong with a job's inputs without sweeping its coverage. The demand alone is swept where the job has
/// official figures, or where a map of coverage may end before what is published does.
std::vector<CheckFinding> check_job(const model::Job& job);

/// The tally of a run as CSV: territory, signature as a list of layers, weights, area.
void write_tally_csv(const std::string& run_folder, std::ostream& out);

/// Versions of covmap and of the libraries it uses, one a line.
std::string version_text();

/// Asks a running run_job to stop with Error(cancelled). Async-signal-safe.
void request_cancel();

}  // namespace covmap::run
