// Published CSV files, read back without the engine's own reader.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace covmap::test {

struct CsvFile {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;

    [[nodiscard]] bool has(const std::string& column) const;
    /// Throws std::out_of_range where there is no such column.
    [[nodiscard]] std::size_t position(const std::string& column) const;
    [[nodiscard]] const std::string& at(std::size_t row, const std::string& column) const { return rows[row][position(column)]; }
    /// The only row with these values; throws std::out_of_range where there is none.
    [[nodiscard]] std::size_t row_where(const std::map<std::string, std::string>& values) const;
    /// The value in the only row whose code is `code`.
    [[nodiscard]] const std::string& of(const std::string& code, const std::string& column) const {
        return at(row_where({{"code", code}}), column);
    }
};

/// RFC 4180. Throws std::runtime_error where the file is missing or a record has another number of fields than the header.
CsvFile read_csv(const std::string& path);
CsvFile parse_csv(const std::string& text);

/// A published decimal in units of 10^-8, exactly: «1.5» is 150000000. Throws std::invalid_argument for anything else.
std::int64_t decimal(const std::string& text);

/// What differs, one line each: «row 0A001, column population: expected 1, found 2»; at most `most` lines. Rows are told apart by
/// `keys`.
std::vector<std::string> differences(const CsvFile& expected, const CsvFile& found, const std::vector<std::string>& keys,
                                     std::size_t most = 20);

}  // namespace covmap::test
