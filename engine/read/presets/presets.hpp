// Publishers' formats: what `format = "arcep-mobile"` fills in of a source where the job is silent.
//
// A preset turns a specification into the plain one that the readers know: columns, CRS, words, levels, titles. What the job says
// itself always stays. Presets live by family: presets_mobile.cpp, presets_grids.cpp, presets_fixed.cpp, presets_demand.cpp,
// presets_territory.cpp.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/job/job.hpp"
#include "read/files/inspection.hpp"

namespace covmap::read {

/// One publisher's format of one kind of source.
template <class Filled, class Spec>
struct Preset {
    std::string_view name;                    ///< the word of `format`
    std::function<Filled(const Spec&)> fill;  ///< throws core::Error(job) or (input), with the remedy
    /// Is this layer of an inspected file of that format? Never sure, always cheap.
    std::function<bool(const Inspection&, const InspectedLayer&)> looks_like;
};

/// A pattern may match files of several shapes (territories, generations of columns): several specifications of one.
using SupplyPreset = Preset<std::vector<model::SupplySpec>, model::SupplySpec>;
using DemandPreset = Preset<model::DemandSpec, model::DemandSpec>;
using PremisesPreset = Preset<model::PremisesSpec, model::PremisesSpec>;
using TerritoryPreset = Preset<model::TerritorySpec, model::TerritorySpec>;

// By family.
const std::vector<SupplyPreset>& mobile_presets();
const std::vector<SupplyPreset>& grid_presets();
const std::vector<SupplyPreset>& fixed_presets();
const std::vector<PremisesPreset>& premises_presets();
const std::vector<DemandPreset>& demand_presets();
const std::vector<DemandPreset>& point_demand_presets();
const std::vector<TerritoryPreset>& territory_presets();

/// The words that `format` may have beside the plain ones.
std::vector<std::string> supply_preset_names();
std::vector<std::string> premises_preset_names();
std::vector<std::string> demand_preset_names();
std::vector<std::string> territory_preset_names();

/// Fills in by spec.source.preset; as it is where that is empty.
std::vector<model::SupplySpec> filled(const model::SupplySpec& spec);
model::PremisesSpec filled(const model::PremisesSpec& spec);
model::DemandSpec filled(const model::DemandSpec& spec);
model::TerritorySpec filled(const model::TerritorySpec& spec);

/// The section of a job that reads a layer by the preset that it looks like: «supply», «premises», «demand», «territory»; or
/// empty.
std::string preset_section(const Inspection& inspection, const InspectedLayer& layer);

/// The preset that an inspected layer looks like, or empty.
std::string guess_preset(const Inspection& inspection, const InspectedLayer& layer);

/// Title, publisher, licence and url where the job is silent; nothing where it names another publisher: a file in the same shape,
/// of somebody else.
void fill_in_info(model::SourceInfo& info, std::string_view title, std::string_view publisher, std::string_view licence,
                  std::string_view url);

/// `value` where `given` is empty.
inline void fill_in(std::string& given, std::string_view value) {
    if (given.empty()) given = value;
}

}  // namespace covmap::read
