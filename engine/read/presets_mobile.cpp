// Mobile coverage and sites: Arcep, FCC, places with a radius.
#include "read/presets.hpp"

namespace covmap::read {

const std::vector<SupplyPreset>& mobile_presets() {
    static const std::vector<SupplyPreset> presets;
    return presets;
}

}  // namespace covmap::read
