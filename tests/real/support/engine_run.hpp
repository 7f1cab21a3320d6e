// A job run by the program itself, and its tally and manifest as it prints them.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace covmap::real {

/// Integers: weights in 10^-6, area in dm2.
struct Counted {
    std::vector<long long> weights;
    long long area = 0;
    std::size_t rows = 0;  ///< of the tally, summed up here
};

struct CountedTerritory {
    Counted whole;
    std::map<std::string, Counted> layers;  ///< «20801 4G data», «known: …»
};

struct EngineRun {
    std::map<std::string, CountedTerritory> territories;
    nlohmann::json manifest;
};

/// Writes benchmarks/jobs/<job>.toml.in for the data folder to `path`, with `more` at its end.
void write_job(const std::string& job, const std::string& data_folder, const std::string& path, const std::string& more = {});

/// Runs benchmarks/jobs/<job>.toml.in on the data folder with `--set` overrides. Fails the test where the program fails.
EngineRun run_job(const std::string& job, const std::string& data_folder, const std::vector<std::string>& overrides = {});

/// Runs a job given as text, @DATA@ standing for the data folder; `name` is for its files.
EngineRun run_text(const std::string& name, const std::string& job, const std::string& data_folder);

/// What a run publishes as text.
struct Published {
    nlohmann::json manifest;
    std::map<std::string, std::string> files;  ///< name -> content, those asked for
};

/// Runs the same job with `more` at its end.
Published run_job_with(const std::string& job, const std::string& data_folder, const std::string& more,
                       const std::vector<std::string>& files);

/// Balance and checks (a), (b), (c) of the manifest, and the input's totals as known.
void require_balanced(const EngineRun& run, const std::map<std::string, std::string>& totals);

}  // namespace covmap::real
