#include "export/formats/csv.hpp"

#include <filesystem>
#include <string_view>

#include "store/bytes/output_file.hpp"

namespace covmap::exports {

namespace {

void append_text(store::OutputFile& out, std::string_view text) {
    if (text.find_first_of("\",\r\n") == std::string_view::npos) {
        out.append(text);
        return;
    }
    out.append('"');
    for (const char c : text) {
        if (c == '"') out.append('"');
        out.append(c);
    }
    out.append('"');
}

void append_csv_value(store::OutputFile& out, const model::Column& column, std::size_t row) {
    if (column.nulls[row]) return;
    switch (column.type) {
        case model::ColumnType::text:
            append_text(out, column.texts[row]);
            break;
        case model::ColumnType::share:
            out.append_fixed(column.numbers[row], column.scale);
            break;
        case model::ColumnType::flag:
            out.append(column.numbers[row] != 0 ? "true" : "false");
            break;
        case model::ColumnType::quantity:
        case model::ColumnType::count:
            out.append_decimal(column.numbers[row], column.scale);
            break;
    }
}

std::string_view csvt_type(const model::Column& column) {
    switch (column.type) {
        case model::ColumnType::quantity:
        case model::ColumnType::share:
            return "\"Real\"";
        case model::ColumnType::count:
            return "\"Integer\"";
        case model::ColumnType::text:
        case model::ColumnType::flag:
            break;
    }
    return "\"String\"";
}

void write_types(const model::Table& table, const std::string& path) {
    store::OutputFile out(path);
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (c > 0) out.append(',');
        out.append(csvt_type(table.columns[c]));
    }
    out.append('\n');
    out.close();
}

}  // namespace

void write_csv(const model::Table& table, const std::string& path) {
    store::OutputFile out(path);
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (c > 0) out.append(',');
        append_text(out, table.columns[c].name);
    }
    out.append('\n');
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            if (c > 0) out.append(',');
            append_csv_value(out, table.columns[c], row);
        }
        out.append('\n');
    }
    out.close();
    write_types(table, std::filesystem::path(path).replace_extension(".csvt").string());
}

}  // namespace covmap::exports
