// covmap: the command line. Parses, calls one command, turns errors into exit codes.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <vector>

#include "cli/command.hpp"
#include "cli/failure.hpp"
#include "cli/limits.hpp"
#include "read/table/table_reader.hpp"
#include "run/base/versions.hpp"

namespace covmap::cli {
namespace {

struct Entry {
    const char* name;
    const char* what;     ///< the first line of its help
    const char* example;  ///< without "covmap" and the name
    std::unique_ptr<Command> (*make)();
};

constexpr Entry kCommands[] = {
    {"run", "Compute who is covered, by which operators and how well, as a job file asks", "job.toml -o out", make_run},
    {"plan", "Take a run into parts of equal work, for the tasks of a cluster", "job.toml --parts 64 -o parts", make_plan},
    {"merge", "Put the parts of a run together: the same files as of one run", "parts -o out", make_merge},
    {"check", "List everything that is wrong with a job, before it is run", "job.toml", make_check},
    {"inspect", "Show what files contain, and the lines of a job that would read them", "people.csv coverage/*.gpkg",
     make_inspect},
    {"init", "Write a complete job for a handful of files, with comments", "people.csv communes.gpkg coverage/*.gpkg -o job.toml",
     make_init},
    {"at", "Show what a run knows about one place", "out 2.35 48.85", make_at},
    {"explain", "Show where a number of a run comes from: its formula, its sources, the account behind it",
     "out any_4g_population 01001", make_explain},
    {"view", "Show a run on a map in the browser", "out", make_view},
    {"tiles", "Write the map tiles of a run, for the web or for QGIS", "out -o out.pmtiles", make_tiles},
    {"report", "Write a page to print about one territory, or an overview of the run", "out --territory 46127", make_sheet},
    {"tally", "Print the exact figures that all tables of a run derive from", "out > tally.csv", make_tally},
    {"diff", "Show what differs between two runs", "last_year this_year", make_diff},
    {"verify", "Check that the files of a run are still what they were when it ended", "out", make_verify},
    {"reconcile", "Compare a run with the percentages that the regulator published", "out 2024T4_op_communes.csv",
     make_reconcile},
    {"sites", "Find where new sites, or places that help, would serve most of those who are without",
     "out --candidates grid:2km --radius-km 5 --k 10", make_sites},
    {"serve", "Answer questions about a run over HTTP, for programs: its places, tables and zones, and its map",
     "out --port 8080", make_serve},
    {"mcp", "Answer questions about a run for an assistant that speaks the Model Context Protocol, on stdin and stdout", "out",
     make_mcp},
    {"resilience", "Show who would no longer be served if an operator's network were gone", "out --standard any_4g",
     make_resilience},
    {"submit", "Hand a job to a cluster: a plan, its parts as an array of tasks, and the merge of them",
     "job.toml --slurm --parts 64 -o out", make_submit},
    {"completion", "Print the script by which bash or zsh completes covmap's commands", "bash > covmap.bash", make_completion},
};

constexpr const char* kExitCodes = "Exit codes: 0 done, 1 failed, 2 bad command line, 75 try again later.";

/// CLI11's help, with an example of the command after the line that says what it is for.
class Help final : public CLI::Formatter {
public:
    std::string make_description(const CLI::App* app) const override {
        std::string text = CLI::Formatter::make_description(app);
        for (const Entry& entry : kCommands)
            if (app->get_name() == entry.name) text += std::string("Example: covmap ") + entry.name + " " + entry.example + "\n";
        return text;
    }
};

std::vector<std::string> command_names() {
    std::vector<std::string> names;
    for (const Entry& entry : kCommands) names.emplace_back(entry.name);
    return names;
}

/// The nearest known name, or the one with the same letters in another order.
std::string suggestion(const std::string& name, const std::vector<std::string>& known) {
    std::string near = read::nearest_name(name, known);
    for (const std::string& candidate : known)
        if (near.empty() && std::is_permutation(name.begin(), name.end(), candidate.begin(), candidate.end())) near = candidate;
    return near.empty() ? "" : "; did you mean \"" + near + "\"?";
}

/// «covmap help run» is «covmap run --help».
std::vector<std::string> arguments_of(int argc, char** argv) {
    std::vector<std::string> arguments(argv + 1, argv + argc);
    if (!arguments.empty() && arguments.front() == "help") {
        arguments.erase(arguments.begin());
        arguments.push_back("--help");
    }
    return arguments;
}

/// Whether results, and failures with them, are asked for as JSON. Looked for before the command line is parsed, for a fault of
/// it is told so too.
bool wants_json(const std::vector<std::string>& arguments) {
    const std::string* before = nullptr;
    for (const std::string& argument : arguments) {
        const bool is_value = before != nullptr && (*before == "--format" || *before == "--format-out");
        if ((is_value && argument == "json") || argument == "--format=json" || argument == "--format-out=json") return true;
        before = &argument;
    }
    return false;
}

void tell_failure(const Failure& failure, bool json) { std::cerr << (json ? failure_json(failure) : failure_text(failure)); }

/// A fault of the command line; `advice`: where to read on.
int tell_usage(const std::string& what, const std::string& advice, bool json) {
    tell_failure({kind_name(core::ErrorKind::usage), "", what, advice, kUsage}, json);
    return kUsage;
}

/// CLI11 says only that a command is required: name the misspelt one. True when that is the fault.
bool misspelt_command(const std::vector<std::string>& arguments) {
    if (arguments.empty() || arguments.front().empty() || arguments.front().front() == '-') return false;
    const std::vector<std::string> names = command_names();
    if (std::find(names.begin(), names.end(), arguments.front()) != names.end()) return false;
    tell_usage("there is no command \"" + arguments.front() + '"' + suggestion(arguments.front(), names),
               "covmap --help lists the commands", wants_json(arguments));
    return true;
}

/// Names the option that was not expected, with the nearest one of the command.
std::string unexpected(const CLI::App& command) {
    for (const std::string& given : command.remaining()) {
        if (given == "--") continue;
        if (given.size() < 2 || given.front() != '-') return '"' + given + "\" is one argument too many";
        std::vector<std::string> known;
        for (const CLI::Option* option : command.get_options())
            for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
        return "there is no option \"" + given + '"' + suggestion(given.substr(0, given.find('=')), known);
    }
    return "";
}

int report_usage(const CLI::App& app, const CLI::ParseError& error, bool json) {
    const std::vector<CLI::App*> chosen = app.get_subcommands();
    const CLI::App& command = chosen.empty() ? app : *chosen.front();
    std::string what = unexpected(command);
    if (what.empty()) what = chosen.empty() ? "which command?" : error.what();
    return tell_usage(what,
                      "covmap" + (chosen.empty() ? "" : " " + command.get_name()) + " --help lists the " +
                          (chosen.empty() ? "commands" : "options"),
                      json);
}

/// Runs the chosen command, and sees that its results reached stdout.
int run_command(Command& command, bool json) {
    watch_limits(command.failed_code());
    try {
        const int code = command.run();
        std::cout.flush();
        if (std::cout) return code;
        tell_failure(
            {kind_name(core::ErrorKind::output), "", "the results could not be written to stdout", "", command.failed_code()},
            json);
    } catch (...) {
        const Failure failure = failure_of(std::current_exception(), command.failed_code());
        tell_failure(failure, json);
        return failure.code;
    }
    return command.failed_code();
}

int covmap(int argc, char** argv) {
    CLI::App app("Who is covered, by whom, how well, and who is left aside: coverage maps that can be checked.", "covmap");
    app.set_version_flag("--version", run::version_text());
    app.require_subcommand(1);
    app.footer(kExitCodes);
    app.formatter(std::make_shared<Help>());
    app.get_formatter()->column_width(34);
    std::vector<std::pair<CLI::App*, std::unique_ptr<Command>>> commands;
    for (const Entry& entry : kCommands) {
        CLI::App* part = app.add_subcommand(entry.name, entry.what);
        part->footer(kExitCodes);
        commands.emplace_back(part, entry.make());
        commands.back().second->setup(*part);
    }
    std::vector<std::string> arguments = arguments_of(argc, argv);
    if (arguments.empty()) {
        std::cout << app.help();
        return kDone;
    }
    if (misspelt_command(arguments)) return kUsage;
    const bool json = wants_json(arguments);
    std::reverse(arguments.begin(), arguments.end());  // CLI11 reads a vector from its end
    try {
        app.parse(arguments);
    } catch (const CLI::ParseError& error) {
        return error.get_exit_code() == 0 ? app.exit(error) : report_usage(app, error, json);
    }
    for (auto& [part, command] : commands)
        if (part->parsed()) return run_command(*command, json);
    return kUsage;
}

}  // namespace
}  // namespace covmap::cli

int main(int argc, char** argv) { return covmap::cli::covmap(argc, argv); }
