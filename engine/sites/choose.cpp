#include "sites/choose.hpp"

#include <algorithm>
#include <limits>

#include "sites/bound.hpp"
#include "sites/lazy_queue.hpp"

namespace covmap::sites {

namespace {

class Greedy {
public:
    Greedy(Served& served, const std::vector<Candidate>& candidates, const Plan& plan)
        : m_served(served),
          m_candidates(candidates),
          m_plan(plan),
          m_budget(plan.budget.value_or(std::numeric_limits<std::int64_t>::max())),
          m_start(worths()),
          m_new(of_kind(false)),
          m_existing(of_kind(true)) {}

    Choice choose() {
        note_bound(m_start);
        while (m_choice.picks.size() < m_plan.k) {
            const std::optional<Offer> offer = next();
            if (!offer) break;
            take(*offer);
            if (m_plan.picked) m_plan.picked(m_choice.picks.size());
        }
        if (!m_served.has_capacity() && m_choice.worth < m_served.whole()) note_bound(worths());
        m_choice.bound = m_bound;
        return std::move(m_choice);
    }

    /// The affordable candidate that is worth most by itself.
    [[nodiscard]] std::optional<Offer> best_single() const {
        std::optional<Offer> best;
        for (const Offer& offer : m_start)
            if (offer.cost <= m_plan.budget.value_or(offer.cost) && (!best || offer.worth > best->worth)) best = offer;
        return best;
    }

private:
    [[nodiscard]] std::vector<Offer> worths() const {
        std::vector<Offer> offers(m_candidates.size());
        const auto ask = [&](std::size_t i) { offers[i] = {i, m_served.worth(m_candidates[i].reach), m_candidates[i].cost}; };
        if (m_plan.for_each) {
            m_plan.for_each(offers.size(), ask);
        } else {
            for (std::size_t i = 0; i < offers.size(); ++i) ask(i);
        }
        return offers;
    }

    [[nodiscard]] LazyQueue of_kind(bool existing) const {
        std::vector<Offer> offers;
        for (const Offer& offer : m_start)
            if ((m_candidates[offer.candidate].existing && m_plan.existing_first) == existing) offers.push_back(offer);
        return LazyQueue(std::move(offers));
    }

    void note_bound(const std::vector<Offer>& offers) {
        if (m_served.has_capacity()) return;
        const std::int64_t bound = std::min(m_served.whole(), m_choice.worth + most_to_add(offers, m_plan.k, m_plan.budget));
        m_bound = m_bound ? std::min(*m_bound, bound) : bound;
    }

    std::optional<Offer> next() {
        const LazyQueue::Ask upper = [&](std::size_t i) { return m_served.worth(m_candidates[i].reach); };
        LazyQueue::Ask exact;
        if (m_served.has_capacity()) exact = [&](std::size_t i) { return m_served.filled(m_candidates[i].reach); };
        const std::optional<Offer> fresh = m_new.best(upper, exact, m_budget);
        const std::optional<Offer> old = m_existing.best(upper, exact, m_budget);
        if (!old) return fresh;
        if (!fresh) return old;
        const double of_old = static_cast<double>(old->worth) / static_cast<double>(old->cost);
        const double of_new = static_cast<double>(fresh->worth) / static_cast<double>(fresh->cost);
        return of_old >= *m_plan.existing_first * of_new ? old : fresh;
    }

    void take(const Offer& offer) {
        m_new.remove(offer.candidate);
        m_existing.remove(offer.candidate);
        m_budget -= m_plan.budget ? offer.cost : 0;
        m_choice.picks.push_back({offer.candidate, m_served.add(m_candidates[offer.candidate].reach)});
        m_choice.worth += m_choice.picks.back().gain.worth;
    }

    Served& m_served;
    const std::vector<Candidate>& m_candidates;
    const Plan& m_plan;
    std::int64_t m_budget;
    std::vector<Offer> m_start;  ///< of each candidate, before any was chosen
    LazyQueue m_new, m_existing;
    Choice m_choice;
    std::optional<std::int64_t> m_bound;
};

}  // namespace

Choice choose(Served& served, const std::vector<Candidate>& candidates, const Plan& plan) {
    Greedy greedy(served, candidates, plan);
    Choice choice = greedy.choose();
    const std::optional<Offer> single = plan.budget ? greedy.best_single() : std::nullopt;
    if (!single || single->worth <= choice.worth || served.has_capacity()) return choice;
    served.clear();
    choice.picks.clear();
    choice.picks.push_back({single->candidate, served.add(candidates[single->candidate].reach)});
    choice.worth = choice.picks.front().gain.worth;
    return choice;
}

}  // namespace covmap::sites
