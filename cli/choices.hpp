// Options that take one of a few words.
#pragma once

#include <CLI/CLI.hpp>
#include <sstream>
#include <string>
#include <vector>

namespace covmap::cli {

/// Accepts `words` alone. They are its name too, joined by "|", which choices_in() reads; the option's help says them in a
/// sentence.
inline CLI::Validator one_of(const std::vector<std::string>& words) {
    return CLI::IsMember(words).description("").name(CLI::detail::join(words, "|"));
}

/// The words of a validator made by one_of(), from its name; empty for any other one.
inline std::vector<std::string> choices_in(const std::string& name) {
    std::vector<std::string> words;
    std::istringstream text(name);
    for (std::string word; std::getline(text, word, '|');) words.push_back(word);
    return words;
}

}  // namespace covmap::cli
