// Bands of zones, joined: whole zones and their accounts. Internal to the room.
#pragma once

#include <vector>

#include "zones/band_zones.hpp"

namespace covmap::zones {

/// A zone before it has a name.
struct RawZone {
    std::uint32_t unit = 0;
    Accounts accounts;  ///< atom unused; sorted by territory
    std::vector<std::uint64_t> present;
    std::int64_t outline_area = 0;
    std::vector<std::int64_t> outside;  ///< of the accounts what lies outside the boxes: ZonePlan::stride
    Summit summit;
    std::vector<Box> boxes;       ///< atom unused; sorted by (row_begin, col_begin)
    std::vector<Square> squares;  ///< atom unused; sorted by (row, col)
};

struct JoinedZones {
    std::vector<RawZone> zones;  ///< by their first sub-cell in their first band
    Accounts scattered, empty;   ///< by territory
};

/// Components across bands, exactly: the result depends on the members alone. A component whose failing area is above the plan's
/// maximum is cut along its territories. Zones below the minimum stay here; the caller sums them up. Takes the bands in any
/// order. Cost: linear in the boxes and accounts, but for sorting.
JoinedZones join_bands(std::vector<BandZones>&& bands, const ZonePlan& plan);

}  // namespace covmap::zones
