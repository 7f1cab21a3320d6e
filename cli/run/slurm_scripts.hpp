// The scripts by which Slurm plans a job, computes its parts as an array, and merges them.
#pragma once

#include <string>
#include <vector>

namespace covmap::cli {

/// What is to be submitted. Paths as the user gave them, seen from `folder`.
struct Submission {
    std::string covmap;  ///< the program, absolute
    std::string folder;  ///< where the commands are to run, absolute
    std::string job, parts_folder, out;
    int parts = 1;
    std::vector<std::string> sets;  ///< «output.language=fr»
    std::string strict;             ///< «--strict», «--strict=CODE,CODE», or empty
    bool allow_unknown = false;
    std::string memory;                ///< of each command, as --memory takes it; empty: its default
    std::vector<std::string> options;  ///< of sbatch, for each of the three: «--time=1:00:00»
    bool overwrite = false;            ///< an earlier run in `out`
};

struct SlurmScript {
    std::string name;   ///< plan, part, merge: its file is <name>.sh
    std::string after;  ///< the one that has to succeed before it; empty: none
    std::string text;
};

/// In the order of their submission. The scripts stand for themselves: each can be given to sbatch again by hand, which gives
/// `part` an array of its own with --array. Errors: core::Error(usage) for an option that no line of #SBATCH can hold, or that
/// submit sets.
std::vector<SlurmScript> slurm_scripts(const Submission& submission);

/// The words to submit it by, from the folder of the scripts. `after`: what the scheduler calls the job before it.
std::vector<std::string> sbatch_words(const SlurmScript& script, const std::string& after);

}  // namespace covmap::cli
