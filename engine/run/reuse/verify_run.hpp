// Whether the files of a run are what they were when it ended.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace covmap::run {

/// What is not as the manifest says.
struct VerifyFinding {
    std::string code;  ///< missing | changed | no-file | unreadable | account
    std::string file;  ///< from the run's folder
    std::string what;
    bool operator==(const VerifyFinding&) const = default;
};

struct Verification {
    std::size_t files = 0;     ///< hashed again
    std::uint64_t bytes = 0;   ///< in them
    std::size_t accounts = 0;  ///< added up again
    std::vector<VerifyFinding> findings;
    std::vector<std::string> others;  ///< files in the folder that are not part of the run, sorted; no finding
    std::string job;                  ///< path of the run's job, as it was given

    [[nodiscard]] bool is_sound() const { return findings.empty(); }
};

/// Hashes every file that the manifest lists, adds up its accounts and holds the rows of tally.covt against them, and so for the
/// runs inside. The manifest has no hash of its own, nor has timings.json. `folder`: what standing_run() finds there. Writes
/// nothing; follows no link and no name out of the folder. Cost: each file is read once, tallies three times.
/// Errors: input, where there is no manifest, or one without hashes.
Verification verify_run(const std::string& folder);

/// Of the files whose names begin with `beginning`, those that are not as the manifest says; none where it has no hashes.
std::vector<VerifyFinding> changed_files(const std::string& folder, const std::string& beginning);

}  // namespace covmap::run
