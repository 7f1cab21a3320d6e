#include "read/table/csv_header.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "read/files/field_text.hpp"
#include "read/files/number_text.hpp"

namespace covmap::read {
namespace {

constexpr std::size_t kLines = 60;        // looked at
constexpr std::size_t kMostTitles = 25;   // lines above a header
constexpr std::size_t kLeastRecords = 2;  // below it

std::vector<std::string_view> lines_of(std::string_view head) {
    std::vector<std::string_view> lines;
    std::size_t begin = 0;
    while (lines.size() < kLines) {
        const std::size_t end = head.find_first_of("\r\n", begin);
        if (end == std::string_view::npos) break;
        lines.push_back(head.substr(begin, end - begin));
        begin = end + (head.substr(end, 2) == "\r\n" ? 2 : 1);
    }
    if (lines.size() < kLines && begin < head.size()) lines.push_back(head.substr(begin));
    return lines;
}

std::vector<std::string_view> fields_of(std::string_view line, char separator) {
    std::vector<std::string_view> fields;
    bool quoted = false;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= line.size(); ++i) {
        if (i < line.size() && line[i] == '"') quoted = !quoted;
        if (i < line.size() && (quoted || line[i] != separator)) continue;
        fields.push_back(trimmed(line.substr(begin, i - begin)));
        begin = i + 1;
    }
    return fields;
}

char separator_of(std::string_view line) {
    const std::string_view candidates = ",;\t|";
    return *std::max_element(candidates.begin(), candidates.end(),
                             [&](char a, char b) { return fields_of(line, a).size() < fields_of(line, b).size(); });
}

std::size_t texts_in(const std::vector<std::string_view>& fields) {
    return static_cast<std::size_t>(
        std::count_if(fields.begin(), fields.end(), [](std::string_view field) { return !field.empty() && field != "\"\""; }));
}

/// «2019» may well be the name of a column.
bool is_year(std::string_view field, double number) { return field.size() == 4 && number >= 1900 && number <= 2100; }

bool names_columns(const std::vector<std::string_view>& fields) {
    const auto numbers = std::count_if(fields.begin(), fields.end(), [](std::string_view field) {
        double number = 0;
        return parse_number(field, number) && !is_year(field, number);
    });
    return texts_in(fields) == fields.size() && 2 * static_cast<std::size_t>(numbers) < fields.size();
}

// All lines after it have its number of fields.
bool heads_table(const std::vector<std::string_view>& lines, std::size_t at) {
    const char separator = separator_of(lines[at]);
    const std::size_t fields = fields_of(lines[at], separator).size();
    std::size_t records = 0;
    const std::size_t last = lines.size() == kLines ? lines.size() : lines.size() - 1;  // a last line may be cut, or a footnote
    for (std::size_t i = at + 1; i < std::max(last, at + 1 + kLeastRecords) && i < lines.size(); ++i) {
        if (trimmed(lines[i]).empty()) continue;
        if (fields_of(lines[i], separator).size() != fields) return false;
        ++records;
    }
    return records >= kLeastRecords;
}

}  // namespace

std::uint64_t header_line(std::string_view head) {
    const std::vector<std::string_view> lines = lines_of(head);
    std::size_t first = 0;
    while (first < lines.size() && trimmed(lines[first]).empty()) ++first;
    if (first == lines.size()) return 0;
    // A title's blanks follow it; the first name alone may be blank in a header: that of a column of numbers of rows.
    const std::vector<std::string_view> names = fields_of(lines[first], separator_of(lines[first]));
    const bool filled = names.front().empty() || 2 * texts_in(names) > names.size();
    if (names.size() > 1 && filled && heads_table(lines, first)) return 0;
    for (std::size_t i = first + 1; i < lines.size() && i <= kMostTitles; ++i) {
        const char separator = separator_of(lines[i]);
        const std::vector<std::string_view> fields = fields_of(lines[i], separator);
        const auto is_title = [&](std::string_view line) { return 2 * texts_in(fields_of(line, separator)) <= fields.size(); };
        if (fields.size() < 2 || !names_columns(fields)) continue;
        const auto begin = lines.begin();
        if (!std::all_of(begin, begin + static_cast<std::ptrdiff_t>(i), is_title)) return 0;
        if (heads_table(lines, i)) return i;
    }
    return 0;
}

}  // namespace covmap::read
