// Candidates by what they are worth at most, the best first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace covmap::sites {

/// What a candidate is worth for its cost: compared by worth / cost, exactly; of equals the smaller number comes first.
struct Offer {
    std::size_t candidate = 0;
    std::int64_t worth = 0;  ///< when it was last asked: never less than it is now
    std::int64_t cost = 1;   ///< > 0
};
bool is_better(const Offer& a, const Offer& b);

/// Lazy greedy choice (M. Minoux 1978): a candidate whose worth, asked anew, beats what the others were worth before is the best,
/// for worths never grow.
class LazyQueue {
public:
    using Ask = std::function<std::int64_t(std::size_t candidate)>;
    explicit LazyQueue(std::vector<Offer> offers);

    /// The best offer as things stand, still in the queue; none where nothing is worth anything. `upper` asks a bound that never
    /// grows, `exact` what is really given, at most that (empty: the bound itself). Offers over `budget` leave for good.
    std::optional<Offer> best(const Ask& upper, const Ask& exact, std::int64_t budget);
    void remove(std::size_t candidate);
    /// Bounds of all that are left, in no order.
    [[nodiscard]] const std::vector<Offer>& offers() const { return m_heap; }

private:
    Offer pop();
    void push(const Offer& offer);
    std::optional<Offer> best_exact(const Ask& upper, const Ask& exact, std::int64_t budget);

    std::vector<Offer> m_heap;
};

}  // namespace covmap::sites
