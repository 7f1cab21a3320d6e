// Maps of territories as published.
#include "read/presets.hpp"

namespace covmap::read {

const std::vector<TerritoryPreset>& territory_presets() {
    static const std::vector<TerritoryPreset> presets;
    return presets;
}

}  // namespace covmap::read
