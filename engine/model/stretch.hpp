// Stretches of lines that fail an indicator.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/grid.hpp"
#include "core/polygon.hpp"
#include "core/units.hpp"

namespace covmap::model {

/// A part of one line, as a stretch runs along it.
struct StretchPart {
    std::size_t line = 0;  ///< position in LineSet::lines
    std::int64_t from_mm = 0, to_mm = 0;
    bool backwards = false;  ///< from `to_mm` to `from_mm`
    bool operator==(const StretchPart&) const = default;
};

/// An uncovered stretch, and the covered gaps in it that are short enough.
struct Stretch {
    std::size_t indicator = 0;       ///< position in the job
    std::vector<StretchPart> parts;  ///< in the order of the way
    std::int64_t length_mm = 0;      ///< from its first uncovered place to its last
    std::int64_t not_mm = 0;         ///< of which uncovered; a line along a border counts with the half that is
    std::vector<std::pair<core::TerritoryId, std::int64_t>> territories;  ///< with what is uncovered in each; the most first
    std::vector<std::uint64_t> present;                                   ///< bits of layers that some uncovered place of it has
    core::MultiPolygon paths = {};  ///< open paths in degrees, longitude first; filled in by who knows the grid
    core::Point middle = {};        ///< the place half-way, in degrees
};

/// Those of one [[lines]].
struct StretchSet {
    std::vector<Stretch> stretches;      ///< by indicator in the order of `fails`, then the longest first
    std::vector<std::int64_t> short_mm;  ///< per indicator of `fails`: uncovered in stretches below the minimum
};

}  // namespace covmap::model
