#include "measure/presence.hpp"

#include <algorithm>
#include <tuple>

#include "model/indicator.hpp"

namespace covmap::measure {

namespace {

/// The lowest of its technologies decides: «2G3G» may be either.
int rank_of(const std::string& technology) {
    int lowest = 99;
    for (const std::string& one : model::technology_set(technology)) lowest = std::min(lowest, model::technology_rank(one));
    return lowest;
}

/// Places that help are no operators.
bool is_of_networks(const model::Claim& claim) { return claim.kind == "mobile" || claim.kind == "fixed"; }

/// Does some claim of the operator speak of this place?
bool is_known(std::span<const std::uint64_t> bits, const model::Catalogue& catalogue, const std::string& operator_code) {
    for (std::uint32_t c = 0; c < catalogue.claims.size(); ++c) {
        if (catalogue.claims[c].key.operator_code != operator_code) continue;
        model::OperatorBits of_claim;
        of_claim.add(catalogue, core::ClaimId(c), {});
        if (of_claim.known(bits)) return true;
    }
    return false;
}

}  // namespace

Presence presence_of(std::span<const std::uint64_t> bits, const model::Catalogue& catalogue, const std::string& only) {
    Presence found;
    std::tuple<int, std::string, int> best{-2, "", 0};  // technology, its name, minus the rank of the level
    for (std::size_t l = 0; l < catalogue.layers.size(); ++l) {
        if (((bits[l / 64] >> (l % 64)) & 1U) == 0) continue;
        const model::LayerInfo& layer = catalogue.layers[l];
        const model::ClaimInfo& claim = catalogue.claims[layer.claim.value];
        if (claim.key.nature == "planned" || !is_of_networks(claim.key) || (!only.empty() && claim.key.operator_code != only)) continue;
        found.operators.push_back(claim.key.operator_code);
        const std::string level = model::effective_level(claim.scale, layer.level);
        const int rank = claim.scale.rank(level);
        const std::tuple<int, std::string, int> here{rank_of(claim.key.technology), claim.key.technology,
                                                     rank < 0 ? -1000 : -rank};
        if (here <= best) continue;
        best = here;
        found.technology = claim.key.technology;
        found.level = rank < 0 ? std::string() : level;
    }
    std::sort(found.operators.begin(), found.operators.end());
    found.operators.erase(std::unique(found.operators.begin(), found.operators.end()), found.operators.end());
    return found;
}

Offer best_offer(std::span<const std::uint64_t> bits, const model::Catalogue& catalogue, const std::string& operator_code) {
    const Presence presence = presence_of(bits, catalogue, operator_code);
    if (!presence.technology.empty()) return {presence.technology, presence.level};
    return {is_known(bits, catalogue, operator_code) ? "none" : "unknown", ""};
}

std::vector<std::string> operators_of_markets(const model::RunModel& model) {
    std::vector<std::string> operators;
    for (const model::Market& market : model.markets)
        for (const std::string& code : market.operators)
            if (std::find(operators.begin(), operators.end(), code) == operators.end()) operators.push_back(code);
    return operators;
}

}  // namespace covmap::measure
