#include "run/tile_columns.hpp"

#include <algorithm>
#include <set>

namespace covmap::run {

namespace {

using Names = std::set<std::string>;

/// Of territories: what the map is coloured by.
Names main_columns(const core::RunModel& model) {
    Names names = {"code", "name"};
    for (const core::Attribute& attribute : model.attributes) names.insert(attribute.name);
    for (const core::IndicatorSpec& indicator : model.job.indicator) {
        names.insert(indicator.name + "_area_km2_pct");
        for (const core::Attribute& attribute : model.attributes)
            for (const char* ending : {"_pct", "_not", "_unk"}) names.insert(indicator.name + "_" + attribute.name + ending);
    }
    return names;
}

/// Of zones: who is left aside.
Names zone_columns(const core::RunModel& model) {
    Names names = {"id", "name", "rank", "secret"};
    for (const core::Attribute& attribute : model.attributes)
        for (const char* ending : {"", "_white", "_grey"}) names.insert(attribute.name + ending);
    return names;
}

const Names kWords = {"name"};  // left out of the bare ones

core::TileValue value_of(const core::Column& column, std::size_t row) {
    if (column.type == core::ColumnType::text) return column.texts[row];
    const std::int64_t number = column.numbers[row];
    if (column.type == core::ColumnType::flag) return number != 0;
    std::int64_t one = 1;
    for (int i = 0; i < column.scale; ++i) one *= 10;
    if (number % one == 0) return number / one;
    return core::decimal_value(number, column.scale);
}

}  // namespace

TileColumns::TileColumns(const core::Table& table, const core::RunModel& model) : m_table(&table) {
    const bool places = table.kind == core::TableKind::places;
    const Names main = table.kind == core::TableKind::zones ? zone_columns(model) : main_columns(model);
    for (const core::Column& column : table.columns) {
        const bool is_main = places || main.contains(column.name);
        m_from.push_back(!is_main ? TileDetail::all : kWords.contains(column.name) ? TileDetail::main : TileDetail::bare);
    }
}

TileProperties TileColumns::properties(std::size_t row, TileDetail detail) const {
    TileProperties properties;
    for (std::size_t c = 0; c < m_from.size(); ++c) {
        const core::Column& column = m_table->columns[c];
        if (m_from[c] <= detail && !column.nulls[row]) properties.emplace_back(column.name, value_of(column, row));
    }
    return properties;
}

std::vector<std::pair<std::string, std::string>> TileColumns::fields() const {
    std::vector<std::pair<std::string, std::string>> fields;
    for (const core::Column& column : m_table->columns)
        fields.emplace_back(column.name, column.type == core::ColumnType::text ? "String" : column.type == core::ColumnType::flag ? "Boolean" : "Number");
    return fields;
}

}  // namespace covmap::run
