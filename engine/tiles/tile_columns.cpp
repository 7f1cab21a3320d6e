#include "tiles/tile_columns.hpp"

#include <algorithm>
#include <set>

#include "measure/measurement/contradictions.hpp"

namespace covmap::tiles {

namespace {

using NameSet = std::set<std::string>;

/// Of territories: what the map is coloured by.
NameSet main_columns(const model::RunModel& model) {
    NameSet names = {"code", "name", "area_km2"};
    for (const core::Attribute& attribute : model.attributes) names.insert(attribute.name);
    for (const model::IndicatorSpec& indicator : model.job.indicator) {
        for (const char* ending : {"_pct", "_not", "_unk"}) names.insert(indicator.name + "_area_km2" + ending);
        for (const core::Attribute& attribute : model.attributes)
            for (const char* ending : {"_pct", "_not", "_unk"}) names.insert(indicator.name + "_" + attribute.name + ending);
    }
    return names;
}

/// Of zones: who is left aside.
NameSet zone_columns(const model::RunModel& model) {
    NameSet names = {"id", "name", "rank", "rank_within", "secret"};
    for (const core::Attribute& attribute : model.attributes)
        for (const char* ending : {"", "_white", "_grey"}) names.insert(attribute.name + ending);
    if (model.attributes.empty())
        for (const char* ending : {"", "_white", "_grey"}) names.insert(std::string("area_km2") + ending);
    return names;
}

/// Of squares whose tests contradict the map: of whom, and how many tests succeed.
NameSet measured_columns() {
    return {"id",    "operator", "operator_name", "technology",  "service",
            "level", "tests",    "successes",     "success_pct", "required_pct"};
}

/// Of uncovered stretches: which line, and how long.
NameSet stretch_columns() { return {"indicator", "rank", "name", "class", "length_km", "not_km"}; }

NameSet columns_on_maps(const model::Table& table, const model::RunModel& model) {
    if (table.kind == model::TableKind::stretches) return stretch_columns();
    if (table.kind != model::TableKind::zones) return main_columns(model);
    return table.unit == measure::kMeasuredUnit ? measured_columns() : zone_columns(model);
}

/// People, whole or in part: what points drawn as one add up.
NameSet counted_columns(const model::RunModel& model) {
    NameSet names;
    for (const core::Attribute& attribute : model.attributes) {
        for (const char* ending : {"", "_white", "_grey"}) names.insert(attribute.name + ending);
        for (const model::IndicatorSpec& indicator : model.job.indicator)
            for (const char* ending : {"_not", "_unk"}) names.insert(indicator.name + "_" + attribute.name + ending);
    }
    return names;
}

/// Left out of the bare ones: names, what a label does not count.
bool is_extra(const model::Table& table, const std::string& name, bool areas) {
    if (name == "name" || name == "operator_name") return true;
    if (table.kind == model::TableKind::zones) return name == "id";
    return !areas && name.ends_with("_pct");
}

core::TileValue value_of(const model::Column& column, std::size_t row) {
    if (column.type == model::ColumnType::text) return column.texts[row];
    if (column.type == model::ColumnType::flag) return column.numbers[row] != 0;
    return decimal_tile_value(column.numbers[row], column.scale);
}

}  // namespace

core::TileValue decimal_tile_value(std::int64_t number, int scale) {
    std::int64_t one = 1;
    for (int i = 0; i < scale; ++i) one *= 10;
    if (number % one == 0) return number / one;
    return model::decimal_value(number, scale);
}

TileColumns::TileColumns(const model::Table& table, const model::RunModel& model, bool areas) : m_table(&table) {
    const bool places = table.kind == model::TableKind::places;
    const NameSet counted = counted_columns(model);
    const NameSet main = columns_on_maps(table, model);
    for (const model::Column& column : table.columns) {
        const bool is_main = places || main.contains(column.name);
        m_from.push_back(!is_main                                         ? TileDetail::all
                         : !places && is_extra(table, column.name, areas) ? TileDetail::main
                                                                          : TileDetail::bare);
        m_counted.push_back(counted.contains(column.name));
    }
}

TileProperties TileColumns::properties(std::size_t row, TileDetail detail) const {
    TileProperties properties;
    properties.reserve(m_from.size() + 1);  // and «copy»
    for (std::size_t c = 0; c < m_from.size(); ++c) {
        const model::Column& column = m_table->columns[c];
        if (m_from[c] <= detail && !column.nulls[row]) properties.emplace_back(column.name, value_of(column, row));
    }
    return properties;
}

TileProperties TileColumns::merged(const std::vector<std::size_t>& rows) const {
    if (rows.size() == 1) return properties(rows.front(), TileDetail::bare);
    TileProperties properties = {{"merged", static_cast<std::int64_t>(rows.size())}};
    for (std::size_t c = 0; c < m_counted.size(); ++c) {
        if (!m_counted[c]) continue;
        const model::Column& column = m_table->columns[c];
        std::int64_t sum = 0;
        for (const std::size_t row : rows) sum += column.nulls[row] ? 0 : column.numbers[row];
        properties.emplace_back(column.name, decimal_tile_value(sum, column.scale));
    }
    return properties;
}

std::vector<std::pair<std::string, std::string>> TileColumns::fields() const {
    std::vector<std::pair<std::string, std::string>> fields;
    for (const model::Column& column : m_table->columns)
        fields.emplace_back(column.name, column.type == model::ColumnType::text   ? "String"
                                         : column.type == model::ColumnType::flag ? "Boolean"
                                                                                  : "Number");
    return fields;
}

}  // namespace covmap::tiles
