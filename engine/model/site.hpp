// A site of an operator, as found in the supplies.
#pragma once

#include <compare>
#include <string>

#include "core/grid.hpp"

namespace covmap::model {

struct Site {
    std::string operator_code;  ///< canonical
    core::Point at;             ///< (longitude, latitude), WGS 84
    auto operator<=>(const Site&) const = default;
};

}  // namespace covmap::model
