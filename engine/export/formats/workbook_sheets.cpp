#include <algorithm>
#include <set>

#include "export/formats/workbook.hpp"

namespace covmap::exports {

namespace {

using model::Column;
using model::Table;

constexpr std::size_t kSheetName = 31;  ///< characters

/// Without what Excel does not allow in a name, and another than those that are taken.
std::string sheet_name(const std::string& wanted, std::set<std::string>& taken) {
    const auto folded = [](std::string text) {
        std::transform(text.begin(), text.end(), text.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        return text;
    };
    std::string plain;
    for (const char c : wanted) plain += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : '_';
    if (plain.empty()) plain = "_";
    for (int number = 1;; ++number) {
        const std::string end = number == 1 ? "" : " " + std::to_string(number);
        std::size_t length = std::min(plain.size(), kSheetName - end.size());
        while (length > 0 && length < plain.size() && (static_cast<unsigned char>(plain[length]) & 0xC0U) == 0x80U) --length;
        const std::string name = plain.substr(0, length) + end;
        if (taken.insert(folded(name)).second) return name;
    }
}

/// What is read first: where, how many people, and of each indicator the share and what is around it.
std::vector<const Column*> narrow_columns(const model::RunModel& model, const Table& table) {
    std::vector<const Column*> narrow;
    if (model.attributes.empty()) return narrow;
    const std::string& people = model.attributes.front().name;
    const Column* whole = table.find(people);
    if (whole == nullptr) return narrow;
    for (const Column& column : table.columns) {
        if (column.type != model::ColumnType::text) break;
        narrow.push_back(&column);
    }
    narrow.push_back(whole);
    bool has_indicator = false;
    for (const model::IndicatorSpec& indicator : model.job.indicator)
        for (const char* part : {"_pct", "_lo", "_hi", "_not", "_unk"})
            if (const Column* column = table.find(indicator.name + "_" + people + part)) {
                narrow.push_back(column);
                has_indicator = true;
            }
    return has_indicator ? narrow : std::vector<const Column*>();
}

std::vector<const Column*> all_columns(const Table& table) {
    std::vector<const Column*> all;
    for (const Column& column : table.columns) all.push_back(&column);
    return all;
}

bool fits(const Table& table, std::size_t columns, std::vector<std::string>& warnings) {
    if (table.rows() + 1 <= kSheetRows && columns <= kSheetColumns) return true;
    const bool rows = table.rows() + 1 > kSheetRows;
    warnings.push_back("tables.xlsx lacks " + table.name + ", which has " + std::to_string(rows ? table.rows() : columns) +
                       (rows ? " rows; a sheet of Excel holds 1,048,575" : " columns; a sheet of Excel holds 16,384") +
                       ": take it from " + table.name + ".csv (formats = [\"csv\"]), or limit the run with [only]");
    return false;
}

}  // namespace

std::vector<WorkbookSheet> sheets_of(const model::RunModel& model, const std::vector<const Table*>& tables,
                                     std::vector<std::string>& warnings) {
    std::vector<WorkbookSheet> sheets;
    std::set<std::string> taken{"lisez-moi", "read me", "columns"};
    for (const Table* table : tables) {
        std::vector<const Column*> all = all_columns(*table);
        if (!fits(*table, all.size(), warnings)) continue;
        const bool wide = table->kind == model::TableKind::wide && table->name == table->unit;
        std::vector<const Column*> narrow = wide ? narrow_columns(model, *table) : std::vector<const Column*>();
        if (!narrow.empty()) sheets.push_back({sheet_name(table->name, taken), table, std::move(narrow)});
        const bool second = wide && !sheets.empty() && sheets.back().table == table;
        sheets.push_back({sheet_name(second ? table->name + " +" : table->name, taken), table, std::move(all)});
    }
    return sheets;
}

}  // namespace covmap::exports
