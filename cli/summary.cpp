#include "cli/summary.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

#include "cli/printable.hpp"

namespace covmap::cli {
namespace {

constexpr std::size_t kWorstTold = 5;

class Summary {
public:
    Summary(const run::RunSummary& summary, const SummaryStyle& style)
        : m_summary(summary),
          m_digest(summary.digest),
          m_how(style),
          m_words(style.language),
          m_style(style.screen.colour),
          m_columns(style.screen.columns) {}

    [[nodiscard]] std::string text() const {
        std::string out = head();
        for (const model::DigestIndicator& indicator : m_digest.indicators) out += figures(indicator);
        if (!m_digest.indicators.empty()) out += "\n";
        out += gaps();
        for (const core::Text& account : m_summary.accounts)
            out += m_style.dim(wrapped(printable(m_words.say(account)), "", 2, m_columns));
        return out + remarks() + files() + next();
    }

private:
    [[nodiscard]] std::string counted(std::int64_t value) const {
        return m_words.amount(value, m_digest.scale) + " " + m_words.say(m_digest.noun);
    }

    /// The basis is said once where all indicators rest on the same.
    [[nodiscard]] bool is_of_one_basis() const {
        return std::all_of(m_digest.indicators.begin(), m_digest.indicators.end(), [&](const model::DigestIndicator& i) {
            return i.nature.en == m_digest.indicators.front().nature.en && i.date == m_digest.indicators.front().date;
        });
    }

    [[nodiscard]] std::string basis(const model::DigestIndicator& indicator) const {
        const std::string nature = m_words.say(indicator.nature);
        return nature.empty() || indicator.date.empty() ? nature + indicator.date : nature + ", " + indicator.date;
    }

    [[nodiscard]] std::string basis_line(const model::DigestIndicator& indicator, const std::string& indent) const {
        const std::string text = basis(indicator);
        return text.empty() ? text : m_style.dim(wrapped(printable(text), indent, indent.size(), m_columns));
    }

    [[nodiscard]] std::string head() const {
        const std::string units = m_words.say(m_digest.territories == 1 ? m_digest.unit : m_digest.units);
        std::string line = m_words.whole(m_digest.territories) + " " + units;
        if (m_digest.people) line += ", " + counted(*m_digest.people);
        const std::string name = m_digest.job_name.empty() ? "" : m_digest.job_name + m_words.say(" : ", ": ");
        std::string out = m_style.bold(printable(name + line)) + "\n";
        if (!m_digest.indicators.empty() && is_of_one_basis()) out += basis_line(m_digest.indicators.front(), "");
        return out + "\n";
    }

    [[nodiscard]] std::string and_then() const { return m_words.say(" ; ", "; "); }

    [[nodiscard]] std::string figures(const model::DigestIndicator& indicator) const {
        std::string out = m_style.bold(wrapped(printable(m_words.say(indicator.label)), "", 2, m_columns));
        if (!is_of_one_basis()) out += basis_line(indicator, "  ");
        if (!indicator.lacking || !indicator.whole.share)
            return out + "  " + m_words.say("aucun chiffre : personne n'y habite", "no figure: nobody lives there") + "\n";
        std::string line = m_words.share(indicator.whole.share);
        if (indicator.whole.lo && indicator.whole.hi)
            line += " (" + m_words.per_cent(*indicator.whole.lo) + "–" + m_words.per_cent(*indicator.whole.hi) + ")";
        line += and_then() + counted(*indicator.lacking) +
                (indicator.low_is_good ? m_words.say(" dans ce cas", " under it") : m_words.say(" sans", " without"));
        if (indicator.whole.unknown.value_or(0) > 0)
            line += and_then() + m_words.say("inconnu pour ", "unknown for ") +
                    m_words.amount(*indicator.whole.unknown, m_digest.scale);
        if (is_much_unknown(indicator))
            line += and_then() + m_words.say("connu pour ", "known for ") + m_words.share(10000 - *indicator.unknown_share);
        return out + wrapped(line, "  ", 4, m_columns) + worst(indicator);
    }

    static bool is_much_unknown(const model::DigestIndicator& indicator) {
        return indicator.unknown_share.value_or(0) >= model::kMuchUnknown_hundredths;
    }

    [[nodiscard]] std::string worst(const model::DigestIndicator& indicator) const {
        if (indicator.worst.empty() || is_much_unknown(indicator)) return {};
        std::string line;
        for (std::size_t i = 0; i < indicator.worst.size() && i < kWorstTold; ++i) {
            const model::DigestPlace& place = indicator.worst[i];
            line += (i > 0 ? ", " : "") + printable(place.name.empty() ? place.code : place.name) + " " +
                    m_words.amount(place.lacking, m_digest.scale) + " (" + m_words.rough_share(place.share) + ")";
        }
        const std::string before = m_words.say("le plus dans ", "most in ") +
                                   (indicator.places == 1 ? ""
                                                          : m_words.whole(indicator.places) + " " + m_words.say(m_digest.units) +
                                                                m_words.say(" : ", ": "));
        return wrapped(before + line, "  ", 4, m_columns);
    }

    [[nodiscard]] std::string gaps() const {
        if (m_digest.far_off == 0) return {};
        std::string line = m_words.whole(m_digest.far_off) + m_words.say(" sur ", " of ") + m_words.whole(m_digest.compared) +
                           " " + m_words.say(m_digest.units) +
                           (m_digest.far_off == 1 ? m_words.say(" s'écarte", " is") : m_words.say(" s'écartent", " are")) +
                           m_words.say(" de plus de 10 % de leur chiffre officiel : ", " over 10 % off their official figure: ");
        for (std::size_t i = 0; i < m_digest.largest_gaps.size() && i < kWorstTold; ++i) {
            const model::DigestGap& gap = m_digest.largest_gaps[i];
            line += (i > 0 ? ", " : "") + printable(gap.name.empty() ? gap.code : gap.name) + " " +
                    m_words.amount(gap.counted, m_digest.scale) + m_words.say(" pour ", " for ") +
                    m_words.amount(gap.official, m_digest.scale);
        }
        if (m_digest.largest_gaps.size() > kWorstTold) line += ", …";
        return wrapped(line, "", 2, m_columns);
    }

    /// Warnings, then defects with the most records first, then notes.
    [[nodiscard]] std::string remarks() const {
        std::vector<std::string> lines = m_summary.lines;
        std::stable_sort(lines.begin(), lines.end(),
                         [](const std::string& a, const std::string& b) { return weight(a) > weight(b); });
        std::string out;
        for (const std::string& line : lines) {
            const std::string told = wrapped(printable(line), "", 2, m_columns);
            out += kind(line) == kWarning ? m_style.warning(told) : told;
        }
        return out;
    }

    static constexpr std::string_view kWarning = "warning: ", kDefect = "defect ";

    /// A line of a further set of territories begins with its unit.
    static std::string_view kind(const std::string& line) {
        for (const std::string_view word : {kWarning, kDefect}) {
            const std::size_t at = line.find(word);
            if (at == 0 || (at != std::string::npos && at >= 2 && line.find(": ") == at - 2)) return word;
        }
        return {};
    }

    static std::pair<int, long> weight(const std::string& line) {
        const std::string_view word = kind(line);
        if (word == kWarning) return {2, 0};
        if (word != kDefect) return {0, 0};
        long count = 0;
        const std::size_t at = line.find(": ", line.find(kDefect)) + 2;
        std::from_chars(line.data() + at, line.data() + line.size(), count);
        return {1, count};
    }

    [[nodiscard]] std::string files() const {
        const std::size_t number = m_summary.files.size();
        std::string out = printable(m_summary.folder) + m_words.say(" : ", ": ") +
                          m_words.whole(static_cast<std::int64_t>(number)) +
                          (number == 1 ? m_words.say(" fichier", " file") : m_words.say(" fichiers", " files"));
        if (!m_how.list_files) return out + m_words.say(" ; --list les nomme", "; --list names them") + "\n";
        out += "\n";
        for (const std::string& file : m_summary.files) out += "  " + printable(file) + "\n";
        return out;
    }

    /// The page needs tiles, or the cells to make them from; without them a number can still be explained.
    [[nodiscard]] std::string next() const {
        const bool has_page = std::any_of(m_summary.files.begin(), m_summary.files.end(), [](const std::string& file) {
            return file == "cells.covc" || file == "tiles.pmtiles" || file.starts_with("html/");
        });
        std::string command = "covmap view " + shell_word(m_summary.folder);
        if (!has_page) {
            if (m_digest.indicators.empty()) return {};
            command = "covmap explain " + shell_word(m_summary.folder) + " " + m_digest.indicators.front().name + "_" +
                      m_digest.counted + "_pct";
        }
        return m_words.say("ensuite : ", "next: ") + m_style.bold(printable(command)) + "\n";
    }

    const run::RunSummary& m_summary;
    const model::Digest& m_digest;
    const SummaryStyle& m_how;
    Words m_words;
    Style m_style;
    std::size_t m_columns;
};

}  // namespace

std::string summary_text(const run::RunSummary& summary, const SummaryStyle& style) { return Summary(summary, style).text(); }

}  // namespace covmap::cli
