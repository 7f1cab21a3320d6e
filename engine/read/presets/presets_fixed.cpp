// Fixed networks: records by premises, and the premises.
#include "read/presets/presets_fixed.hpp"

namespace covmap::read {

const std::vector<SupplyPreset>& fixed_presets() {
    static const std::vector<SupplyPreset> presets = {arcep_records_preset(), arcep_ftth_records_preset(), fcc_fixed_preset()};
    return presets;
}

const std::vector<PremisesPreset>& premises_presets() {
    static const std::vector<PremisesPreset> presets = {arcep_premises_preset(), arcep_ftth_premises_preset()};
    return presets;
}

const std::vector<DemandPreset>& point_demand_presets() {
    static const std::vector<DemandPreset> presets = {arcep_demand_preset(), arcep_ftth_demand_preset()};
    return presets;
}

}  // namespace covmap::read
