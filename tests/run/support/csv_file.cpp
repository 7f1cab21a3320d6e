#include "run/support/csv_file.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "run/support/folders.hpp"

namespace covmap::test {

bool CsvFile::has(const std::string& column) const { return std::find(columns.begin(), columns.end(), column) != columns.end(); }

std::size_t CsvFile::position(const std::string& column) const {
    const auto at = std::find(columns.begin(), columns.end(), column);
    if (at == columns.end()) throw std::out_of_range("no column " + column);
    return static_cast<std::size_t>(at - columns.begin());
}

std::size_t CsvFile::row_where(const std::map<std::string, std::string>& values) const {
    for (std::size_t row = 0; row < rows.size(); ++row)
        if (std::all_of(values.begin(), values.end(), [&](const auto& v) { return at(row, v.first) == v.second; })) return row;
    std::string text;
    for (const auto& [column, value] : values) text += " " + column + "=" + value;
    throw std::out_of_range("no row with" + text);
}

CsvFile parse_csv(const std::string& text) {
    std::vector<std::vector<std::string>> records;
    std::vector<std::string> record(1);
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c != '"')
                record.back() += c;
            else if (i + 1 < text.size() && text[i + 1] == '"')
                record.back() += text[++i];
            else
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == ',') {
            record.emplace_back();
        } else if (c == '\n') {
            records.push_back(std::move(record));
            record.assign(1, "");
        } else if (c != '\r') {
            record.back() += c;
        }
    }
    if (record.size() > 1 || !record.front().empty()) records.push_back(std::move(record));
    if (records.empty()) throw std::runtime_error("no header");
    CsvFile file{records.front(), {records.begin() + 1, records.end()}};
    for (const auto& row : file.rows)
        if (row.size() != file.columns.size())
            throw std::runtime_error("a record of " + std::to_string(row.size()) + " fields, its first «" + row.front() + "»");
    return file;
}

CsvFile read_csv(const std::string& path) {
    if (!std::filesystem::exists(path)) throw std::runtime_error(path + " is missing");
    return parse_csv(bytes_of(path));
}

std::int64_t decimal(const std::string& text) {
    constexpr int kPlaces = 8;
    const auto refuse = [&] { return std::invalid_argument("«" + text + "» is not a decimal"); };
    std::int64_t number = 0;
    int places = -1;  // after the point
    std::size_t digits = 0;
    for (std::size_t i = text.starts_with('-') ? 1 : 0; i < text.size(); ++i) {
        if (text[i] == '.' && places < 0) {
            places = 0;
            continue;
        }
        if (text[i] < '0' || text[i] > '9' || places == kPlaces) throw refuse();
        number = number * 10 + (text[i] - '0');
        places += places >= 0 ? 1 : 0;
        ++digits;
    }
    if (digits == 0) throw refuse();
    for (int i = std::max(places, 0); i < kPlaces; ++i) number *= 10;
    return text.starts_with('-') ? -number : number;
}

std::vector<std::string> differences(const CsvFile& expected, const CsvFile& found, const std::vector<std::string>& keys,
                                     std::size_t most) {
    std::vector<std::string> told;
    const auto key_of = [&](const CsvFile& file, std::size_t row) {
        std::string key;
        for (const std::string& column : keys)
            key += (key.empty() ? "" : " ") + (file.at(row, column).empty() ? "«»" : file.at(row, column));
        return key;
    };
    for (const std::string& column : expected.columns)
        if (!found.has(column)) told.push_back("column " + column + ": expected, not found");
    for (const std::string& column : found.columns)
        if (!expected.has(column)) told.push_back("column " + column + ": found, not expected");
    for (const std::string& column : keys)
        if (!found.has(column)) return told;
    std::map<std::string, std::size_t> rows;
    for (std::size_t row = 0; row < found.rows.size(); ++row)
        if (!rows.emplace(key_of(found, row), row).second) told.push_back("row " + key_of(found, row) + ": found twice");
    for (std::size_t row = 0; row < expected.rows.size(); ++row) {
        const auto same = rows.find(key_of(expected, row));
        if (same == rows.end()) {
            told.push_back("row " + key_of(expected, row) + ": expected, not found");
            continue;
        }
        for (const std::string& column : expected.columns)
            if (found.has(column) && expected.at(row, column) != found.at(same->second, column))
                told.push_back("row " + same->first + ", column " + column + ": expected " + expected.at(row, column) +
                               ", found " + found.at(same->second, column));
        rows.erase(same);
    }
    for (const auto& [key, row] : rows) told.push_back("row " + key + ": found, not expected");
    if (told.size() > most) {
        const std::size_t more = told.size() - most;
        told.resize(most);
        told.push_back("and " + std::to_string(more) + " more");
    }
    return told;
}

}  // namespace covmap::test
