#include <catch2/catch.hpp>
#include <cstdlib>
#include <map>

#include "cli/terminal.hpp"

using namespace covmap;
using cli::Words;

namespace {

/// The environment as it was, at the end.
class WithVariables {
public:
    explicit WithVariables(const std::map<std::string, std::string>& values) {
        for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
            const char* was = std::getenv(name);
            if (was != nullptr) m_was[name] = was;
            ::unsetenv(name);
        }
        for (const auto& [name, value] : values) ::setenv(name.c_str(), value.c_str(), 1);
    }
    WithVariables(const WithVariables&) = delete;
    WithVariables& operator=(const WithVariables&) = delete;
    ~WithVariables() {
        for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) ::unsetenv(name);
        for (const auto& [name, value] : m_was) ::setenv(name.c_str(), value.c_str(), 1);
    }

private:
    std::map<std::string, std::string> m_was;
};

std::string language_under(const std::map<std::string, std::string>& variables, const std::string& asked = "") {
    const WithVariables variables_set(variables);
    return cli::terminal_language(asked);
}

}  // namespace

TEST_CASE("the language is what was asked for, else the locale's, else English") {
    CHECK(language_under({}) == "en");
    CHECK(language_under({{"LANG", "fr_FR.UTF-8"}}) == "fr");
    CHECK(language_under({{"LANG", "fr"}}) == "fr");
    CHECK(language_under({{"LANG", "fr_FR.UTF-8"}, {"LC_ALL", "C"}}) == "en");
    CHECK(language_under({{"LANG", "de_DE.UTF-8"}, {"LC_MESSAGES", "fr_CA"}}) == "fr");
    CHECK(language_under({{"LANG", "fry_NL"}}) == "en");
    CHECK(language_under({{"LANG", "fr_FR.UTF-8"}}, "en") == "en");
}

TEST_CASE("numbers are for people: three significant digits from 1,000 on, at least 1 where there is some") {
    const Words en("en"), fr("fr");
    CHECK(en.amount(2'339'733'213, 6) == "2,340");
    CHECK(fr.amount(2'339'733'213, 6) == "2\u202F340");
    CHECK(en.amount(999'400'000, 6) == "999");
    CHECK(en.amount(999'500'000, 6) == "1,000");
    CHECK(en.amount(67'891'234'000'000, 6) == "67,900,000");
    CHECK(en.amount(1, 6) == "1");
    CHECK(en.amount(0, 6) == "0");
    CHECK(en.amount(123'456'789'012, 8) == "1,234.57");  // km²
    CHECK(en.share(9305) == "93.05 %");
    CHECK(fr.share(9305) == "93,05\u202F%");
    CHECK(en.share(std::nullopt) == "–");
    CHECK(en.rough_share(9999) == "99.9 %");
    CHECK(en.rough_share(10000) == "100 %");
    CHECK(en.rough_share(1) == "0.1 %");
}

TEST_CASE("lines are broken at spaces, on a terminal alone") {
    CHECK(cli::wrapped("one two three", "  ", 4, 10) == "  one two\n    three\n");
    CHECK(cli::wrapped("some 57.87 % of", "", 0, 10) == "some\n57.87 % of\n");
    CHECK(cli::wrapped("one two three", "  ", 4, 0) == "  one two three\n");
    CHECK(cli::wrapped("extraordinary é", "", 2, 8) == "extraordinary\n  é\n");
    CHECK(cli::wrapped("éé éé", "", 2, 5) == "éé éé\n");  // letters are counted, not bytes
}

TEST_CASE("a word for the shell comes back whole") {
    CHECK(cli::shell_word("out/first") == "out/first");
    CHECK(cli::shell_word("my run") == "'my run'");
    CHECK(cli::shell_word("it's") == "'it'\\''s'");
    CHECK(cli::shell_word("") == "''");
}

TEST_CASE("only style with colour writes escapes") {
    CHECK(cli::Style(false).bold("a") == "a");
    CHECK(cli::Style(true).bold("a") == "\033[1ma\033[0m");
    CHECK(cli::Style(true).bold("").empty());
}
