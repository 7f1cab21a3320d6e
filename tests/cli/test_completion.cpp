#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "cli/run_program.hpp"

using covmap::test::Ran;
using covmap::test::run_covmap;
using covmap::test::TemporaryFolder;

namespace {

using Words = std::set<std::string>;

Words words_of(const std::string& text) {
    std::istringstream in(text);
    Words words;
    for (std::string word; in >> word;) words.insert(word);
    return words;
}

/// The names that a help lists at the beginning of its lines: "  -o,--output DIR   …", "  --all   …".
Words options_of_help(const std::string& help) {
    static const std::regex line("(^|\n)  (-[^ \n]+)"), name("-[^,]+");
    Words options;
    for (std::sregex_iterator at(help.begin(), help.end(), line), end; at != end; ++at) {
        const std::string names = (*at)[2];
        for (std::sregex_iterator found(names.begin(), names.end(), name); found != end; ++found) options.insert(found->str());
    }
    return options;
}

Words commands_of_help(const std::string& help) {
    std::istringstream in(help.substr(help.find("Subcommands:")));
    Words commands;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line) && line.starts_with("  "))
        if (line[2] != ' ') commands.insert(line.substr(2, line.find(' ', 2) - 2));
    return commands;
}

/// What bash offers for the last word of a line, as the script that covmap prints says.
Words offered_by_bash(const TemporaryFolder& folder, const std::string& line) {
    const std::string typed = line.ends_with(' ') ? line + "''" : line;
    const std::string script = folder.write("ask.sh", "set -u\nsource " + folder.file("covmap.bash") + "\nCOMP_WORDS=(" + typed +
                                                          ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_covmap\n"
                                                          "printf '%s\\n' \"${COMPREPLY[@]}\"\n");
    REQUIRE(std::system(("bash " + script + " >" + folder.file("offered")).c_str()) == 0);
    return words_of(folder.read("offered"));
}

}  // namespace

TEST_CASE("bash is offered every command and every option that the helps list, and no other") {
    const TemporaryFolder folder;
    folder.write("covmap.bash", run_covmap("completion bash").out);
    const std::string help = run_covmap("--help").out;
    Words all = commands_of_help(help);
    REQUIRE(all.size() >= 13);
    REQUIRE(all.contains("completion"));
    for (const std::string& command : commands_of_help(help)) {
        INFO(command);
        const Words options = options_of_help(run_covmap(command + " --help").out);
        CHECK(options.contains("--help"));
        CHECK(offered_by_bash(folder, "covmap " + command + " -") == options);
    }
    all.merge(options_of_help(help));
    CHECK(offered_by_bash(folder, "covmap ") == all);
    CHECK(offered_by_bash(folder, "covmap rep") == Words{"report"});
}

TEST_CASE("bash is offered the words of an option that takes few, and names of files for the others") {
    const TemporaryFolder folder;
    folder.write("covmap.bash", run_covmap("completion bash").out);
    CHECK(offered_by_bash(folder, "covmap run job.toml --progress ") == Words{"auto", "bar", "plain", "json", "none"});
    CHECK(offered_by_bash(folder, "covmap diff a b --format j") == Words{"json", "junit"});
    CHECK(offered_by_bash(folder, "covmap completion ") == Words{"bash", "zsh"});
    CHECK(offered_by_bash(folder, "covmap run --output ").empty());
    CHECK(offered_by_bash(folder, "covmap run ").empty());
    CHECK(offered_by_bash(folder, "covmap run --overwrite --th") == Words{"--threads"});
    CHECK(run_covmap("completion bash").out.find("complete -o default -F _covmap covmap\n") != std::string::npos);
}

TEST_CASE("zsh is offered every option with its words, too") {
    const std::string script = run_covmap("completion zsh").out;
    CHECK(script.starts_with("#compdef covmap\n"));
    for (const std::string& command : commands_of_help(run_covmap("--help").out)) {
        INFO(command);
        const std::size_t begin = script.find("\n    " + command + ")\n"), end = script.find(";;", begin);
        REQUIRE(begin != std::string::npos);
        CHECK(script.find("'" + command + ":") < begin);
        const std::string part = script.substr(begin, end - begin);
        Words listed;
        static const std::regex name("'(-[^\\[ ]+)\\[");
        for (std::sregex_iterator at(part.begin(), part.end(), name), last; at != last; ++at) listed.insert((*at)[1]);
        CHECK(listed == options_of_help(run_covmap(command + " --help").out));
    }
    CHECK(script.find(":HOW:(auto bar plain json none)'") != std::string::npos);
    CHECK(script.find("'(--overwrite)''--overwrite[Replace an earlier run in the folder, once the new one is complete]'") !=
          std::string::npos);
}

TEST_CASE("a shell that covmap does not know is a bad command line") {
    const Ran ran = run_covmap("completion fish");
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err.find("fish not in {bash,zsh}") != std::string::npos);
}
