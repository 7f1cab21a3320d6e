// Sums of tests by tile, whose place is a quadkey: «120220123…», one digit a zoom. Private to the room.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "read/table/point_rows.hpp"

namespace covmap::read {

/// The middle of a tile of Web Mercator, longitude and latitude in degrees; nothing where the text is no quadkey of 1 to 24
/// digits.
std::optional<core::Point> quadkey_middle(const std::string& quadkey);

/// A table with a column of quadkeys, as points. Errors: core::Error(input).
std::unique_ptr<PointRows> open_quadkeys(const std::string& layer, const std::string& quadkey, const std::string& path,
                                         const std::string& shown, const std::vector<std::string>& columns);

}  // namespace covmap::read
