#include "read/files/inspection.hpp"

#include "read/files/column_names.hpp"
#include "read/files/field_text.hpp"

namespace covmap::read {

std::string column_among(const InspectedLayer& layer, ColumnNames names) {
    for (const char* name : names)
        for (const InspectedColumn& column : layer.columns)
            if (lower_case(column.name) == name) return column.name;
    return {};
}

std::string columns_text(const InspectedLayer& layer) {
    std::vector<std::string> names;
    for (const InspectedColumn& column : layer.columns) names.push_back(column.name);
    return columns_text(names);
}

}  // namespace covmap::read
