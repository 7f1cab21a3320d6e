// Rows of text from any table: CSV (own reader, RFC 4180, also .gz and .zip) and whatever GDAL's vector drivers open.
//
// All values are text exactly as published, so that 01001 never becomes a number. Text that is not UTF-8 is taken for
// Windows-1252 and recoded. The separator of a CSV (comma, semicolon, tab, bar) is found in its header line, the header below
// lines of titles.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "read/files/column_names.hpp"
#include "read/files/number_text.hpp"

namespace covmap::read {

/// One pass over one table. Not thread-safe.
/// Errors: core::Error(input) when the file cannot be opened, has no header, or a column is missing (the message lists the
/// columns and the nearest name). Cost: about 60 million bytes of CSV a second.
class TableReader {
public:
    /// gz and zip are recognised by the ending of `path`; `layer` empty: the only one that has
    /// records, or is a file of an archive (layer_choice.hpp, data_files.hpp); `shown` is the name in errors, `path` when
    /// empty.
    explicit TableReader(const std::string& path, const std::string& layer = {}, const std::string& shown = {});
    ~TableReader();
    TableReader(TableReader&&) noexcept;
    TableReader& operator=(TableReader&&) noexcept;

    static constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

    [[nodiscard]] const std::vector<std::string>& columns() const;
    /// Position of a column: exact name first, else the same name in other letter case when only one is. Throws when missing,
    /// or when two columns have that name.
    [[nodiscard]] std::size_t column(const std::string& name) const;
    /// The same, kNoColumn when missing.
    [[nodiscard]] std::size_t find_column(const std::string& name) const;

    /// Moves to the next record; false at the end. Empty lines of a CSV are skipped.
    bool next();
    /// The value of a column in the current record, blanks around it removed; empty when null or when the record is too short.
    /// Valid until next().
    [[nodiscard]] std::string_view text(std::size_t column) const;
    /// The bytes of a value as they stand in the file, blanks and encoding included. Valid until next().
    [[nodiscard]] std::string_view raw(std::size_t column) const;
    /// The same as a number; false when parse_number refuses it. Where a text can be read in two ways («1,234»), all texts of the
    /// column decide, in one more pass over the file; Error(input) where they do not.
    bool number(std::size_t column, double& value, NumberUse use = NumberUse::quantity) const;
    /// Fields of the CSV are separated by semicolons.
    [[nodiscard]] bool semicolons() const;
    /// Whether the file keeps the column as numbers, which leave nothing open.
    [[nodiscard]] bool keeps_numbers(std::size_t column) const;
    /// Place of the current record for defects: the line of the file (CSV) or the FID.
    [[nodiscard]] std::string record() const;
    [[nodiscard]] std::int64_t record_number() const;
    /// True when the current CSV record has more or fewer fields than the header.
    [[nodiscard]] bool ragged() const;

    /// Records given so far.
    [[nodiscard]] std::uint64_t records() const;
    [[nodiscard]] const std::string& path() const;    ///< as shown
    [[nodiscard]] const std::string& layer() const;   ///< name of the layer, empty for CSV
    [[nodiscard]] const std::string& crs() const;     ///< «EPSG:2154» or WKT; empty when it has none
    [[nodiscard]] const std::string& driver() const;  ///< «CSV», «GPKG», «ESRI Shapefile», …

    class Impl;

private:
    std::unique_ptr<Impl> m_impl;
};

/// A column of a table and what its numbers are.
struct ColumnUse {
    std::size_t position = 0;
    NumberUse use = NumberUse::quantity;
};

/// The style of a column's numbers, by all records of the table: one more pass over it. Errors: core::Error(input), also when
/// both readings are possible.
NumberStyle style_of_column(const std::string& path, const std::string& layer, const std::string& shown, ColumnUse column);

/// Numbers in texts that another reader took from the columns of a file, read as TableReader::number() reads them.
class FileNumbers {
public:
    FileNumbers() = default;
    FileNumbers(std::string path, std::string layer, std::string shown)
        : m_path(std::move(path)), m_layer(std::move(layer)), m_shown(std::move(shown)) {}
    bool read(std::string_view text, const std::string& column, double& value);

private:
    std::string m_path, m_layer, m_shown;
    std::map<std::string, NumberStyle> m_styles;  ///< of columns with doubtful numbers
};

}  // namespace covmap::read
