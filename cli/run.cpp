// covmap run JOB
#include "run/run.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <sstream>

#include "cli/choices.hpp"
#include "cli/command.hpp"
#include "cli/failure.hpp"
#include "cli/interrupts.hpp"
#include "cli/output_option.hpp"
#include "cli/progress.hpp"
#include "cli/rows.hpp"
#include "cli/summary.hpp"
#include "cli/terminal.hpp"
#include "core/byte_size.hpp"
#include "read/job/job.hpp"

namespace covmap::cli {
namespace {

std::vector<std::string> split_codes(const std::string& list) {
    std::vector<std::string> codes;
    std::istringstream text(list);
    for (std::string code; std::getline(text, code, ',');)
        if (!code.empty()) codes.push_back(code);
    return codes;
}

constexpr const char* kEveryCode = "true";  ///< what CLI11 gives for --strict alone

class Run final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("JOB", m_job, "The job file")->required();
        add_output(app, m_options.output_folder, "Write the run to DIR instead of the job's output.folder", "DIR");
        app.add_option("--threads", m_options.threads, "Threads; 0 takes all. The result does not depend on it")
            ->check(CLI::Range(0, 1024))
            ->type_name("N");
        app.add_flag("--overwrite", m_options.overwrite, "Replace an earlier run in the folder, once the new one is complete");
        app.add_option("--progress", m_progress, "auto (a bar on a terminal, else plain), bar, plain, json or none; on stderr")
            ->check(one_of({"auto", "bar", "plain", "json", "none"}))
            ->type_name("HOW");
        app.add_option("--set", m_sets, "Change a value of the job: --set output.folder=x, --set supply[0].source=a.gpkg")
            ->allow_extra_args(false)
            ->type_name("KEY=VALUE");
        app.add_flag("--strict", m_strict, "Bad records end the run: all of them, or --strict=CODE,CODE");
        app.add_flag("--allow-unknown", m_options.allow_unknown,
                     "Keep indicators that no supply answers: every place is unknown");
        app.add_option("--from", m_options.from, "Answer the job from an earlier run's tally, without reading the inputs")
            ->check([](const std::string& given) { return given.empty() ? "the name is empty; give a run" : std::string(); })
            ->type_name("RUN");
        app.add_option("--memory", m_memory, "Memory to stay within: 1GiB, 800MB; a number alone is megabytes")
            ->check([](const std::string& given) {
                return core::parse_byte_size(given) ? std::string()
                                                    : "\"" + given + "\" is no amount of memory; give " + core::kByteSizes;
            })
            ->type_name("SIZE");
        app.add_option("--format", m_format, "Of the summary: text or json")
            ->check(one_of({"text", "json"}))
            ->type_name("FORMAT");
        app.add_flag("--list", m_list, "Name every file of the run at the end, not their number alone");
        add_language(app, m_language, "Of the files and of the summary: fr or en. Default: the job's, and the locale's");
    }

    int run() override {
        if (const auto bytes = core::parse_byte_size(m_memory)) m_options.memory_bytes = *bytes;
        m_options.strict = !m_strict.empty();
        if (!m_language.empty()) m_sets.push_back("output.language=" + m_language);
        if (m_strict != kEveryCode) m_options.strict_codes = split_codes(m_strict);
        const std::unique_ptr<Display> display = make_display(kModes.at(m_progress), std::cerr, isatty(STDERR_FILENO) == 1);
        try {
            catch_interrupts();
            const model::Job job = read::parse_job(m_job, m_sets);
            const run::RunSummary summary = run::run_job(job, m_options, *display);
            display->done();
            const std::string language = terminal_language(m_language);
            std::cout << (m_format == "json" ? json_text(summary_json(summary, language))
                                             : summary_text(summary, {language, screen_of(STDOUT_FILENO), m_list}));
        } catch (...) {
            const Failure failure = failure_of(std::current_exception());
            if (m_format == "json" && m_progress != "json")
                std::cerr << failure_json(failure);
            else
                display->failed(failure);
            return failure.code;
        }
        return kDone;
    }

private:
    inline static const std::map<std::string, ProgressMode> kModes = {{"auto", ProgressMode::automatic},
                                                                      {"bar", ProgressMode::bar},
                                                                      {"plain", ProgressMode::plain},
                                                                      {"json", ProgressMode::json},
                                                                      {"none", ProgressMode::none}};
    std::string m_job;
    std::vector<std::string> m_sets;
    run::RunOptions m_options;
    std::string m_progress = "auto", m_format = "text";
    std::string m_strict;
    std::string m_language;
    bool m_list = false;
    std::string m_memory;
};

}  // namespace

std::unique_ptr<Command> make_run() { return std::make_unique<Run>(); }

}  // namespace covmap::cli
