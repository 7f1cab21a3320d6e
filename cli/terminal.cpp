#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "cli/aligned.hpp"
#include "core/units.hpp"
#include "model/table.hpp"

namespace covmap::cli {
namespace {

constexpr std::size_t kUsualColumns = 80;
constexpr const char* kNarrowSpace = "\u202F";

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

std::string in_threes(std::string digits, const std::string& separator) {
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, separator);
    }
    return digits;
}

/// The nearest number of three significant digits; below 1,000 the number itself.
std::int64_t three_digits(std::int64_t number) {
    std::int64_t step = 1;
    while (number / step >= 1000) step *= 10;
    return (number + step / 2) / step * step;
}

}  // namespace

std::string terminal_language(const std::string& asked) {
    if (!asked.empty()) return asked;
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const std::string locale = variable(name); !locale.empty()) {
            const std::string language = locale.substr(0, locale.find_first_of("_.@"));
            return language == "fr" ? "fr" : "en";
        }
    return "en";
}

void add_language(CLI::App& app, std::string& language, const std::string& what) {
    app.add_option("--language", language, what)->check(one_of({"fr", "en"}))->type_name("LANGUAGE");
}

Screen screen_of(int descriptor) {
    if (isatty(descriptor) != 1) return {};
    winsize size{};
    const bool is_sized = ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return {variable("NO_COLOR").empty() && variable("TERM") != "dumb", is_sized ? size.ws_col : kUsualColumns};
}

std::string Words::whole(std::int64_t number) const {
    return (number < 0 ? "\u2212" : "") + in_threes(std::to_string(std::abs(number)), m_french ? kNarrowSpace : ",");
}

std::string Words::amount(std::int64_t value, int scale) const {
    if (scale == core::kAreaScale) {
        const std::int64_t hundredths = (value + core::kAreaQuantaPerKm2 / 200) / (core::kAreaQuantaPerKm2 / 100);
        return whole(hundredths / 100) + per_cent(hundredths % 100).substr(1);
    }
    std::int64_t unit = 1;
    for (int i = 0; i < scale; ++i) unit *= 10;
    const std::int64_t rounded = (value + unit / 2) / unit;
    return whole(rounded == 0 && value > 0 ? 1 : three_digits(rounded));
}

std::string Words::with_sign(std::string number) const {
    if (m_french) std::replace(number.begin(), number.end(), '.', ',');
    return number + (m_french ? kNarrowSpace : " ") + "%";
}

std::string Words::exact(std::string number) const {
    if (m_french) std::replace(number.begin(), number.end(), '.', ',');
    return number;
}

std::string Words::per_cent(std::int64_t hundredths) const {
    std::string text = model::fixed_text(hundredths, 2);
    if (m_french) std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

std::string Words::share(const model::SheetValue& hundredths) const {
    return hundredths ? with_sign(model::fixed_text(*hundredths, 2)) : "–";
}

std::string Words::rough_share(const model::SheetValue& hundredths) const {
    if (!hundredths) return "–";
    std::int64_t tenths = (*hundredths + 5) / 10;
    if (tenths == 1000 && *hundredths < 10000) tenths = 999;
    if (tenths == 0 && *hundredths > 0) tenths = 1;
    return with_sign(model::decimal_text(tenths, 1));
}

namespace {

/// What is not to be broken: a word, a number with its sign.
std::vector<std::string> unbroken(const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        if (word.front() == '%' && !parts.empty())
            parts.back() += " " + word;
        else
            parts.push_back(std::move(word));
    }
    return parts;
}

}  // namespace

std::string wrapped(const std::string& text, const std::string& first, std::size_t indent, std::size_t columns) {
    if (columns == 0) return first + text + "\n";
    std::string out, line = first;
    bool is_begun = false;
    for (const std::string& word : unbroken(text)) {
        if (is_begun && text_width(line) + 1 + text_width(word) > columns) {
            out += line + "\n";
            line = std::string(indent, ' ');
            is_begun = false;
        }
        line += (is_begun ? " " : "") + word;
        is_begun = true;
    }
    return out + line + "\n";
}

std::string shell_word(const std::string& text) {
    const bool is_plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' ||
               c == '/';
    });
    if (is_plain) return text;
    std::string quoted = "'";
    for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

}  // namespace covmap::cli
