// Mobile coverage and sites: Arcep, FCC, places with a radius.
#include "read/presets/presets_mobile.hpp"

namespace covmap::read {

const std::vector<SupplyPreset>& mobile_presets() {
    static const std::vector<SupplyPreset> presets = {arcep_mobile_preset(), arcep_sites_preset(), fcc_mobile_preset(),
                                                      mediation_preset()};
    return presets;
}

}  // namespace covmap::read
