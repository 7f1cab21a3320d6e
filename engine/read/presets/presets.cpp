#include "read/presets/presets.hpp"

#include <algorithm>

namespace covmap::read {
namespace {

template <class P>
const P* find(const std::vector<P>& presets, const std::string& name) {
    const auto at = std::find_if(presets.begin(), presets.end(), [&](const P& preset) { return preset.name == name; });
    return at == presets.end() ? nullptr : &*at;
}

template <class P>
void add_names(const std::vector<P>& presets, std::vector<std::string>& names) {
    for (const P& preset : presets) names.emplace_back(preset.name);
}

template <class P>
std::string guess(const std::vector<P>& presets, const Inspection& inspection, const InspectedLayer& layer) {
    for (const P& preset : presets)
        if (preset.looks_like && preset.looks_like(inspection, layer)) return std::string(preset.name);
    return {};
}

template <class P>
std::vector<std::string> names_of(const std::vector<P>& presets) {
    std::vector<std::string> names;
    add_names(presets, names);
    return names;
}

const std::vector<const std::vector<SupplyPreset>*>& supply_families() {
    static const std::vector<const std::vector<SupplyPreset>*> all = {&mobile_presets(), &grid_presets(), &fixed_presets()};
    return all;
}

const std::vector<const std::vector<DemandPreset>*>& demand_families() {
    static const std::vector<const std::vector<DemandPreset>*> all = {&demand_presets(), &point_demand_presets()};
    return all;
}

}  // namespace

void fill_in_info(model::SourceInfo& info, std::string_view title, std::string_view publisher, std::string_view licence,
                  std::string_view url) {
    if (!info.publisher.empty() && info.publisher != publisher) return;
    fill_in(info.title, title);
    fill_in(info.publisher, publisher);
    fill_in(info.licence, licence);
    fill_in(info.url, url);
}

std::vector<std::string> supply_preset_names() {
    std::vector<std::string> names;
    for (const auto* family : supply_families()) add_names(*family, names);
    return names;
}
std::vector<std::string> premises_preset_names() { return names_of(premises_presets()); }
std::vector<std::string> demand_preset_names() {
    std::vector<std::string> names;
    for (const auto* family : demand_families()) add_names(*family, names);
    return names;
}
std::vector<std::string> territory_preset_names() { return names_of(territory_presets()); }

std::string preset_section(const Inspection& inspection, const InspectedLayer& layer) {
    for (const auto* family : supply_families())
        if (!guess(*family, inspection, layer).empty()) return "supply";
    if (!guess(premises_presets(), inspection, layer).empty()) return "premises";
    for (const auto* family : demand_families())
        if (!guess(*family, inspection, layer).empty()) return "demand";
    return guess(territory_presets(), inspection, layer).empty() ? "" : "territory";
}

std::vector<model::SupplySpec> filled(const model::SupplySpec& spec) {
    for (const auto* family : supply_families())
        if (const SupplyPreset* preset = find(*family, spec.source.preset)) return preset->fill(spec);
    return {spec};
}

model::PremisesSpec filled(const model::PremisesSpec& spec) {
    const PremisesPreset* preset = find(premises_presets(), spec.source.preset);
    return preset == nullptr ? spec : preset->fill(spec);
}

model::DemandSpec filled(const model::DemandSpec& spec) {
    for (const auto* family : demand_families())
        if (const DemandPreset* preset = find(*family, spec.source.preset)) return preset->fill(spec);
    return spec;
}

model::TerritorySpec filled(const model::TerritorySpec& spec) {
    const TerritoryPreset* preset = find(territory_presets(), spec.source.preset);
    return preset == nullptr ? spec : preset->fill(spec);
}

std::string guess_preset(const Inspection& inspection, const InspectedLayer& layer) {
    for (const auto* family : supply_families())
        if (std::string name = guess(*family, inspection, layer); !name.empty()) return name;
    if (std::string name = guess(premises_presets(), inspection, layer); !name.empty()) return name;
    if (std::string name = guess(demand_presets(), inspection, layer); !name.empty()) return name;
    return guess(territory_presets(), inspection, layer);
}

}  // namespace covmap::read
