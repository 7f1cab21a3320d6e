#include "read/premises/offer_sets.hpp"

#include <algorithm>

namespace covmap::read {

OfferSets::OfferSets() : m_begin{0, 0}, m_slots(64, 0) { (void)intern({}); }

// Where the set stands, or the free slot for it.
std::size_t OfferSets::slot_of(std::span<const std::uint32_t> set) const {
    std::uint64_t hash = set.size();
    for (const std::uint32_t offer : set) {
        hash = (hash ^ offer) * 0x9E3779B97F4A7C15U;
        hash ^= hash >> 29U;
    }
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask)
        if (m_slots[slot] == 0 || std::ranges::equal(this->set(m_slots[slot]), set)) return slot;
}

std::uint32_t OfferSets::intern(std::span<const std::uint32_t> set) {
    const std::size_t slot = slot_of(set);
    if (m_slots[slot] != 0) return m_slots[slot];
    const std::uint32_t number = size();
    m_offers.insert(m_offers.end(), set.begin(), set.end());
    m_begin.push_back(m_offers.size());
    m_slots[slot] = number;
    if (2 * m_begin.size() > m_slots.size()) grow();
    return number;
}

void OfferSets::grow() {
    m_slots.assign(m_slots.size() * 2, 0);
    for (std::uint32_t number = kEmpty; number < size(); ++number) m_slots[slot_of(set(number))] = number;
}

void make_set(std::vector<std::uint32_t>& offers) {
    std::sort(offers.begin(), offers.end());
    offers.erase(std::unique(offers.begin(), offers.end()), offers.end());
}

}  // namespace covmap::read
