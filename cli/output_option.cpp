#include "cli/output_option.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "run/base/output_text.hpp"

namespace covmap::cli {

namespace {

bool is_stdout(const std::string& output) { return output.empty() || output == "-"; }

}  // namespace

void add_output(CLI::App& app, std::string& output, const std::string& what, const std::string& type) {
    app.add_option("-o,--output", output, what)->type_name(type)->check([type](const std::string& given) {
        return given.empty() ? "the name is empty; give a " + type : std::string();
    });
}

bool write_text(const std::string& text, const std::string& output, bool overwrite) {
    if (!is_stdout(output)) return run::write_output_text(output, text, overwrite);
    std::cout << text;
    return false;
}

void check_text_output(const std::string& output, bool overwrite) {
    if (!is_stdout(output)) run::check_output_text(output, overwrite);
}

}  // namespace covmap::cli
