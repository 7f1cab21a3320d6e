#include "cli/serve/run_answers.hpp"

#include <algorithm>
#include <iostream>
#include <sstream>

#include "cli/explain/explanation_json.hpp"
#include "cli/progress.hpp"
#include "cli/rows.hpp"
#include "core/error.hpp"

namespace covmap::cli {
namespace {

std::string type_name(model::ColumnType type) {
    switch (type) {
        case model::ColumnType::text:
            return "text";
        case model::ColumnType::count:
            return "integer";
        case model::ColumnType::flag:
            return "boolean";
        case model::ColumnType::quantity:
        case model::ColumnType::share:
            break;
    }
    return "number";
}

Json column_json(const model::Column& column) {
    return {{"name", column.name},
            {"type", type_name(column.type)},
            {"unit", column.unit},
            {"label", {{"fr", column.label.fr}, {"en", column.label.en}}},
            {"definition", {{"fr", column.definition.fr}, {"en", column.definition.en}}}};
}

bool has_code(const model::Table& table, std::size_t row, const std::string& code) {
    return std::any_of(table.columns.begin(), table.columns.end(), [&](const model::Column& column) {
        const bool is_key = column.name == "code" || column.name == "zone" || column.name == "id";
        return is_key && column.type == model::ColumnType::text && column.texts[row] == code;
    });
}

/// The columns of «code,name», in the order of the table.
std::vector<model::Column> columns_of(const model::Table& table, const std::string& names) {
    std::vector<std::string> wanted;
    std::istringstream text(names);
    for (std::string name; std::getline(text, name, ',');) wanted.push_back(name);
    for (const std::string& name : wanted)
        if (table.find(name) == nullptr) throw NotFound("the table " + table.name + " has no column «" + name + "»");
    std::vector<model::Column> found;
    for (const model::Column& column : table.columns)
        if (std::find(wanted.begin(), wanted.end(), column.name) != wanted.end()) found.push_back(column);
    return found;
}

Json table_json(const model::Table& whole, const RowsAsked& asked) {
    model::Table part;
    if (!asked.columns.empty()) part = {whole.name, whole.unit, whole.kind, whole.title, columns_of(whole, asked.columns)};
    const model::Table& table = asked.columns.empty() ? whole : part;
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < whole.rows(); ++row)
        if (asked.code.empty() || has_code(whole, row, asked.code)) rows.push_back(row);
    if (rows.empty() && !asked.code.empty()) throw NotFound("the table " + table.name + " has no row of «" + asked.code + "»");
    Json shown = Json::array();
    for (std::size_t i = asked.offset; i < rows.size() && i - asked.offset < asked.limit; ++i)
        shown.push_back(record_json(table, rows[i]));
    return {{"table", table.name},
            {"unit", table.unit},
            {"title", {{"fr", table.title.fr}, {"en", table.title.en}}},
            {"columns", array_of(table.columns, column_json)},
            {"total", rows.size()},
            {"offset", asked.offset},
            {"rows", shown}};
}

}  // namespace

Failure answer_failure(const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const NotFound& missing) {
        return {"not-found", "", missing.what(), "", kFailed};
    } catch (...) {
        return failure_of(thrown);
    }
}

RunAnswers::RunAnswers(const std::string& run_folder, int threads) : m_folder(run_folder) {
    const auto progress = make_display(ProgressMode::none, std::cerr, false);
    m_run = std::make_unique<run::ExplainedRun>(run_folder, threads, *progress);
    if (run::keeps_cells(run_folder)) m_points.emplace(run_folder);
}

RunAnswers::~RunAnswers() = default;

const model::Table* RunAnswers::find(const std::string& name) const {
    for (const model::Table& table : m_run->tables())
        if (table.name == name) return &table;
    return nullptr;
}

Json RunAnswers::at(core::Point lon_lat) const {
    if (!m_points) throw NotFound("the run keeps no cells (cells.covc), by which a place is answered");
    return record_json(m_points->at(lon_lat), 0);
}

Json RunAnswers::tables() const {
    return {{"tables", array_of(m_run->tables(), [](const model::Table& table) {
                 return Json{{"name", table.name},
                             {"unit", table.unit},
                             {"title", {{"fr", table.title.fr}, {"en", table.title.en}}},
                             {"rows", table.rows()}};
             })}};
}

Json RunAnswers::table(const std::string& name, const RowsAsked& asked) const {
    if (const model::Table* found = find(name)) return table_json(*found, asked);
    std::string names;
    for (const model::Table& table : m_run->tables()) names += (names.empty() ? "" : ", ") + table.name;
    throw NotFound("the run has no table «" + name + "»; it has " + names);
}

Json RunAnswers::zones(const std::string& name, const RowsAsked& asked) const {
    const std::string prefix = "zones_";
    if (const model::Table* found = find(prefix + name)) return table_json(*found, asked);
    std::string names;
    for (const model::Table& table : m_run->tables())
        if (table.kind == model::TableKind::zones && table.name.starts_with(prefix))
            names += (names.empty() ? "" : ", ") + table.name.substr(prefix.size());
    throw NotFound("the run has no zones «" + name + "»; it has " + (names.empty() ? "none" : names));
}

Json RunAnswers::explain(const run::ExplainAsked& asked) const {
    try {
        const run::ExplainAnswer answer = m_run->explain(asked);
        return {{"rows", array_of(answer.rows, [](const model::Explanation& told) { return explanation_json(told, "en"); })}};
    } catch (const core::Error& error) {
        if (error.kind() == core::ErrorKind::input && error.where() == m_folder) throw NotFound(error.message());
        throw;
    }
}

}  // namespace covmap::cli
