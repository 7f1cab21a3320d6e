// Fills a table row by row, column after column.
#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "model/table.hpp"

namespace covmap::measure {

/// Columns are added first; then each row pushes its values in the order of the columns.
class TableWriter {
public:
    TableWriter(std::string name, std::string unit, model::TableKind kind) {
        m_table.name = std::move(name);
        m_table.unit = std::move(unit);
        m_table.kind = kind;
    }
    void add(model::Column column) { m_table.columns.push_back(std::move(column)); }
    void push(const std::string& value) { next().push(value); }
    void push(std::optional<std::int64_t> value) { next().push(value); }
    [[nodiscard]] model::Table& table() {
        assert(m_at == 0);  // no row is left half written
        return m_table;
    }

private:
    model::Column& next() {
        model::Column& column = m_table.columns[m_at];
        m_at = m_at + 1 == m_table.columns.size() ? 0 : m_at + 1;
        return column;
    }
    model::Table m_table;
    std::size_t m_at = 0;
};

}  // namespace covmap::measure
