#include "tiles/text_numbers.hpp"

#include <algorithm>
#include <cstring>

namespace covmap::tiles {

namespace {

constexpr std::size_t kFirstSlots = 64;

/// Eight bytes at a time, each mixed in by the multiplication of splitmix64's finaliser (Steele, Lea, Flood 2014).
std::size_t hash_of(std::string_view text) {
    std::uint64_t hash = text.size();
    for (std::size_t at = 0; at < text.size(); at += sizeof hash) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, std::min(sizeof word, text.size() - at));
        hash = (hash ^ word) * 0xbf58476d1ce4e5b9ULL;
        hash ^= hash >> 32U;
    }
    return hash;
}

}  // namespace

std::uint32_t TextNumbers::number_of(std::string_view text) {
    if (2 * (m_ends.size() + 1) > m_slots.size()) grow();
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = hash_of(text) & mask;
    for (; m_slots[slot] != 0; slot = (slot + 1) & mask)
        if (this->text(m_slots[slot] - 1) == text) return m_slots[slot] - 1;
    m_bytes += text;
    m_ends.push_back(m_bytes.size());
    m_slots[slot] = size();
    return size() - 1;
}

void TextNumbers::grow() {
    m_slots.assign(std::max(kFirstSlots, 2 * m_slots.size()), 0);
    const std::size_t mask = m_slots.size() - 1;
    for (std::uint32_t number = 0; number < size(); ++number) {
        std::size_t slot = hash_of(text(number)) & mask;
        while (m_slots[slot] != 0) slot = (slot + 1) & mask;
        m_slots[slot] = number + 1;
    }
}

}  // namespace covmap::tiles
