// The sample region, run through the interface of the room.
#pragma once

#include <string>
#include <vector>

#include "model/job/job.hpp"
#include "run/run.hpp"

namespace covmap::test {

/// Says nothing.
class Quiet : public run::Progress {
public:
    void phase(const std::string&) override {}
    void advance(double) override {}
    void note(const std::string&) override {}
    void done() override {}
};

/// Options that differ from the default in one respect.
run::RunOptions with_threads(int threads, std::size_t memory_bytes = 0);
run::RunOptions overwriting(bool strict = false);
run::RunOptions strict(const std::vector<std::string>& codes = {});

/// A path below the project's folder.
std::string project_path(const std::string& name);

/// A job of data/sample («job.toml», «job_sites.toml»).
model::Job sample_job(const std::string& name, const std::vector<std::string>& set = {});

/// Runs a job into `folder`, silently.
run::RunSummary run_into(const model::Job& job, const std::string& folder, run::RunOptions options = {});

/// The folder of a run of a sample job, made once for the whole test program.
const std::string& sample_run(const std::string& name);

}  // namespace covmap::test
