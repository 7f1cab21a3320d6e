// A place that is asked «what is here?».
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/grid.hpp"
#include "core/units.hpp"

namespace covmap::model {

struct Place {
    std::string id;     ///< as given; the record's line or FID where the source has no column of ids
    std::string name;   ///< empty where it has none
    core::Point wgs84;  ///< longitude, latitude in degrees
    core::Point grid;   ///< u, v on the demand's lattice, not snapped
};

/// What is at a place.
struct PlaceFinding {
    core::TerritoryId territory;           ///< invalid: outside all of them; then nothing else is known
    std::vector<std::uint64_t> signature;  ///< words
    std::vector<std::optional<double>>
        served_m;                   ///< per indicator of the job: to the nearest served cell's centre; 0 where it is met
    std::vector<std::string> zone;  ///< per [[zones]]: id, or empty
};

}  // namespace covmap::model
