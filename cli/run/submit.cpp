// covmap submit JOB
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "cli/choices.hpp"
#include "cli/command.hpp"
#include "cli/failure.hpp"
#include "cli/output_option.hpp"
#include "cli/printable.hpp"
#include "cli/rows.hpp"
#include "cli/run/shared_options.hpp"
#include "cli/run/slurm_scripts.hpp"
#include "cli/run/subprocess.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "read/job/job.hpp"
#include "run/base/output_text.hpp"
#include "run/parts/plan.hpp"

namespace covmap::cli {
namespace {

namespace fs = std::filesystem;

/// The scheduler is not there, or does not take a job.
class Refused : public std::runtime_error {
public:
    Refused(const std::string& what, std::string advice) : std::runtime_error(what), m_advice(std::move(advice)) {}
    [[nodiscard]] const std::string& advice() const { return m_advice; }

private:
    std::string m_advice;
};

/// Without the line's end, which programs print last.
std::string trimmed(std::string text) {
    text.erase(text.find_last_not_of(" \n") + 1);
    return text;
}

Ended call_sbatch(const std::vector<std::string>& words, const std::string& folder) {
    try {
        return run_program(words, folder);
    } catch (const std::system_error& error) {
        throw Refused(
            "cannot be started: " + error.code().message(),
            "submit from a node of the cluster where Slurm's commands are on PATH; --dry-run shows what would be submitted");
    }
}

/// «12» of «12;cluster». `before`: the jobs that are in the queue already.
std::string submitted(const Ended& ended, const std::string& before) {
    const std::string id = ended.out.substr(0, ended.out.find_first_of(";\n"));
    if (ended.code == 0 && !id.empty() && id.find_first_not_of("0123456789") == std::string::npos) return id;
    const std::string said = trimmed(ended.err + ended.out);
    throw Refused(said.empty() ? "exit code " + std::to_string(ended.code) : said,
                  before.empty() ? "nothing was submitted" : "submitted before it, and to be removed: scancel " + before);
}

class Submit final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("JOB", m_asked.job, "The job file")->required();
        app.add_flag("--slurm", m_slurm, "To Slurm, by sbatch: the one scheduler that it knows")->required();
        app.add_option("--parts", m_asked.parts, "How many parts the job is taken into")
            ->required()
            ->check(CLI::Range(1, static_cast<int>(run::kMostParts)))
            ->type_name("N");
        add_output(app, m_asked.out, "The run that is merged at the end", "DIR");
        app.get_option("--output")->required();
        app.add_option("--parts-dir", m_asked.parts_folder, "For plan, parts and scripts. Default: the -o, with _parts")
            ->type_name("DIR");
        app.add_option("--option", m_asked.options, "An option for each of the three jobs: --option=\"--time=1:00:00\"")
            ->allow_extra_args(false)
            ->type_name("OPTION");
        add_set(app, m_asked.sets);
        app.add_flag("--strict", m_strict, "Bad records end the run, as covmap run does: all of them, or --strict=CODE,CODE");
        app.add_flag("--allow-unknown", m_asked.allow_unknown, "Keep indicators that no supply answers, as covmap run does");
        app.add_option("--memory", m_asked.memory, "What each task stays within, as covmap run does; less than --mem of Slurm")
            ->type_name("MB");
        app.add_flag("--overwrite", m_asked.overwrite, "Replace earlier scripts, and in the end an earlier run");
        app.add_flag("--dry-run", m_dry_run, "Print scripts and commands; write and submit nothing");
        app.add_option("--format", m_format, "Of what is told: text or json")
            ->check(one_of({"text", "json"}))
            ->type_name("FORMAT");
    }

    int run() override {
        read::parse_job(m_asked.job, m_asked.sets);  // a fault is told now, and not by the queue
        if (m_asked.parts_folder.empty()) m_asked.parts_folder = fs::path(m_asked.out + "/.").parent_path().string() + "_parts";
        if (!m_strict.empty()) m_asked.strict = m_strict == "true" ? "--strict" : "--strict=" + m_strict;
        m_asked.folder = fs::current_path().string();
        m_asked.covmap = fs::read_symlink("/proc/self/exe").string();
        check_free();
        m_scripts = slurm_scripts(m_asked);
        try {
            if (!m_dry_run) submit_all();
        } catch (const Refused& refused) {
            const Failure failure{"scheduler", "sbatch", refused.what(), refused.advice(), kFailed};
            std::cerr << (m_format == "json" ? failure_json(failure) : failure_text(failure));
            return failure.code;
        }
        std::cout << (m_format == "json" ? json_text(told()) : m_dry_run ? dry_text() : submitted_text());
        return kDone;
    }

private:
    [[nodiscard]] std::string script_folder() const { return m_asked.parts_folder + "/slurm"; }
    [[nodiscard]] std::string path_of(const SlurmScript& script) const { return script_folder() + "/" + script.name + ".sh"; }

    /// The merge is the last of the three, which may be tomorrow.
    void check_free() const {
        if (m_asked.overwrite || !fs::exists(m_asked.out)) return;
        if (!fs::is_directory(m_asked.out) || !fs::is_empty(m_asked.out))
            throw core::Error(core::ErrorKind::output, m_asked.out,
                              "is there already; replace it with --overwrite, or choose another with -o");
    }

    void submit_all() {
        std::error_code failed;
        fs::create_directories(script_folder(), failed);
        if (failed) throw core::Error(core::ErrorKind::output, script_folder(), "cannot be made: " + failed.message());
        for (const SlurmScript& script : m_scripts) run::check_output_text(path_of(script), m_asked.overwrite);
        for (const SlurmScript& script : m_scripts) run::write_output_text(path_of(script), script.text, m_asked.overwrite);
        std::string before;
        for (const SlurmScript& script : m_scripts) {
            const Ended ended = call_sbatch(sbatch_words(script, m_ids.empty() ? "" : m_ids.back()), script_folder());
            m_ids.push_back(submitted(ended, before));
            before += (before.empty() ? "" : " ") + m_ids.back();
            std::cerr << printable_lines(ended.err);  // its warnings
        }
    }

    [[nodiscard]] Json told() const {
        Json jobs = Json::array();
        for (std::size_t i = 0; i < m_scripts.size(); ++i)
            jobs.push_back({{"name", m_scripts[i].name},
                            {"id", m_ids.empty() ? Json() : Json(m_ids[i])},
                            {"after", m_scripts[i].after.empty() ? Json() : Json(m_scripts[i].after)},
                            {"script", path_of(m_scripts[i])},
                            {"text", m_scripts[i].text}});
        return {{"scheduler", "slurm"},           {"submitted", !m_dry_run}, {"parts", m_asked.parts},
                {"folder", m_asked.parts_folder}, {"output", m_asked.out},   {"jobs", jobs}};
    }

    [[nodiscard]] std::string dry_text() const {
        std::string text, commands = "cd " + shell_word(script_folder()) + "\n";
        for (const SlurmScript& script : m_scripts) {
            text += "# " + path_of(script) + "\n" + script.text + "\n";
            commands += script.name + "=$(";
            for (const std::string& word : sbatch_words(script, "${" + script.after + "%%;*}"))
                commands += (word == "sbatch" ? "" : " ") + (word.find('$') == std::string::npos ? word : '"' + word + '"');
            commands += ")\n";
        }
        return text + "# Submitted by\n" + commands;
    }

    [[nodiscard]] std::string submitted_text() const {
        std::string text = "submitted to Slurm: " + m_asked.job + " in " + std::to_string(m_asked.parts) +
                           (m_asked.parts == 1 ? " part\n" : " parts\n"),
                    ids;
        for (std::size_t i = 0; i < m_scripts.size(); ++i) {
            text += "  " + m_scripts[i].name + " " + m_ids[i] + ": " + path_of(m_scripts[i]) + "\n";
            ids += (ids.empty() ? "" : ",") + m_ids[i];
        }
        return text + "the run: " + m_asked.out + "; logs: " + script_folder() + "\nwatch: squeue -j " + ids + "\n";
    }

    Submission m_asked;
    bool m_slurm = false, m_dry_run = false;
    std::string m_format = "text", m_strict;
    std::vector<SlurmScript> m_scripts;
    std::vector<std::string> m_ids;  ///< of the scripts; empty where nothing was submitted
};

}  // namespace

std::unique_ptr<Command> make_submit() { return std::make_unique<Submit>(); }

}  // namespace covmap::cli
