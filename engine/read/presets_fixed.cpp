// Fixed networks: records by premises.
#include "read/presets.hpp"

namespace covmap::read {

const std::vector<SupplyPreset>& fixed_presets() {
    static const std::vector<SupplyPreset> presets;
    return presets;
}

const std::vector<PremisesPreset>& premises_presets() {
    static const std::vector<PremisesPreset> presets;
    return presets;
}

}  // namespace covmap::read
