#include "model/zone_set.hpp"

namespace covmap::model {

ZoneUnit zone_unit(const TerritorySet& set, const Territory& territory, const std::string& within) {
    if (within == set.unit) return {territory.code, territory.name};
    for (std::size_t k = 0; k < set.parent_kinds.size(); ++k)
        if (set.parent_kinds[k] == within) return {territory.parents[k], territory.parent_names[k]};
    return {"all", ""};
}

}  // namespace covmap::model
