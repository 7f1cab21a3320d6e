// Supply on grids: numbers of operators by square, rasters of classes.
#include "read/presets.hpp"

namespace covmap::read {

const std::vector<SupplyPreset>& grid_presets() {
    static const std::vector<SupplyPreset> presets;
    return presets;
}

}  // namespace covmap::read
