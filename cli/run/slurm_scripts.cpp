#include "cli/run/slurm_scripts.hpp"

#include <algorithm>

#include "cli/terminal.hpp"
#include "core/error.hpp"

namespace covmap::cli {
namespace {

/// What the scripts need to be their own: other values would break the chain of the three.
constexpr const char* kOwnOptions[] = {
    "--array", "-a",         "--dependency",          "-d",         "--output", "-o", "--error", "-e", "--chdir", "-D",
    "--wrap",  "--parsable", "--kill-on-invalid-dep", "--open-mode"};

/// «--array» of «--array=1-4» and of «--array 1-4», «-a» of «-a1-4».
std::string option_name(const std::string& option) {
    if (option.size() > 1 && option[1] != '-') return option.substr(0, 2);
    return option.substr(0, option.find_first_of("= "));
}

void check_option(const std::string& option) {
    const std::string where = "--option \"" + option + '"';
    if (option.size() < 2 || option.front() != '-')
        throw core::Error(core::ErrorKind::usage, where, "is no option of sbatch; give it as --option=\"--time=1:00:00\"");
    if (std::any_of(option.begin(), option.end(), [](unsigned char c) { return c < ' '; }))
        throw core::Error(core::ErrorKind::usage, where,
                          "holds a line break or another control character; give one option each time");
    const std::string name = option_name(option);
    if (std::find(std::begin(kOwnOptions), std::end(kOwnOptions), name) != std::end(kOwnOptions))
        throw core::Error(core::ErrorKind::usage, where,
                          name + " is set by covmap submit itself; --dry-run shows the scripts, to be changed by hand");
}

std::string sbatch_lines(const Submission& submission, const std::string& name, const std::string& log) {
    std::string lines = "#!/bin/bash\n#SBATCH --job-name=covmap-" + name + "\n#SBATCH --output=" + log +
                        "\n#SBATCH --open-mode=append\n#SBATCH --requeue\n";
    if (name == "part") lines += "#SBATCH --array=1-" + std::to_string(submission.parts) + "\n";
    for (const std::string& option : submission.options) lines += "#SBATCH " + option + "\n";
    return lines;
}

/// What plan and parts say alike: another question would be another plan.
std::string question_words(const Submission& submission) {
    std::string words;
    for (const std::string& set : submission.sets) words += " --set " + shell_word(set);
    if (!submission.strict.empty()) words += " " + shell_word(submission.strict);
    return words + (submission.allow_unknown ? " --allow-unknown" : "");
}

std::string covmap_words(const Submission& submission, const std::string& name) {
    const std::string parts = shell_word(submission.parts_folder), job = shell_word(submission.job);
    const std::string count = std::to_string(submission.parts);
    if (name == "plan") return "plan " + job + " --parts " + count + " -o " + parts + question_words(submission);
    if (name == "part")
        return "run " + job + " --part \"$SLURM_ARRAY_TASK_ID/" + count + "\" -o " + parts + question_words(submission);
    return "merge " + parts + " -o " + shell_word(submission.out) + (submission.overwrite ? " --overwrite" : "");
}

/// Slurm restarts a job whose node fails; this one whose command says that it may work later, or that was killed.
std::string requeue_lines(const std::string& task) {
    return "code=$?\n"
           "# 75: it may work later. Above 128: a signal ended it. Cancelled jobs are not restarted.\n"
           "if [ \"$code\" -eq 75 ] || [ \"$code\" -gt 128 ]; then\n"
           "    if [ \"${SLURM_RESTART_COUNT:-0}\" -lt \"$most_restarts\" ]; then\n"
           "        echo \"exit code $code: queued again\"\n"
           "        scontrol requeue Incomplete \"" +
           task +
           "\" && sleep 600 # Slurm ends this script meanwhile\n"
           "    fi\n"
           "fi\n"
           "exit \"$code\"\n";
}

SlurmScript script(const Submission& submission, const std::string& name, const std::string& after) {
    const bool is_array = name == "part";
    const std::string text = sbatch_lines(submission, name, name + (is_array ? "-%a.log" : ".log")) +
                             "# Written by covmap submit. CPUs: those that Slurm gives, by --cpus-per-task.\n"
                             "most_restarts=3\n"
                             "cd " +
                             shell_word(submission.folder) + " || exit 1\n" + shell_word(submission.covmap) + " " +
                             covmap_words(submission, name) +
                             (submission.memory.empty() ? "" : " --memory " + shell_word(submission.memory)) +
                             " --threads \"${SLURM_CPUS_ON_NODE:-1}\" --progress plain\n" +
                             requeue_lines(is_array ? "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID" : "$SLURM_JOB_ID");
    return {name, after, text};
}

}  // namespace

std::vector<SlurmScript> slurm_scripts(const Submission& submission) {
    for (const std::string& option : submission.options) check_option(option);
    return {script(submission, "plan", ""), script(submission, "part", "plan"), script(submission, "merge", "part")};
}

std::vector<std::string> sbatch_words(const SlurmScript& script, const std::string& after) {
    std::vector<std::string> words = {"sbatch", "--parsable"};
    if (!script.after.empty()) words.insert(words.end(), {"--dependency=afterok:" + after, "--kill-on-invalid-dep=yes"});
    words.push_back(script.name + ".sh");
    return words;
}

}  // namespace covmap::cli
