// Columns found by the names that people give them. Private to the room.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace covmap::read {

/// Position of a column: exact name first (accents composed or not are one), else the same in other letter case when only one is.
/// Error(input) at `where` when several have exactly that name.
std::optional<std::size_t> position_of_name(const std::string& name, const std::vector<std::string>& names,
                                            const std::string& where);

/// The name closest to `wanted`, or empty when none is near enough to be meant (more than a third of its letters differ).
std::string nearest_name(std::string_view wanted, const std::vector<std::string>& names);

/// «a, b, c and 997 more»: the columns of a file in a message, at most 30 by name; «none» where there are none.
std::string columns_text(const std::vector<std::string>& names);

}  // namespace covmap::read
