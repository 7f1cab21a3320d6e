// The option -o, the same for every command that writes.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace covmap::cli {

/// Declares -o, --output; `type`: FILE or DIR. An empty name is a bad command line.
void add_output(CLI::App& app, std::string& output, const std::string& what, const std::string& type = "FILE");

/// A text goes to stdout where `output` is empty or «-», else where it says: docs/formats/outputs.md. True where a file was
/// written. Errors: output.
bool write_text(const std::string& text, const std::string& output, bool overwrite);

/// The errors of write_text() that can be told before the work.
void check_text_output(const std::string& output, bool overwrite);

}  // namespace covmap::cli
