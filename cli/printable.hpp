// Texts of files and messages made safe for a terminal.
#pragma once

#include <string>
#include <string_view>

namespace covmap::cli {

/// Control characters (C0, DEL, C1) and those that turn the direction of writing become visible: «\x1b», «\n», «\u202e». A name
/// in a file can neither colour, move, clear nor fake a line.
std::string printable(std::string_view text);

/// The same, but its own line breaks stay: for messages of several lines.
std::string printable_lines(std::string_view text);

}  // namespace covmap::cli
