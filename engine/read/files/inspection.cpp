#include "read/files/inspection.hpp"

#include "read/files/field_text.hpp"

namespace covmap::read {

std::string column_among(const InspectedLayer& layer, ColumnNames names) {
    for (const char* name : names)
        for (const InspectedColumn& column : layer.columns)
            if (lower_case(column.name) == name) return column.name;
    return {};
}

std::string columns_text(const InspectedLayer& layer) {
    std::string text;
    for (const InspectedColumn& column : layer.columns) text += (text.empty() ? "" : ", ") + column.name;
    return text.empty() ? "none" : text;
}

}  // namespace covmap::read
