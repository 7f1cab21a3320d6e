// The sites that serve most of those who fail.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "core/disc.hpp"
#include "core/failing_cells.hpp"
#include "sites/gains.hpp"

namespace covmap::sites {

struct Candidate {
    core::Disc reach;
    std::int64_t cost = 1;  ///< > 0; 1 where nothing is said of costs
    bool existing = false;
};

struct Plan {
    Worth worth;
    std::size_t k = 1;                     ///< at most so many sites
    std::optional<std::int64_t> budget;    ///< and so much cost
    std::optional<double> existing_first;  ///< an existing one is taken while its worth is so much of the best new one's (0..1)
    /// Runs a task for each of n numbers, on as many threads as the caller likes; empty: one after the other.
    std::function<void(std::size_t n, const std::function<void(std::size_t)>& task)> for_each;
    std::function<void(std::size_t done)> picked;  ///< may throw to stop; or empty
};

struct Pick {
    std::size_t candidate = 0;
    Gain gain;
};

struct Choice {
    std::vector<Pick> picks;
    std::int64_t worth = 0;             ///< of all
    std::optional<std::int64_t> bound;  ///< no choice within k and budget is worth more; none with a capacity
};

/// Greedy: each time the candidate that is worth most for its cost, as things stand. Without costs at least 1 - 1/e of the best
/// choice (Nemhauser, Wolsey and Fisher 1978); with a budget the better of that and of the one best site, at least half of that
/// share (Khuller, Moss and Naor 1999); the bound tells how near it is here. Ends where nobody is left to serve. Deterministic.
/// `served` is without sites before and holds what was chosen afterwards. Cost: each candidate once, twice with the bound, and a
/// few of them each step.
Choice choose(Served& served, const std::vector<Candidate>& candidates, const Plan& plan);

}  // namespace covmap::sites
