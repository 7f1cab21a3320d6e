// covmap at RUN LON LAT
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/choices.hpp"
#include "cli/command.hpp"
#include "cli/printable.hpp"
#include "cli/terminal.hpp"
#include "run/reuse/point_query.hpp"

namespace covmap::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const model::Column& column) {
    if (column.nulls.front()) return {};
    if (column.type == model::ColumnType::text) return column.texts.front();
    return model::decimal_text(column.numbers.front(), column.scale);
}

Json json_of(const model::Column& column) {
    if (column.nulls.front()) return nullptr;
    if (column.type == model::ColumnType::text) return column.texts.front().empty() ? Json(nullptr) : Json(column.texts.front());
    return Json::parse(model::decimal_text(column.numbers.front(), column.scale));
}

class At final : public Command {
public:
    void setup(CLI::App& app) override {
        app.add_option("RUN", m_run, "The folder of a run that keeps its cells")->required();
        app.add_option("LON", m_at.x, "Longitude, degrees, WGS 84; west is below 0")->required();
        app.add_option("LAT", m_at.y, "Latitude, degrees, WGS 84; south is below 0")->required();
        app.add_option("--format", m_format, "text, json, csv or geojson")
            ->check(one_of({"text", "json", "csv", "geojson"}))
            ->type_name("FORMAT");
        add_language(app, m_language, "Of the text: fr or en. Default: the locale's");
    }

    int run() override {
        const model::Table table = run::what_is_at(m_run, m_at);
        m_language = terminal_language(m_language);
        if (is_outside(table)) hint_at_swapped();
        if (m_format == "csv")
            print_csv(table);
        else if (m_format == "text")
            print_text(table);
        else
            std::cout
                << (m_format == "json" ? properties(table) : feature(table)).dump(2, ' ', false, Json::error_handler_t::replace)
                << '\n';
        return kDone;
    }

private:
    static Json properties(const model::Table& table) {
        Json json = Json::object();
        for (const model::Column& column : table.columns) json[column.name] = json_of(column);
        return json;
    }

    [[nodiscard]] Json feature(const model::Table& table) const {
        return {{"type", "Feature"},
                {"geometry", {{"type", "Point"}, {"coordinates", {m_at.x, m_at.y}}}},
                {"properties", properties(table)}};
    }

    static void print_csv(const model::Table& table) {
        std::string head, row;
        for (const model::Column& column : table.columns) {
            head += (head.empty() ? "" : ",") + column.name;
            row += (&column == &table.columns.front() ? "" : ",") + model::csv_text(text_of(column));
        }
        std::cout << head << '\n' << row << '\n';
    }

    void print_text(const model::Table& table) const {
        const Words words(m_language);
        for (const model::Column& column : table.columns) {
            const std::string text = shown(column, words);
            if (text.empty()) continue;
            const std::string& label = column.label.in(m_language);
            std::cout << printable(fmt::format("{}{}{}{}", label.empty() ? column.name : label, words.say(" : ", ": "), text,
                                               column.unit.empty() ? "" : " " + column.unit))
                      << '\n';
        }
        if (is_outside(table)) std::cout << words.say("hors de tout territoire\n", "outside every territory\n");
    }

    /// The value as people read it: words of the tables in the language of the text, a decimal comma in French.
    static std::string shown(const model::Column& column, const Words& words) {
        std::string text = text_of(column);
        if (column.type != model::ColumnType::text) {
            if (const std::size_t point = text.find('.'); point != std::string::npos) text[point] = words.say(",", ".").front();
            return text;
        }
        static const std::map<std::string, const char*> kFrench = {
            {"meets", "rempli"}, {"not", "non rempli"}, {"unknown", "inconnu"}, {"none", "aucun"}, {"covered", "couvert"}};
        const auto known = kFrench.find(text);
        return known == kFrench.end() ? text : words.say(known->second, text.c_str());
    }

    static bool is_outside(const model::Table& table) { return table.columns.size() > 4 && text_of(table.columns[4]).empty(); }

    /// Latitude first is how many maps say it.
    void hint_at_swapped() const {
        const core::Point swapped{m_at.y, m_at.x};
        if (std::abs(swapped.y) > 90 || is_outside(run::what_is_at(m_run, swapped))) return;
        const std::string command = fmt::format("covmap at {} {} {}", shell_word(m_run), swapped.x, swapped.y);
        const Words words(m_language);
        std::cerr << words.say("est-ce l'inverse ? la longitude vient d'abord : ",
                               "did you mean the reverse? the longitude comes first: ")
                  << command << '\n';
    }

    std::string m_run;
    core::Point m_at;
    std::string m_format = "text";
    std::string m_language;
};

}  // namespace

std::unique_ptr<Command> make_at() { return std::make_unique<At>(); }

}  // namespace covmap::cli
