// Texts of TOML, for drafted jobs.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace covmap::cli {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string toml_string(const std::string& text);
std::string toml_key(const std::string& key);
std::string toml_list(const std::vector<std::string>& texts);
/// «{ a = "x", b = "y" }».
std::string inline_table(const Pairs& pairs);
/// «# » before each line.
std::string commented(const std::string& text);

}  // namespace covmap::cli
