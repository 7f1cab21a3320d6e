// How people are written to: language, colour, numbers and lines of a terminal, or of a log.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "model/sheet.hpp"

namespace CLI {
class App;
}

namespace covmap::cli {

/// «fr» or «en»: what was asked for, else what the locale says (LC_ALL, LC_MESSAGES, LANG: the first that is set), else English.
std::string terminal_language(const std::string& asked);

/// Declares `--language` of what is written to the terminal.
void add_language(CLI::App& app, std::string& language, const std::string& what);

/// What a terminal can show.
struct Screen {
    bool colour = false;      ///< a terminal that is not dumb, and NO_COLOR is unset or empty
    std::size_t columns = 0;  ///< 0: a log, in which lines are not broken
    bool operator==(const Screen&) const = default;
};
/// Of an open file: a terminal, or a screen without colour and columns.
Screen screen_of(int descriptor);

/// Parts of a line that stand out; plain without colour.
class Style {
public:
    explicit Style(bool colour) : m_colour(colour) {}
    [[nodiscard]] std::string bold(const std::string& text) const { return styled("1", text); }
    [[nodiscard]] std::string dim(const std::string& text) const { return styled("2", text); }
    [[nodiscard]] std::string warning(const std::string& text) const { return styled("33", text); }

private:
    /// The end of a line stays outside.
    [[nodiscard]] std::string styled(const char* code, const std::string& text) const {
        if (!m_colour || text.empty()) return text;
        const bool ends = text.back() == '\n';
        return std::string("\033[") + code + "m" + text.substr(0, text.size() - (ends ? 1 : 0)) + "\033[0m" + (ends ? "\n" : "");
    }
    bool m_colour;
};

/// Words and numbers in the language of the terminal.
class Words {
public:
    explicit Words(const std::string& language) : m_french(language == "fr") {}
    [[nodiscard]] std::string say(const char* fr, const char* en) const { return m_french ? fr : en; }
    [[nodiscard]] const std::string& say(const core::Text& text) const { return m_french ? text.fr : text.en; }
    /// «1 234», «1,234».
    [[nodiscard]] std::string whole(std::int64_t number) const;
    /// `value / 10^scale` for people to read: whole, at least 1 where there is some, three significant digits from 1,000 on; km²
    /// (scale 8) with two decimals.
    [[nodiscard]] std::string amount(std::int64_t value, int scale) const;
    /// Hundredths of a per cent: «93,05 %», «93.05 %»; without value «–».
    [[nodiscard]] std::string share(const model::SheetValue& hundredths) const;
    /// With one decimal, cut where it is 0: «93,1 %»; never 100 nor 0 where the hundredths are not.
    [[nodiscard]] std::string rough_share(const model::SheetValue& hundredths) const;
    /// An exact number with the decimal mark of the language: «48.27» is «48,27» in French.
    [[nodiscard]] std::string exact(std::string number) const;
    /// Hundredths without the sign: «93,05».
    [[nodiscard]] std::string per_cent(std::int64_t hundredths) const;

private:
    [[nodiscard]] std::string with_sign(std::string number) const;
    bool m_french;
};

/// Breaks a text at its spaces, but not before a per cent sign, so that no line is longer than `columns`; the first begins with
/// `first`, the others with as many spaces as `indent`. columns 0: one line. A word longer than a line stands alone.
std::string wrapped(const std::string& text, const std::string& first, std::size_t indent, std::size_t columns);

/// An argument as a shell takes it back: in quotes where it holds more than letters, digits and -_./.
std::string shell_word(const std::string& text);

}  // namespace covmap::cli
