#include "sites/bound.hpp"

#include <algorithm>

#include "core/units.hpp"

namespace covmap::sites {

namespace {

std::int64_t largest(std::vector<Offer>& offers, std::size_t k) {
    k = std::min(k, offers.size());
    std::nth_element(offers.begin(), offers.begin() + static_cast<std::ptrdiff_t>(k), offers.end(),
                     [](const Offer& a, const Offer& b) { return a.worth > b.worth; });
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < k; ++i) sum += offers[i].worth;
    return sum;
}

std::int64_t knapsack(std::vector<Offer>& offers, std::int64_t budget) {
    std::sort(offers.begin(), offers.end(), is_better);
    std::int64_t sum = 0;
    for (const Offer& offer : offers) {
        if (offer.cost > budget) {
            const core::Int128 part = static_cast<core::Int128>(offer.worth) * budget;
            return sum + static_cast<std::int64_t>((part + offer.cost - 1) / offer.cost);
        }
        sum += offer.worth;
        budget -= offer.cost;
    }
    return sum;
}

}  // namespace

std::int64_t most_to_add(std::vector<Offer> offers, std::size_t k, std::optional<std::int64_t> budget) {
    const std::int64_t by_number = largest(offers, k);
    return budget ? std::min(by_number, knapsack(offers, *budget)) : by_number;
}

}  // namespace covmap::sites
