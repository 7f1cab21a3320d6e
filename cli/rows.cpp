#include "cli/rows.hpp"

namespace covmap::cli {

std::string cell_text(const model::Column& column, std::size_t row) {
    if (column.nulls[row]) return {};
    if (column.type == model::ColumnType::text) return column.texts[row];
    if (column.type == model::ColumnType::flag) return column.numbers[row] != 0 ? "true" : "false";
    if (column.type == model::ColumnType::share) return model::fixed_text(column.numbers[row], column.scale);
    return model::decimal_text(column.numbers[row], column.scale);
}

Json record_json(const model::Table& table, std::size_t row) {
    Json json = Json::object();
    for (const model::Column& column : table.columns) {
        const std::string text = cell_text(column, row);
        Json& value = json[column.name];  // null where it is empty
        if (text.empty()) continue;
        if (column.type == model::ColumnType::text)
            value = text;
        else
            value = Json::parse(text);
    }
    return json;
}

Json rows_json(const model::Table& table) {
    Json rows = Json::array();
    for (std::size_t row = 0; row < table.rows(); ++row) rows.push_back(record_json(table, row));
    return rows;
}

std::string rows_csv(const model::Table& table, bool with_head) {
    std::string out;
    if (with_head)
        for (const model::Column& column : table.columns) out += (out.empty() ? "" : ",") + model::csv_text(column.name);
    if (with_head) out += '\n';
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            if (c > 0) out += ',';
            out += model::csv_text(cell_text(table.columns[c], row));
        }
        out += '\n';
    }
    return out;
}

std::string json_text(const Json& json, int indent) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace covmap::cli
