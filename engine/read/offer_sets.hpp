// Sets of offers: interned, so that a premises needs one number. Private to the room.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

namespace covmap::read {

/// Pairs of numbers -> a number: what is remembered of unions. Open addressing; the pair (0, 0) is never asked for.
class PairMemo {
public:
    /// Null when the pair is not known.
    [[nodiscard]] const std::uint32_t* find(std::uint32_t a, std::uint32_t b) const {
        const std::uint64_t key = (std::uint64_t{a} << 32U) | b;
        for (std::size_t i = slot_of(key);; i = (i + 1) & m_mask) {
            if (m_slots[i].key == key) return &m_slots[i].value;
            if (m_slots[i].key == 0) return nullptr;
        }
    }
    void put(std::uint32_t a, std::uint32_t b, std::uint32_t value) {
        if (2 * ++m_size > m_slots.size()) grow();
        insert((std::uint64_t{a} << 32U) | b, value);
    }

private:
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t value = 0;
    };
    [[nodiscard]] std::size_t slot_of(std::uint64_t key) const { return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15U) >> 20U) & m_mask; }
    void insert(std::uint64_t key, std::uint32_t value) {
        std::size_t i = slot_of(key);
        while (m_slots[i].key != 0) i = (i + 1) & m_mask;
        m_slots[i] = {key, value};
    }
    void grow() {
        std::vector<Slot> old(m_slots.size() * 2);
        old.swap(m_slots);
        m_mask = m_slots.size() - 1;
        for (const Slot& slot : old)
            if (slot.key != 0) insert(slot.key, slot.value);
    }

    std::vector<Slot> m_slots = std::vector<Slot>(1024);
    std::size_t m_mask = 1023, m_size = 0;
};

/// Distinct sets by number. Not thread-safe. 0 is no set at all: nothing is known; 1 is the empty one: nothing is offered.
class OfferSets {
public:
    using Set = std::vector<std::uint32_t>;  ///< sorted

    static constexpr std::uint32_t kUnknown = 0, kEmpty = 1;

    OfferSets() : m_sets(2) { m_number[{}] = kEmpty; }

    std::uint32_t intern(const Set& set);
    /// Of two sets, each by number; kUnknown adds nothing.
    std::uint32_t united(std::uint32_t a, std::uint32_t b);
    /// The set and one offer more; of kUnknown: that offer alone.
    std::uint32_t with(std::uint32_t set, std::uint32_t offer);

    [[nodiscard]] const std::vector<Set>& sets() const { return m_sets; }

private:
    std::vector<Set> m_sets;
    std::map<Set, std::uint32_t> m_number;
    PairMemo m_unions, m_additions;
};

}  // namespace covmap::read
