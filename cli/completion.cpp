// covmap completion SHELL: what a shell completes, from the description that the command line is parsed by.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "cli/choices.hpp"
#include "cli/command.hpp"

namespace covmap::cli {
namespace {

struct OptionWords {
    std::vector<std::string> names;    ///< "-o", "--output"; none of an argument without name
    std::string what, type;            ///< "Write to FILE", "FILE"
    std::vector<std::string> choices;  ///< all that it takes; empty: anything
    bool takes_value = false, repeats = false;
};

struct CommandWords {
    std::string name, what;
    std::vector<OptionWords> options, arguments;
};

/// The words of the option's validators that come from one_of().
std::vector<std::string> choices_of(CLI::Option& option) {
    for (int i = 0;; ++i) {
        const CLI::Validator* validator = nullptr;
        try {
            validator = option.get_validator(i);
        } catch (const CLI::OptionNotFound&) {  // CLI11 does not say how many there are
            return {};
        }
        if (std::vector<std::string> words = choices_in(validator->get_name()); !words.empty()) return words;
    }
}

OptionWords words_of(CLI::Option& option) {
    OptionWords words{{}, option.get_description(), option.get_type_name(), choices_of(option), false, false};
    for (const std::string& name : option.get_snames()) words.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) words.names.push_back("--" + name);
    words.type = words.type.substr(0, words.type.find(':'));  // "N:INT in [0 - 1024]"
    words.takes_value = option.get_items_expected_max() > 0;  // of a flag none
    words.repeats = option.get_expected_max() > 1;
    if (words.names.empty()) words.type = option.get_name(true);
    return words;
}

CommandWords words_of(CLI::App& command) {
    CommandWords words{command.get_name(), command.get_description(), {}, {}};
    for (CLI::Option* option : command.get_options()) {
        OptionWords found = words_of(*option);
        (found.names.empty() ? words.arguments : words.options).push_back(std::move(found));
    }
    return words;
}

std::vector<CommandWords> commands_of(CLI::App& app) {
    std::vector<CommandWords> commands;
    for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) commands.push_back(words_of(*command));
    return commands;
}

std::string names_of(const std::vector<OptionWords>& options) {
    std::string names;
    for (const OptionWords& option : options)
        for (const std::string& name : option.names) names += (names.empty() ? "" : " ") + name;
    return names;
}

std::string names_of(const std::vector<CommandWords>& commands) {
    std::string names;
    for (const CommandWords& command : commands) names += (names.empty() ? "" : " ") + command.name;
    return names;
}

void print_bash(const CommandWords& all, const std::vector<CommandWords>& commands) {
    std::cout << "# Completion of covmap for bash, made by: covmap completion bash\n"
                 "_covmap() {\n"
                 "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words=\n"
                 "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
              << "        words=\"" << names_of(commands) << ' ' << names_of(all.options) << "\"\n"
              << "    else\n"
                 "        case \"${COMP_WORDS[1]} $previous\" in\n";
    for (const CommandWords& command : commands)
        for (const OptionWords& option : command.options) {
            if (!option.takes_value) continue;
            std::string pattern;
            for (const std::string& name : option.names)
                pattern += (pattern.empty() ? "\"" : " | \"") + command.name + " " + name + "\"";
            std::cout << "        " << pattern << ") words=\"" << CLI::detail::join(option.choices, " ") << "\" ;;\n";
        }
    std::cout << "        *)\n"
                 "            case \"${COMP_WORDS[1]} $current\" in\n";
    for (const CommandWords& command : commands)
        std::cout << "            \"" << command.name << " -\"*) words=\"" << names_of(command.options) << "\" ;;\n";
    for (const CommandWords& command : commands)
        for (const OptionWords& argument : command.arguments)
            if (!argument.choices.empty())
                std::cout << "            \"" << command.name << " \"*) words=\"" << CLI::detail::join(argument.choices, " ")
                          << "\" ;;\n";
    std::cout << "            esac\n"
                 "            ;;\n"
                 "        esac\n"
                 "    fi\n"
                 "    # Without a word of covmap's own the shell completes names of files.\n"
                 "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
                 "}\n"
                 "complete -o default -F _covmap covmap\n";
}

/// Within '…' of zsh, with what _arguments and _describe take for their own signs.
std::string for_zsh(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '\'') {
            escaped += "'\\''";
            continue;
        }
        if (c == '[' || c == ']' || c == ':' || c == '\\') escaped += '\\';
        escaped += c;
    }
    return escaped;
}

std::string value_for_zsh(const OptionWords& option) {
    const std::string values = option.choices.empty() ? "_files" : "(" + CLI::detail::join(option.choices, " ") + ")";
    return ":" + for_zsh(option.type) + ":" + values;
}

void print_zsh_command(const CommandWords& command) {
    std::cout << "    " << command.name << ")\n        _arguments -S";
    for (const OptionWords& option : command.options) {
        // Each name is one that the other excludes, unless it may come again.
        const std::string before = option.repeats ? "'*'" : "'(" + CLI::detail::join(option.names, " ") + ")'";
        for (const std::string& name : option.names)
            std::cout << " \\\n            " << before << "'" << name << '[' << for_zsh(option.what) << ']'
                      << (option.takes_value ? value_for_zsh(option) : "") << "'";
    }
    for (const OptionWords& argument : command.arguments)
        std::cout << " \\\n            '" << (argument.repeats ? "*" : "") << value_for_zsh(argument) << "'";
    std::cout << "\n        ;;\n";
}

void print_zsh(const CommandWords& all, const std::vector<CommandWords>& commands) {
    std::cout << "#compdef covmap\n"
                 "# Completion of covmap for zsh, made by: covmap completion zsh\n"
                 "_covmap() {\n"
                 "    if (( CURRENT == 2 )); then\n"
                 "        local -a commands\n"
                 "        commands=(\n";
    for (const CommandWords& command : commands)
        std::cout << "            '" << command.name << ':' << for_zsh(command.what) << "'\n";
    for (const OptionWords& option : all.options)
        for (const std::string& name : option.names) std::cout << "            '" << name << ':' << for_zsh(option.what) << "'\n";
    std::cout << "        )\n"
                 "        _describe command commands\n"
                 "        return\n"
                 "    fi\n"
                 "    shift words\n"
                 "    (( CURRENT-- ))\n"
                 "    case $words[1] in\n";
    for (const CommandWords& command : commands) print_zsh_command(command);
    std::cout << "    esac\n"
                 "}\n"
                 "if [[ $funcstack[1] = _covmap ]]; then _covmap \"$@\"; else compdef _covmap covmap; fi\n";
}

class Completion final : public Command {
public:
    void setup(CLI::App& app) override {
        m_all = app.get_parent();
        app.add_option("SHELL", m_shell, "bash or zsh")->required()->check(one_of({"bash", "zsh"}));
    }

    int run() override {
        const std::vector<CommandWords> commands = commands_of(*m_all);
        (m_shell == "zsh" ? print_zsh : print_bash)(words_of(*m_all), commands);
        return kDone;
    }

private:
    CLI::App* m_all = nullptr;
    std::string m_shell;
};

}  // namespace

std::unique_ptr<Command> make_completion() { return std::make_unique<Completion>(); }

}  // namespace covmap::cli
