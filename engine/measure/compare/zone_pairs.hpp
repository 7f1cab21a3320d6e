// The zones of two runs, paired by the people they have in common.
#pragma once

#include <cstdint>
#include <vector>

#include "model/comparison.hpp"
#include "model/zone_index.hpp"

namespace covmap::measure {

/// What became of each zone, kept ones included; both indexes on one lattice, squares of one attribute.
///
/// Common people of two zones: the sum over their common squares of the smaller weight. In a square where one of the runs has
/// several zones each zone's weight is taken to lie evenly on its own sub-cells, and what lies on common ones counts; a zone that
/// has people but no sub-cell there has them in common with the zone of the same id. Two zones are linked where that is at least
/// half of the people of either, so a small zone swallowed by a large one is linked, a large one that left a small rest too.
/// Zones linked with each other, directly or over others, are one change: its fate follows from the number on each side. A zone
/// without people is linked with the one of the same id. One and one are `kept` where at most `tolerance` people left and at most
/// as many came (quanta); with `people_told` false, wherever they are linked. Order: the largest difference of people first, then
/// by fate and first id. Names are left empty. Cost: sorts the squares of both. Pure.
std::vector<model::ZoneChange> pair_zones(const model::ZoneIndex& a, const model::ZoneIndex& b, std::int64_t tolerance,
                                          bool people_told);

}  // namespace covmap::measure
