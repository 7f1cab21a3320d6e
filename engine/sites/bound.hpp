// How much better than a choice any other could be.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sites/lazy_queue.hpp"

namespace covmap::sites {

/// What the best choice may add at most to a set of sites of which each candidate would add `offers`' worths: the sum of the k
/// largest, and where there is a budget the fractional knapsack of it too, rounded up. Worths that are too large are bounds as
/// well. Pure. (Each set S of sites gives the bound f(S) + this on every choice, for f is monotone and submodular: Nemhauser,
/// Wolsey and Fisher 1978.)
std::int64_t most_to_add(std::vector<Offer> offers, std::size_t k, std::optional<std::int64_t> budget);

}  // namespace covmap::sites
