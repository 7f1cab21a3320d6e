// A published table: columns of text or of exact decimals.
#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "model/column/text_column.hpp"

namespace covmap::model {

enum class ColumnType {
    text,      ///< codes, names
    quantity,  ///< people, km2: exact decimal, printed in full with zeros cut
    share,     ///< 0-100, always two decimals, null where the whole is 0
    count,     ///< an integer
    flag,      ///< 0 or 1, printed false/true
};

/// One column. Decimals are integers: value = number / 10^scale.
struct Column {
    std::string name;
    ColumnType type = ColumnType::text;
    int scale = 0;           ///< 6 for weights, 8 for km2, 2 for shares, 0 for counts
    std::string short_name;  ///< unique within the table, at most 10 characters; filled by measure
    std::string unit;        ///< «personnes», «km²», «%»
    core::Text label;
    core::Text definition;
    std::string source;     ///< title of the source(s)
    std::string date;       ///< ISO
    std::string indicator;  ///< name of the indicator it belongs to, or empty
    bool low_is_good = false;

    TextColumn texts;                   ///< text columns
    std::vector<std::int64_t> numbers;  ///< the other columns
    std::vector<bool> nulls;            ///< true: no value; same length as the rows

    void push(std::string_view value) {
        assert(type == ColumnType::text);
        texts.push_back(value);
        nulls.push_back(false);
    }
    void push(std::optional<std::int64_t> value) {
        assert(type != ColumnType::text);
        numbers.push_back(value.value_or(0));
        nulls.push_back(!value.has_value());
    }
};

enum class TableKind {
    wide,           ///< one row a territory; has geometry of its unit where formats ask for it
    longer,         ///< operators, counts: several rows a territory, no geometry
    zones,          ///< one row a zone, polygons
    places,         ///< one row a place, points
    context_areas,  ///< one row an area of a background, polygons; `unit` is its kind: «water»
    context_lines,  ///< one row a line of it
    stretches       ///< one row an uncovered stretch of lines
};

struct Table {
    std::string name;  ///< «commune», «commune_operators»
    std::string unit;  ///< «commune», «departement», «all»
    TableKind kind = TableKind::wide;
    core::Text title;  ///< for QGIS and documents: «no 4G for 312 people in 3 communes»
    std::vector<Column> columns;

    /// A table that grows no more.
    void shrink_to_fit() {
        for (Column& column : columns) {
            column.texts.shrink_to_fit();
            column.numbers.shrink_to_fit();
        }
    }
    [[nodiscard]] std::size_t rows() const { return columns.empty() ? 0 : columns.front().nulls.size(); }
    [[nodiscard]] const Column* find(const std::string& column) const {
        for (const Column& c : columns)
            if (c.name == column) return &c;
        return nullptr;
    }
};

/// `number / 10^scale` in full, zeros cut: 1500000 at 6 is «1.5».
std::string decimal_text(std::int64_t number, int scale);
/// The nearest double.
double decimal_value(std::int64_t number, int scale);
/// With all its decimals: 9999 at 2 is «99.99», 10000 is «100.00».
std::string fixed_text(std::int64_t number, int scale);
/// A field of RFC 4180: in quotes where it holds a comma, a quote or a line end.
std::string csv_text(const std::string& text);
/// 100 * part / whole in hundredths of a percent, rounded to nearest, but never 10000 while part < whole nor 0 while part > 0.
/// Null where whole is 0.
std::optional<std::int64_t> share_of(std::int64_t part, std::int64_t whole);

}  // namespace covmap::model
