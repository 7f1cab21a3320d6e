#include "measure/presence.hpp"

#include <algorithm>
#include <tuple>

#include "core/indicator.hpp"

namespace covmap::measure {

namespace {

/// The lowest of its technologies decides: «2G3G» may be either.
int rank_of(const std::string& technology) {
    int lowest = 99;
    for (const std::string& one : core::technology_set(technology)) lowest = std::min(lowest, core::technology_rank(one));
    return lowest;
}

}  // namespace

Presence presence_of(std::span<const std::uint64_t> bits, const core::Catalogue& catalogue, const std::string& only) {
    Presence found;
    std::tuple<int, std::string, int> best{-2, "", 0};  // technology, its name, minus the rank of the level
    for (std::size_t l = 0; l < catalogue.layers.size(); ++l) {
        if (((bits[l / 64] >> (l % 64)) & 1U) == 0) continue;
        const core::LayerInfo& layer = catalogue.layers[l];
        const core::ClaimInfo& claim = catalogue.claims[layer.claim.value];
        if (claim.key.nature == "planned" || (!only.empty() && claim.key.operator_code != only)) continue;
        found.operators.push_back(claim.key.operator_code);
        const std::string level = core::effective_level(claim.scale, layer.level);
        const int rank = claim.scale.rank(level);
        const std::tuple<int, std::string, int> here{rank_of(claim.key.technology), claim.key.technology, rank < 0 ? -1000 : -rank};
        if (here <= best) continue;
        best = here;
        found.technology = claim.key.technology;
        found.level = rank < 0 ? std::string() : level;
    }
    std::sort(found.operators.begin(), found.operators.end());
    found.operators.erase(std::unique(found.operators.begin(), found.operators.end()), found.operators.end());
    return found;
}

}  // namespace covmap::measure
