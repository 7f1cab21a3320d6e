// A site of an operator, as found in the supplies.
#pragma once

#include <compare>
#include <functional>
#include <string>

#include "core/grid.hpp"

namespace covmap::model {

struct Site {
    std::string operator_code;  ///< canonical
    core::Point at;             ///< (longitude, latitude), WGS 84
    auto operator<=>(const Site&) const = default;
};

/// Is a site, with its id or else the number of its record, to be taken for one that does not work? Of any thread.
using SiteQuestion = std::function<bool(const Site&, const std::string&)>;

}  // namespace covmap::model
