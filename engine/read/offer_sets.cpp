#include "read/offer_sets.hpp"

#include <algorithm>
#include <iterator>

namespace covmap::read {

std::uint32_t OfferSets::intern(const Set& set) {
    const auto [at, fresh] = m_number.try_emplace(set, static_cast<std::uint32_t>(m_sets.size()));
    if (fresh) m_sets.push_back(set);
    return at->second;
}

std::uint32_t OfferSets::united(std::uint32_t a, std::uint32_t b) {
    if (a > b) std::swap(a, b);
    if (a == b || a == kUnknown || a == kEmpty) return b;
    if (const std::uint32_t* known = m_unions.find(a, b)) return *known;
    Set both;
    std::set_union(m_sets[a].begin(), m_sets[a].end(), m_sets[b].begin(), m_sets[b].end(), std::back_inserter(both));
    const std::uint32_t number = intern(both);
    m_unions.put(a, b, number);
    return number;
}

std::uint32_t OfferSets::with(std::uint32_t set, std::uint32_t offer) {
    if (const std::uint32_t* known = m_additions.find(set + 1, offer)) return *known;
    Set more = m_sets[set];
    const auto at = std::lower_bound(more.begin(), more.end(), offer);
    if (at == more.end() || *at != offer) more.insert(at, offer);
    const std::uint32_t number = intern(more);
    m_additions.put(set + 1, offer, number);
    return number;
}

}  // namespace covmap::read
