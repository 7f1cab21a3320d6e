// Rows of text in columns, for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace covmap::cli {

using TextRow = std::vector<std::string>;

/// Characters, not bytes: a byte that continues one is none.
std::size_t text_width(const std::string& text);
/// Rows with their columns aligned, those from `right` on to the right, two blanks before each.
std::string aligned(const std::vector<TextRow>& rows, std::size_t right);

}  // namespace covmap::cli
