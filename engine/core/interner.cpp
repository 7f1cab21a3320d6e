#include "core/interner.hpp"

namespace covmap::core {

Interner::Interner(std::size_t words) : m_words(words), m_slots(1024, 0) {}

std::uint64_t Interner::hash(const std::uint64_t* words) const {
    std::uint64_t h = 0x9e3779b97f4a7c15ULL;
    for (std::size_t w = 0; w < m_words; ++w) {
        h = (h ^ words[w]) * 0xbf58476d1ce4e5b9ULL;
        h ^= h >> 29;
    }
    return h;
}

std::uint32_t Interner::intern(const std::uint64_t* words) {
    if (!m_data.empty() && same(m_last, words)) return m_last;
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = hash(words) & mask;
    while (m_slots[at] != 0) {
        if (same(m_slots[at] - 1, words)) return m_last = m_slots[at] - 1;
        at = (at + 1) & mask;
    }
    const auto number = static_cast<std::uint32_t>(size());
    m_data.insert(m_data.end(), words, words + m_words);
    m_slots[at] = number + 1;
    if (2 * size() > m_slots.size()) grow();
    return m_last = number;
}

void Interner::grow() {
    m_slots.assign(m_slots.size() * 2, 0);
    const std::size_t mask = m_slots.size() - 1;
    for (std::uint32_t number = 0; number < size(); ++number) {
        std::size_t at = hash(m_data.data() + number * m_words) & mask;
        while (m_slots[at] != 0) at = (at + 1) & mask;
        m_slots[at] = number + 1;
    }
}

}  // namespace covmap::core
