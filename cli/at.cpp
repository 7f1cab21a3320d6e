// covmap at RUN LON LAT
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/choices.hpp"
#include "cli/command.hpp"
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
        app.add_option("--language", m_language, "Of the labels: en or fr")->check(one_of({"en", "fr"}))->type_name("LANGUAGE");
    }

    int run() override {
        const model::Table table = run::what_is_at(m_run, m_at);
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
        for (const model::Column& column : table.columns) {
            const std::string text = text_of(column);
            if (text.empty()) continue;
            const std::string& label = column.label.in(m_language);
            std::cout << fmt::format("{}{}{}{}\n", label.empty() ? column.name : label, m_language == "fr" ? " : " : ": ", text,
                                     column.unit.empty() ? "" : " " + column.unit);
        }
        const model::Column* territory = table.columns.size() > 4 ? &table.columns[4] : nullptr;
        if (territory != nullptr && text_of(*territory).empty())
            std::cout << (m_language == "fr" ? "hors de tout territoire\n" : "outside every territory\n");
    }

    std::string m_run;
    core::Point m_at;
    std::string m_format = "text";
    std::string m_language = "en";
};

}  // namespace

std::unique_ptr<Command> make_at() { return std::make_unique<At>(); }

}  // namespace covmap::cli
