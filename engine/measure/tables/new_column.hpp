// A column, empty of rows.
#pragma once

#include <string>

#include "core/text.hpp"
#include "model/job/source.hpp"
#include "model/table.hpp"

namespace covmap::measure {

inline model::Column new_column(const std::string& name, model::ColumnType type, int scale, const std::string& unit,
                                const core::Text& label, const core::Text& definition) {
    model::Column column;
    column.name = name;
    column.type = type;
    column.scale = scale;
    column.unit = unit;
    column.label = label;
    column.definition = definition;
    return column;
}

/// The same, of one source: its title, or the file where it has none, and its date.
inline model::Column of_source(model::Column column, const model::Source& source) {
    column.source = source.info.title.empty() ? source.given : source.info.title;
    column.date = source.info.date;
    return column;
}

}  // namespace covmap::measure
