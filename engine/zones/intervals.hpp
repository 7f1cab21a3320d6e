// Intervals of neighbouring sub-rows. Internal to the room.
#pragma once

#include <algorithm>
#include <vector>

#include "zones/band_zones.hpp"

namespace covmap::zones {

/// Calls `touch(a, b)` for each pair of overlapping intervals of two sub-rows.
template <class Touch>
void for_overlaps(const std::vector<Interval>& north, const std::vector<Interval>& south, const Touch& touch) {
    for (std::size_t n = 0, s = 0; n < north.size() && s < south.size();) {
        if (std::max(north[n].begin, south[s].begin) < std::min(north[n].end, south[s].end)) touch(north[n], south[s]);
        north[n].end < south[s].end ? ++n : ++s;
    }
}

/// The interval that holds `col`, or null; intervals are sorted and disjoint.
inline const Interval* interval_at(const std::vector<Interval>& intervals, core::Col col) {
    const auto after =
        std::upper_bound(intervals.begin(), intervals.end(), col, [](core::Col c, const Interval& i) { return c < i.begin; });
    if (after == intervals.begin()) return nullptr;
    const Interval& found = *(after - 1);
    return col < found.end ? &found : nullptr;
}

}  // namespace covmap::zones
