// Where people live: squares and rasters as published.
#include "read/presets.hpp"

namespace covmap::read {

const std::vector<DemandPreset>& demand_presets() {
    static const std::vector<DemandPreset> presets;
    return presets;
}

}  // namespace covmap::read
