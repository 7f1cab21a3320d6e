// Territories: communes or any other unit, with their parents.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/units.hpp"

namespace covmap::model {

/// One territory. `parents[i]` and `parent_names[i]` follow TerritorySet::parent_kinds; an empty code is a blank parent.
struct Territory {
    std::string code;  ///< text, never a number
    std::string name;
    std::vector<std::string> parents;
    std::vector<std::string> parent_names;
    std::vector<std::optional<std::int64_t>> reference;  ///< quanta of 10^-6, follows TerritorySet::reference_attributes
    double ring_area = 0;  ///< shoelace area of its rings, in cells (shells minus holes, overlaps of its own parts counted twice)
    bool operator==(const Territory&) const = default;
};

struct TerritorySet {
    std::string unit;                               ///< «commune»
    std::vector<std::string> parent_kinds;          ///< «departement», «region», … in the job's order
    std::vector<std::string> reference_attributes;  ///< attributes that have an official figure
    std::vector<Territory> territories;             ///< sorted by code, codes unique; TerritoryId is the position
};

}  // namespace covmap::model
