// Sets of offers: interned, so that a premises needs one number. Private to the room.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace covmap::read {

/// Distinct sets by number, 4 bytes an offer and about 24 a set. Not thread-safe. 0 is no set at all: nothing is known; 1 is the
/// empty one: nothing is offered.
class OfferSets {
public:
    static constexpr std::uint32_t kUnknown = 0, kEmpty = 1;

    OfferSets();
    /// The number of a set that is sorted, each offer once.
    std::uint32_t intern(std::span<const std::uint32_t> set);
    /// Valid until the next intern().
    [[nodiscard]] std::span<const std::uint32_t> set(std::uint32_t number) const {
        return std::span(m_offers).subspan(m_begin[number], m_begin[number + 1] - m_begin[number]);
    }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_begin.size() - 1); }

private:
    [[nodiscard]] std::size_t slot_of(std::span<const std::uint32_t> set) const;
    void grow();

    std::vector<std::uint32_t> m_offers;  ///< of all sets, one after the other
    std::vector<std::size_t> m_begin;     ///< of each, and the end
    std::vector<std::uint32_t> m_slots;   ///< open addressing; a number, 0: free
};

/// Sorts, and keeps each once.
void make_set(std::vector<std::uint32_t>& offers);

}  // namespace covmap::read
