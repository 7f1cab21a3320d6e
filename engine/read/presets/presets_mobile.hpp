// Presets of mobile coverage, one a publisher's file. Private to the room.
#pragma once

#include "read/presets/presets.hpp"

namespace covmap::read {

SupplyPreset arcep_mobile_preset();
SupplyPreset arcep_sites_preset();
SupplyPreset fcc_mobile_preset();
SupplyPreset mediation_preset();

}  // namespace covmap::read
