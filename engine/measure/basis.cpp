#include "measure/basis.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <set>

namespace covmap::measure {
namespace {

Text nature_text(const std::string& nature, const std::set<std::int64_t>& radii_m) {
    static const std::map<std::string, Text> kWords = {{"claimed", {"selon les opérateurs", "as claimed by operators"}},
                                                       {"measured", {"mesuré", "measured"}},
                                                       {"modelled", {"modélisé", "modelled"}},
                                                       {"planned", {"prévu", "planned"}}};
    const auto found = kWords.find(nature);
    Text text = found == kWords.end() ? same(nature) : found->second;
    Text separator{", rayon ", ", radius "};
    for (const std::int64_t metres : radii_m) {
        text = text + separator + decimal(metres, 3) + same(" km");
        separator = {" ou ", " or "};
    }
    return text;
}

/// «layers without level count as CL», for each way in which the claims' layers without level are taken.
Text level_note(const model::Catalogue& catalogue, const std::function<bool(const model::Claim&)>& concerned) {
    std::set<std::string> taken_as;
    for (const model::LayerInfo& layer : catalogue.layers) {
        const model::ClaimInfo& claim = catalogue.claims[layer.claim.value];
        if (layer.level.empty() && !claim.scale.levels.empty() && concerned(claim.key))
            taken_as.insert(model::effective_level(claim.scale, layer.level));
    }
    Text note;
    for (const std::string& level : taken_as) {
        const Text as = level == model::kUnclearLevel ? Text{"inconnu", "unknown"} : same(level);
        note = note + Text{note.fr.empty() ? "" : " ; ", note.en.empty() ? "" : "; "} +
               Text{"une couche sans niveau compte comme ", "a layer without level counts as "} + as;
    }
    return note;
}

Basis collect(const model::Catalogue& catalogue, const std::function<bool(const model::Claim&)>& concerned) {
    std::map<std::string, std::set<std::int64_t>> natures;
    Basis basis;
    for (const model::ClaimInfo& claim : catalogue.claims) {
        if (!concerned(claim.key)) continue;
        basis.any_claim = true;
        auto& radii_m = natures[claim.key.nature];
        if (claim.radius_km > 0) radii_m.insert(std::llround(claim.radius_km * 1000));
        basis.date = std::max(basis.date, claim.date);
    }
    for (const auto& [nature, radii_m] : natures)
        basis.nature = basis.nature + Text{basis.nature.fr.empty() ? "" : " ; ", basis.nature.en.empty() ? "" : "; "} +
                       nature_text(nature, radii_m);
    basis.note = level_note(catalogue, concerned);
    return basis;
}

}  // namespace

Basis basis_of(const model::IndicatorSpec& spec, const model::Catalogue& catalogue) {
    Basis basis = collect(catalogue, [&](const model::Claim& claim) { return model::matches(spec, claim); });
    if (spec.level_at_least.empty() && spec.level_exact.empty()) basis.note = {};
    return basis;
}

Basis basis_of_all(const model::Catalogue& catalogue) {
    return collect(catalogue, [](const model::Claim& claim) { return claim.nature != "planned"; });
}

std::string supply_titles(const model::Job& job) {
    std::vector<std::string> titles;
    for (const model::SupplySpec& supply : job.supply) {
        const std::string& title = supply.source.info.title.empty() ? supply.source.given : supply.source.info.title;
        if (!title.empty() && std::find(titles.begin(), titles.end(), title) == titles.end()) titles.push_back(title);
    }
    std::string joined;
    for (const std::string& title : titles) joined += (joined.empty() ? "" : "; ") + title;
    return joined;
}

}  // namespace covmap::measure
