// covmap explain RUN COLUMN [CODE]
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "cli/aligned.hpp"
#include "cli/choices.hpp"
#include "cli/command.hpp"
#include "cli/explain/explanation_json.hpp"
#include "cli/printable.hpp"
#include "cli/progress.hpp"
#include "cli/rows.hpp"
#include "cli/terminal.hpp"
#include "run/reuse/explain_run.hpp"

namespace covmap::cli {
namespace {

constexpr std::size_t kRowsTold = 20;  ///< of each sum, unless all are asked for

/// «technology=4G, service=data».
std::string key_text(const model::Explanation& told) {
    std::string text;
    for (const auto& [column, value] : told.key)
        if (!value.empty()) text += (text.empty() ? "" : ", ") + column + "=" + value;
    return text;
}

/// What is told on the terminal.
class Told {
public:
    Told(const run::ExplainAnswer& answer, const std::string& language, bool all, Screen screen)
        : m_answer(answer), m_words(language), m_style(screen.colour), m_columns(screen.columns), m_all(all) {}

    [[nodiscard]] std::string text() const {
        const model::Explanation& first = m_answer.rows.front();
        const model::Column& column = first.column;
        std::string out = m_style.bold(printable(first.table + "." + column.name)) + "\n";
        out += line(m_words.say("ce que c'est : ", "what it is: "), m_words.say(column.label));
        out += line(m_words.say("définition : ", "definition: "), m_words.say(column.definition));
        out += line(m_words.say("unité : ", "unit: "), column.unit);
        out += line(m_words.say("formule : ", "formula: "), m_words.say(first.formula));
        for (const model::SheetSource& source : m_answer.sources)
            out += line(m_words.say("source : ", "source: "), source_text(source));
        for (const model::Explanation& told : m_answer.rows)
            if (told.has_row) out += m_answer.rows.size() == 1 ? whole_row(told) : short_row(told);
        if (m_answer.rows.size() > 1)
            out += "\n" + wrapped(m_words.say("plusieurs lignes : --where COLONNE=TEXTE en choisit une, avec ses comptes",
                                              "several rows: --where COLUMN=TEXT chooses one, with its account"),
                                  "", 0, m_columns);
        return out;
    }

private:
    [[nodiscard]] std::string line(const std::string& before, const std::string& text) const {
        return text.empty() ? text : wrapped(printable(text), before, 4, m_columns);
    }

    static std::string source_text(const model::SheetSource& source) {
        std::string text = source.role + ": " + source.info.title;
        for (const std::string* part : {&source.info.publisher, &source.info.date, &source.info.licence})
            if (!part->empty()) text += (text.ends_with(": ") ? "" : ", ") + *part;
        std::string files;
        for (const std::string& file : source.files) files += (files.empty() ? "" : ", ") + file;
        return files.empty() ? text : text + (text.ends_with(": ") ? files : " (" + files + ")");
    }

    [[nodiscard]] std::string place(const model::Explanation& told) const {
        return printable(told.name.empty() ? told.code : told.name + " (" + told.code + ")");
    }

    [[nodiscard]] std::string value(const model::Explanation& told) const {
        const std::string text = explained_text(told);
        if (text.empty()) return m_words.say("vide", "empty");
        return (told.value ? m_words.exact(text) : text) + (told.column.unit.empty() ? "" : " " + told.column.unit);
    }

    [[nodiscard]] std::string short_row(const model::Explanation& told) const {
        return "\n" + place(told) + "  " + printable(key_text(told)) + "  " + m_style.bold(value(told));
    }

    [[nodiscard]] std::string whole_row(const model::Explanation& told) const {
        std::string out = "\n" + m_style.bold(place(told) + m_words.say(" : ", ": ") + printable(value(told))) + "\n";
        out += line("  ", key_text(told));
        if (!told.recomputed && told.column.type != model::ColumnType::text)
            out += line("  ", m_words.say("comme publié : aucun compte par signature ne le donne",
                                          "as published: no account by signature gives it"));
        for (const model::ExplainedSum& sum : told.sums) out += account(sum);
        return out;
    }

    /// The rows as figures under each other, and their sum.
    [[nodiscard]] std::string account(const model::ExplainedSum& sum) const {
        const auto number = [&](std::int64_t value) { return m_words.exact(model::decimal_text(value, sum.scale)); };
        if (sum.rows.empty()) return "  " + number(sum.total) + " " + sum.unit + "  " + m_words.say(sum.what) + "\n";
        std::size_t width = text_width(number(sum.total));
        const std::size_t shown = m_all ? sum.rows.size() : std::min(sum.rows.size(), kRowsTold);
        std::int64_t rest = sum.total;
        std::string out = "  " + m_words.say(sum.what) + (sum.unit.empty() ? "" : ", " + sum.unit) + "\n";
        for (std::size_t r = 0; r < shown; ++r) {
            const model::AccountRow& row = sum.rows[r];
            const std::string figure = number(row.value),
                              mark = row.signature < 0 ? "" : "#" + std::to_string(row.signature) + " ";
            rest -= row.value;
            out += wrapped(mark + printable(m_words.say(row.what)),
                           "    " + std::string(width - std::min(width, text_width(figure)), ' ') + figure + "  ", width + 8,
                           m_columns);
        }
        if (shown < sum.rows.size())
            out += "    " + std::string(width - std::min(width, text_width(number(rest))), ' ') + number(rest) + "  " +
                   m_words.whole(static_cast<std::int64_t>(sum.rows.size() - shown)) +
                   m_words.say(" autres ; --all les montre", " others; --all shows them") + "\n";
        return out + "  " + m_style.bold("= " + number(sum.total)) + "\n";
    }

    const run::ExplainAnswer& m_answer;
    Words m_words;
    Style m_style;
    std::size_t m_columns;
    bool m_all;
};

class Explain final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("RUN", m_run, "The folder of a run")->required();
        app.add_option("COLUMN", m_asked.column, "A column of its tables, or TABLE.COLUMN")->required();
        app.add_option("CODE", m_asked.code, "Of a territory, zone or place: its value, and the account behind it");
        app.add_option("--where", m_asked.where, "A row of a table with several a territory: --where technology=4G")
            ->allow_extra_args(false)
            ->type_name("COLUMN=TEXT");
        app.add_flag("--all", m_all, "Every signature, not the twenty largest alone");
        app.add_option("--format", m_format, "text or json")->check(one_of({"text", "json"}))->type_name("FORMAT");
        add_language(app, m_language, "Of the text: fr or en. Default: the locale's");
        app.add_option("--threads", m_threads, "0 takes all processors")->check(CLI::NonNegativeNumber)->type_name("N");
    }

    int run() override {
        const auto progress = make_display(ProgressMode::none, std::cerr, false);
        const run::ExplainAnswer answer = run::ExplainedRun(m_run, m_threads, *progress).explain(m_asked);
        const std::string language = terminal_language(m_language);
        if (m_format == "json")
            std::cout << json_text(
                array_of(answer.rows, [&](const model::Explanation& told) { return explanation_json(told, language); }));
        else
            std::cout << Told(answer, language, m_all, screen_of(STDOUT_FILENO)).text();
        return kDone;
    }

private:
    std::string m_run, m_format = "text", m_language;
    run::ExplainAsked m_asked;
    int m_threads = 0;
    bool m_all = false;
};

}  // namespace

std::unique_ptr<Command> make_explain() { return std::make_unique<Explain>(); }

}  // namespace covmap::cli
