// Where the territories of a run lie: the part that a map shows first, and what lies oceans away.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/grid.hpp"
#include "model/table.hpp"

namespace covmap::exports {

/// Degrees, WGS 84.
struct LonLatBox {
    double west = 0, south = 0, east = 0, north = 0;
    void add(core::Point lon_lat);
    void add(const LonLatBox& other);
    /// Its border too.
    [[nodiscard]] bool holds(core::Point lon_lat) const;
};

/// Where a territory is: a point inside it, and its box.
struct Spot {
    core::Point lon_lat;
    LonLatBox box;
};

/// Territories that lie together.
struct Cluster {
    std::vector<std::size_t> rows;  ///< of the table
    LonLatBox box;
};

/// Parts of a country oceans away would leave the rest too small to see: those more than 5 degrees away, and those of whom
/// nothing is known, stay out of `main` where they would make it more than twice as wide or high.
struct Extent {
    std::optional<Cluster> main;     ///< none: no territory has a spot
    std::vector<Cluster> elsewhere;  ///< the most people first
};

/// Of one spot a row, and the column of people of the same rows, or null. Territories are of one cluster where tiles of 2 degrees
/// that hold their points touch; the cluster with the most people is the main one, else that of the most territories. Pure.
Extent extent_of(const std::vector<std::optional<Spot>>& spots, const model::Column* people);

}  // namespace covmap::exports
