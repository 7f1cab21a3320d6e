// Column names of at most 10 characters, for shapefile users.
#pragma once

#include <string>
#include <utility>

#include "model/table.hpp"

namespace covmap::measure {

inline constexpr std::size_t kShortName = 10;

/// Fills Column::short_name of all columns: the name itself where it fits, then the hint already in short_name (if any), then
/// the name without underscores; cut to 10 characters, a number at the end where another column was first. Unique whatever
/// the case of letters; depends on the columns alone.
void fill_short_names(model::Table& table);

/// «any_4g», «population», «_p» -> «any4gpop_p»: five characters of the first, three of the second.
std::string short_hint(const std::string& first, const std::string& second, const std::string& suffix);

/// The column with a wish for its short name.
inline model::Column with_hint(model::Column column, std::string hint) {
    column.short_name = std::move(hint);
    return column;
}

}  // namespace covmap::measure
