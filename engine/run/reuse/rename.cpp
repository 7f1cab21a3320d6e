#include "run/reuse/rename.hpp"

#include <algorithm>
#include <numeric>

#include "core/error.hpp"

namespace covmap::run {

model::Catalogue renamed(const model::Catalogue& catalogue, const std::function<std::string(const std::string&)>& canonical) {
    model::Catalogue result = catalogue;
    for (model::ClaimInfo& claim : result.claims) claim.key.operator_code = canonical(claim.key.operator_code);
    std::vector<std::uint32_t> order(result.claims.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return result.claims[a].key < result.claims[b].key; });
    std::vector<model::ClaimInfo> sorted;
    std::vector<std::uint32_t> place(order.size());
    for (const std::uint32_t from : order) {
        const model::ClaimInfo& claim = result.claims[from];
        if (!sorted.empty() && sorted.back().key == claim.key && !(sorted.back().scale == claim.scale))
            throw core::Error(core::ErrorKind::job, "market",
                              "the aliases make one claim of two whose levels or no_level differ (" + claim.key.operator_code +
                                  " " + claim.key.technology +
                                  "); take the alias out, or give both supplies the same `levels` and run the job on its inputs");
        place[from] = static_cast<std::uint32_t>(sorted.size());
        sorted.push_back(claim);
    }
    result.claims = std::move(sorted);
    for (model::LayerInfo& layer : result.layers) layer.claim = core::ClaimId(place[layer.claim.value]);
    return result;
}

}  // namespace covmap::run
