#include "measure/tables/short_names.hpp"

#include <algorithm>
#include <set>

namespace covmap::measure {
namespace {

std::string squeezed(std::string text) {
    std::erase(text, '_');
    return text;
}

}  // namespace

std::string short_hint(const std::string& first, const std::string& second, const std::string& suffix) {
    return squeezed(first).substr(0, 5) + squeezed(second).substr(0, 3) + suffix;
}

void fill_short_names(model::Table& table) {
    std::set<std::string> taken;
    for (model::Column& column : table.columns)
        if (column.name.size() <= kShortName && taken.insert(column.name).second) column.short_name = column.name;
    for (model::Column& column : table.columns) {
        if (column.short_name == column.name) continue;
        const std::string wish = (column.short_name.empty() ? squeezed(column.name) : column.short_name).substr(0, kShortName);
        std::string candidate = wish;
        for (int n = 1; !taken.insert(candidate).second; ++n) {
            const std::string number = std::to_string(n);
            candidate = wish.substr(0, kShortName - number.size()) + number;
        }
        column.short_name = candidate;
    }
}

}  // namespace covmap::measure
