// Presets of fixed networks, one a publisher's file. Private to the room.
#pragma once

#include "read/presets/presets.hpp"

namespace covmap::read {

/// base_imb and actuel of «Ma connexion internet».
SupplyPreset arcep_records_preset();
PremisesPreset arcep_premises_preset();
DemandPreset arcep_demand_preset();
/// The buildings of the FttH deployments («Cartefibre»).
SupplyPreset arcep_ftth_records_preset();
PremisesPreset arcep_ftth_premises_preset();
DemandPreset arcep_ftth_demand_preset();
/// Fixed availability of the Broadband Data Collection.
SupplyPreset fcc_fixed_preset();

/// The words of a job stay, others are added.
inline void fill_words(model::SupplySpec& spec, const std::string& field, const std::map<std::string, std::string>& words) {
    spec.values[field].insert(words.begin(), words.end());
}

/// A demand of those points, each of weight `weight_column` under the attribute `name`; 1 each without such a column.
inline model::DemandSpec point_demand(const model::DemandSpec& given, const model::PremisesSpec& points,
                                      const model::AttributeSpec& attribute) {
    model::DemandSpec spec = given;
    spec.format = "points";
    spec.points = points;
    spec.source = points.source;
    if (spec.attributes.empty()) spec.attributes.push_back(attribute);
    return spec;
}

}  // namespace covmap::read
