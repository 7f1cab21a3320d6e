#include "sites/lazy_queue.hpp"

#include <algorithm>

#include "core/units.hpp"

namespace covmap::sites {

bool is_better(const Offer& a, const Offer& b) {
    const core::Int128 left = static_cast<core::Int128>(a.worth) * b.cost, right = static_cast<core::Int128>(b.worth) * a.cost;
    return left != right ? left > right : a.candidate < b.candidate;
}

namespace {
bool is_worse(const Offer& a, const Offer& b) { return is_better(b, a); }
}  // namespace

LazyQueue::LazyQueue(std::vector<Offer> offers) : m_heap(std::move(offers)) {
    std::erase_if(m_heap, [](const Offer& offer) { return offer.worth <= 0; });
    std::make_heap(m_heap.begin(), m_heap.end(), is_worse);
}

Offer LazyQueue::pop() {
    std::pop_heap(m_heap.begin(), m_heap.end(), is_worse);
    const Offer offer = m_heap.back();
    m_heap.pop_back();
    return offer;
}

void LazyQueue::push(const Offer& offer) {
    m_heap.push_back(offer);
    std::push_heap(m_heap.begin(), m_heap.end(), is_worse);
}

std::optional<Offer> LazyQueue::best(const Ask& upper, const Ask& exact, std::int64_t budget) {
    if (exact) return best_exact(upper, exact, budget);
    while (!m_heap.empty()) {
        Offer offer = pop();
        if (offer.cost > budget) continue;
        offer.worth = upper(offer.candidate);
        if (offer.worth <= 0) continue;
        const bool first = m_heap.empty() || is_better(offer, m_heap.front());
        push(offer);
        if (first) return offer;
    }
    return std::nullopt;
}

// Goes on until no bound that is left can beat what was found.
std::optional<Offer> LazyQueue::best_exact(const Ask& upper, const Ask& exact, std::int64_t budget) {
    std::optional<Offer> found;
    std::vector<Offer> looked_at;
    while (!m_heap.empty() && (!found || is_better(m_heap.front(), *found))) {
        Offer offer = pop();
        if (offer.cost > budget) continue;
        offer.worth = upper(offer.candidate);
        if (offer.worth <= 0) continue;
        looked_at.push_back(offer);
        if (found && !is_better(offer, *found)) continue;
        Offer given = offer;
        given.worth = exact(offer.candidate);
        if (given.worth > 0 && (!found || is_better(given, *found))) found = given;
    }
    for (const Offer& offer : looked_at) push(offer);
    return found;
}

void LazyQueue::remove(std::size_t candidate) {
    std::erase_if(m_heap, [&](const Offer& offer) { return offer.candidate == candidate; });
    std::make_heap(m_heap.begin(), m_heap.end(), is_worse);
}

}  // namespace covmap::sites
