#include "cli/run/shared_options.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <sstream>

#include "cli/choices.hpp"
#include "cli/failure.hpp"
#include "cli/rows.hpp"
#include "cli/summary.hpp"
#include "cli/terminal.hpp"
#include "core/process/byte_size.hpp"

namespace covmap::cli {

namespace {

constexpr const char* kEveryCode = "true";  ///< what CLI11 gives for --strict alone

std::vector<std::string> split_codes(const std::string& list) {
    std::vector<std::string> codes;
    std::istringstream text(list);
    for (std::string code; std::getline(text, code, ',');)
        if (!code.empty()) codes.push_back(code);
    return codes;
}

const std::map<std::string, ProgressMode>& progress_modes() {
    static const std::map<std::string, ProgressMode> modes = {{"auto", ProgressMode::automatic},
                                                              {"bar", ProgressMode::bar},
                                                              {"plain", ProgressMode::plain},
                                                              {"json", ProgressMode::json},
                                                              {"none", ProgressMode::none}};
    return modes;
}

}  // namespace

void add_set(CLI::App& app, std::vector<std::string>& sets) {
    app.add_option("--set", sets, "Change a value of the job: --set output.folder=x, --set supply[0].source=a.gpkg")
        ->allow_extra_args(false)
        ->type_name("KEY=VALUE");
}

void add_allow_unknown(CLI::App& app, run::RunOptions& options) {
    app.add_flag("--allow-unknown", options.allow_unknown, "Keep indicators that no supply answers: every place is unknown");
}

void StrictOption::add(CLI::App& app) {
    app.add_flag("--strict", m_given, "Bad records end the run: all of them, or --strict=CODE,CODE");
}

void StrictOption::apply(run::RunOptions& options) const {
    options.strict = !m_given.empty();
    if (m_given != kEveryCode) options.strict_codes = split_codes(m_given);
}

void WorkOptions::add(CLI::App& app) {
    app.add_option("--threads", m_threads, "Threads; 0 takes all. The result does not depend on it")
        ->check(CLI::Range(0, 1024))
        ->type_name("N");
    app.add_option("--progress", m_progress, "auto (a bar on a terminal, else plain), bar, plain, json or none; on stderr")
        ->check(one_of({"auto", "bar", "plain", "json", "none"}))
        ->type_name("HOW");
    app.add_option("--memory", m_memory, "Memory to stay within: 1GiB, 800MB; a number alone is megabytes")
        ->check([](const std::string& given) {
            return core::parse_byte_size(given) ? std::string()
                                                : "\"" + given + "\" is no amount of memory; give " + core::kByteSizes;
        })
        ->type_name("SIZE");
}

void WorkOptions::apply(run::RunOptions& options) const {
    options.threads = m_threads;
    if (const auto bytes = core::parse_byte_size(m_memory)) options.memory_bytes = *bytes;
}

std::unique_ptr<Display> WorkOptions::display() const {
    return make_display(progress_modes().at(m_progress), std::cerr, isatty(STDERR_FILENO) == 1);
}

void SummaryOptions::add(CLI::App& app) {
    app.add_option("--format", m_format, "Of the summary: text or json")->check(one_of({"text", "json"}))->type_name("FORMAT");
    app.add_flag("--list", m_list, "Name every file of the run at the end, not their number alone");
}

void SummaryOptions::print(const run::RunSummary& summary, const std::string& language) const {
    const std::string spoken = terminal_language(language);
    std::cout << (is_json() ? json_text(summary_json(summary, spoken))
                            : summary_text(summary, {spoken, screen_of(STDOUT_FILENO), m_list}));
}

int SummaryOptions::fail(std::exception_ptr error, const WorkOptions& work, Display& display) const {
    const Failure failure = failure_of(error);
    if (is_json() && !work.tells_json())
        std::cerr << failure_json(failure);
    else
        display.failed(failure);
    return failure.code;
}

}  // namespace covmap::cli
